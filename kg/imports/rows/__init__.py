"""A row as records, and records as rows."""
