"""The roster as a Django app."""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "casework.roster"
    label = "roster"
