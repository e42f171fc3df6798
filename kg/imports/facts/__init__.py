"""A base of annotated facts as records."""
