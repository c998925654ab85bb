"""Webhooks: a partner's own system is told that something happened, and never what about."""
