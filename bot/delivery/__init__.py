"""Out to Telegram: the wire, what an answer means, and how often one may write."""
