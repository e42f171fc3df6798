"""Cells of any file, and files of cells."""
