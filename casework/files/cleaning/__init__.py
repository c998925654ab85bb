"""Making a file harmless. Runs alone in a process of its own, and knows nothing of the platform."""
