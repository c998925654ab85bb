"""Pages of the console; one module a topic."""
