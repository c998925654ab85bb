"""The services that a checkout runs for itself, so that it needs nothing but Python."""
