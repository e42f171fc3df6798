"""Deciding on proposals in a browser: text and proposals side by side, kept as it goes."""
