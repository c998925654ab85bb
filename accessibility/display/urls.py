"""Routes of this room."""

from django.urls import URLPattern, path

from accessibility.display import views

public_urlpatterns: list[URLPattern] = [
    path("accessibility/display/", views.display, name="display"),
]
staff_urlpatterns: list[URLPattern] = []
