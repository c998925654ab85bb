"""Routes: one file for the cities' hosts, one for the operators' host."""
