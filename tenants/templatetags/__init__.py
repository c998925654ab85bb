"""Tags for what a city writes."""
