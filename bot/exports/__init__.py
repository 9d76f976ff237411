"""Sheets as files: workbooks (XLSX) and tables (CSV). They know rows and cells, not what a deal is."""
