"""What is said of a new city, as a Django app, for its translations."""

from django.apps import AppConfig


class NewCitiesConfig(AppConfig):
    name = "tenants.new_cities"
    label = "new_cities"
