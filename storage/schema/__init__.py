"""The schema, one file a noun; `storage/tables.py` gathers it."""
