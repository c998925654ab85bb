"""Tests of requests of people about their data."""
