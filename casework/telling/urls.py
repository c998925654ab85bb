"""Routes of this room: pages for staff alone."""

from django.urls import URLPattern, path

from casework.telling.views import noting, reading, writing

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("tellings/", reading.tellings, name="tellings"),
    path("tellings/<uuid:pk>/", writing.telling, name="telling"),
    path("tellings/<uuid:pk>/contact/", noting.telling_contact, name="telling_contact"),
    path("tellings/<uuid:pk>/not/", noting.telling_not, name="telling_not"),
    path("tellings/<uuid:pk>/notice/", writing.telling_notice, name="telling_notice"),
]
