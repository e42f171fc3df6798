"""What happened between two versions."""
