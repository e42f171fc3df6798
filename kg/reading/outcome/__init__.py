"""Proposals: in words, as rows and JSON lines, against what is known, as records to write."""
