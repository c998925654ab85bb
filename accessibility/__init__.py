"""Display settings, accommodations, visit paths and the statement on accessibility."""
