"""A whole city in open formats, for one that leaves."""
