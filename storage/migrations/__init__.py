"""Every change of the schema, in order; forward only."""
