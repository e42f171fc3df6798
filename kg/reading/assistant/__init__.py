"""A language model that a person has: asked for relations, believed only to the letter."""
