"""Django's own migrate, for the schema that was entered (``ostoja migrate`` does them all)."""

from django.core.management.commands.migrate import Command

__all__ = ["Command"]
