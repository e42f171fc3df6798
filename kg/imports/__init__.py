"""From people's files to records: sheets, meaning, rows, rdf and facts, tables, intake."""
