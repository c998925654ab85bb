"""Pages of playbooks: the list and one of them, writing, and running them in cases."""
