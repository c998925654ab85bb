"""Routes of this room."""

from django.urls import URLPattern

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = []
