"""The installation itself."""

from sqlalchemy import Column, Text

from storage.schema.parts import table

installation = table(
    "installation",
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
