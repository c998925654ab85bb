"""Blueprints as files: what they may hold, what is wrong in which line, how a city differs."""
