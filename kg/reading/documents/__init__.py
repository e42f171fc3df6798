"""Files of any kind as one canonical plain text, with what they say about themselves."""
