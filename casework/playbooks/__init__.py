"""Playbooks: what is done in each kind of crisis, by whom and by when."""
