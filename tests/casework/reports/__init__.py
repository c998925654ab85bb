"""The reports: counts, telling, pages, files."""
