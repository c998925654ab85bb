"""Routes of this room."""

from django.urls import URLPattern, path

from ostoja.audit import views

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("audit/", views.audit_log, name="audit_log"),
    path("audit/<uuid:subject>/", views.subject_audit, name="subject_audit"),
]
