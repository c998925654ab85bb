"""Telling the person who asked for help what became of it, in a way that is safe for them."""
