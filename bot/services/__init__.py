"""Acts and read models: one public act is one thing one person does, in one write transaction."""
