"""Texts that are easy to read, for the public pages: the platform's, which each city can change."""
