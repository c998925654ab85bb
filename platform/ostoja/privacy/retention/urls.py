"""Routes of this room."""

from django.urls import URLPattern, path

from ostoja.privacy.retention import views

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("retention/", views.retention, name="retention"),
    path("retention/run/", views.retention_run, name="retention_run"),
    path("retention/log/", views.retention_log, name="retention_log"),
    path("retention/hold/", views.retention_hold, name="retention_hold"),
    path("retention/hold/<uuid:pk>/lift/", views.retention_hold_lift, name="retention_hold_lift"),
    path("retention/period/<slug:key>/", views.retention_period, name="retention_period"),
]
