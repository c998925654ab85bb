"""Meetings of a coalition or a team, and the outcomes that live on after them."""
