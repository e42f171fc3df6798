"""What is said: each claim read once, in one form."""
