"""Tests of signing in through a city's identity provider."""
