"""The privacy notice: what happens to people's data, as art. 13 of the GDPR asks."""
