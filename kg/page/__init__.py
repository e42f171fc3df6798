"""The interactive network, one HTML file."""
