"""Routes of this room: pages for residents, pages for staff, and addresses without a language."""

from django.urls import URLPattern, path, re_path

from casework.intake import public_views

bare_urlpatterns: list[URLPattern] = [
    path("", public_views.front_door, name="front_door"),
    re_path(r"^q/(?P<code>[^/]+)/?$", public_views.entry_point, name="entry_point"),
]

public_urlpatterns: list[URLPattern] = [
    path("", public_views.city_home, name="city_home"),
    path("contact/", public_views.contact, name="contact"),
    path("return/", public_views.return_with_code, name="return_with_code"),
]

staff_urlpatterns: list[URLPattern] = []
