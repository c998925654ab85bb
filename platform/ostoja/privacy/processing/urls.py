"""Routes of this room."""

from django.urls import URLPattern, path

from ostoja.privacy.processing import views

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("processing/", views.processing, name="processing"),
    path("processing/pdf/", views.processing_pdf, name="processing_pdf"),
    path("processing/controllers/new/", views.controller_new, name="controller_new"),
    path("processing/controllers/<uuid:pk>/", views.controller_edit, name="controller_edit"),
    path(
        "processing/controllers/<uuid:pk>/remove/",
        views.controller_remove,
        name="controller_remove",
    ),
    path("processing/kinds/<slug:key>/", views.processing_edit, name="processing_edit"),
    path("processing/assessment/", views.assessment, name="assessment"),
    path("processing/assessment/edit/", views.assessment_edit, name="assessment_edit"),
    path("processing/assessment/pdf/", views.assessment_pdf, name="assessment_pdf"),
]
