"""Signing in through the identity provider of a city (OpenID Connect)."""
