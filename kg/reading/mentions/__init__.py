"""What a text names: things of the graph, new things, short forms; persons are passed over."""
