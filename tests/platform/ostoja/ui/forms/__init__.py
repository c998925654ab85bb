"""Tests of the forms of the design system."""
