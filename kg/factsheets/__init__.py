"""Fact sheets: everything known about one thing, each fact with its evidence, on a page."""
