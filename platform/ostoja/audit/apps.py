"""The audit as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "ostoja.audit"
    label = "audit"
