"""Pages of this room: the city's consents, an operator's visit, the console."""
