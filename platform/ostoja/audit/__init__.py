"""The record of who saw or changed what; it can be added to and never altered."""

from ostoja.audit.actions import action, record, record_each

__all__ = ["action", "record", "record_each"]
