"""Who decides about which data, what it is used for, and what that could do to people."""
