"""What a cell means."""
