"""One schema, two databases: SQLite in one process, PostgreSQL for any number of replicas."""
