"""Privacy as a Django app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "ostoja.privacy"
    label = "privacy"
