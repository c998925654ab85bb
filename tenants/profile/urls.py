"""Routes of this room."""

from django.urls import URLPattern, path

from tenants.profile import views

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("city/colours/", views.city_colours, name="city_colours"),
]
