"""Access as a Django app (its translations)."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "ostoja.access"
    label = "access"
