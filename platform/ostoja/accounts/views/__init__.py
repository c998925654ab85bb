"""Pages of the staff's accounts; one module a topic."""
