"""Forms of the staff's accounts."""
