"""Words on paper and terminal; knows nothing of graphs."""
