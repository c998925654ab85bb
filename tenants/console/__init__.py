"""The operators' console: cities, their facts, the acts on them, and the jobs. No client data."""
