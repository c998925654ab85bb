"""Breaches of personal data: who saw what, and what was decided within 72 hours."""
