"""The database backend that takes a city's search path and role before each statement."""
