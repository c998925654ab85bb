"""The rooms in which people are helped: one Django app each, all furnished the same way."""
