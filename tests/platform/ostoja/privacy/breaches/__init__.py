"""Tests of breaches of personal data."""
