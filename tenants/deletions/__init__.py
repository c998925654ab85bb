"""Deleting a city for good: two people, a time to think, and nothing that is left."""
