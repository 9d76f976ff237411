"""Files of banks read into lines: tables (CSV), CAMT.053, MT940. Bytes in, lines out: no I/O, no clock, no chance."""
