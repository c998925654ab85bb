"""What a person may ask of the city about their own data: a copy of it, and its erasure."""
