"""Routes of this room."""

from django.urls import URLPattern, path

from tenants.opening import views

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("opening/", views.opening, name="opening"),
    path("opening/open/", views.opening_open, name="opening_open"),
]
