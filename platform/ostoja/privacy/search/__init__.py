"""Finding people whose names are encrypted: spelling, sound, likeness, and keyed hashes."""
