"""Routes of this room."""

from django.urls import URLPattern, path

from accessibility.statement import public_views, views

public_urlpatterns: list[URLPattern] = [
    path("accessibility/statement/", public_views.statement, name="accessibility_statement"),
]
staff_urlpatterns: list[URLPattern] = [
    path("accessibility/statement/", views.statement, name="statement"),
    path("accessibility/statement/edit/", views.statement_edit, name="statement_edit"),
    path("accessibility/statement/preview/", views.statement_preview, name="statement_preview"),
    path("accessibility/statement/publish/", views.statement_publish, name="statement_publish"),
    path("accessibility/statement/review/", views.statement_review, name="statement_review"),
]
