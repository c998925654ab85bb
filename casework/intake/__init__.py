"""Contact: entry points, the report of a resident, the conversation that follows."""
