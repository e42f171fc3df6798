"""The standards of the W3C; knows nothing of this project's terms."""
