"""The opening of a city: what it must have before its public site takes reports."""
