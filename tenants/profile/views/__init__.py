"""Pages where a city's administrator sets what the city says of itself."""
