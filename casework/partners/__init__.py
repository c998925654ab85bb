"""Partner bodies: what they offer, where, when, and how fresh we know it."""
