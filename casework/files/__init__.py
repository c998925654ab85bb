"""Photographs and documents: taken in, made harmless, kept encrypted, given out."""
