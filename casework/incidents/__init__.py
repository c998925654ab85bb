"""Incidents: one event with many affected people, its board, partners and situation reports."""
