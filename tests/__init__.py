"""The tests; folders mirror the source, plus isolation, browser and bench."""
