"""Outreach visits: who goes where, that they came and left, and an alarm when nobody says so."""
