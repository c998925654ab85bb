"""How long data is kept: a period for each kind, deletion when it has passed, and a log of it."""
