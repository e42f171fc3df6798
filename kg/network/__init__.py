"""Claims drawn as lines, and what graph theory says of them."""
