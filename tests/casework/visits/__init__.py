"""The room of outreach visits."""
