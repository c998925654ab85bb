"""Making a city page by page: a draft that outlives Back, reload and a lost session."""
