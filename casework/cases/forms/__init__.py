"""Forms of cases, one file for each page or family of pages."""
