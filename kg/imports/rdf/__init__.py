"""RDF of others, and triples in our own terms, as records."""
