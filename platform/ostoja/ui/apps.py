"""The app of the design system."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers templates, static files and translations."""

    name = "ostoja.ui"
    label = "ui"
