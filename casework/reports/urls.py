"""Routes of this room: pages for staff alone."""

from django.urls import URLPattern, path

from casework.reports import views

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("reports/", views.reports, name="reports"),
    path("reports/centre/", views.centre_report, name="centre_report"),
    path("reports/<slug:kind>.<slug:file_format>", views.report_file, name="report_file"),
]
