"""The operators' API: cities, their bundles, and the jobs that work on them; no city's people."""
