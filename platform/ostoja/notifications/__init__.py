"""What the platform tells people: rows of an outbox, written with the change they tell of."""
