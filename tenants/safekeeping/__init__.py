"""What is kept of cities, for how long, and what is left when one goes."""
