"""Support access: operators enter a city by its own consent, for a while, and are seen there."""
