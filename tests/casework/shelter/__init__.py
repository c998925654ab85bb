"""The room of places to stay."""
