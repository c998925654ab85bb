"""Hints in real time: what is true stands in PostgreSQL, and a hint says that it has changed."""

from ostoja.live.telling import tell

__all__ = ["tell"]
