"""What a text says of the things that it names, by cues that are data."""
