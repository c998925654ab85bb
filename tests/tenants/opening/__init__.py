"""Tests of the opening of a city."""
