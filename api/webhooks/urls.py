"""Routes of this room."""

from django.urls import URLPattern, path

from api.webhooks import views

ONE = "webhooks/<uuid:pk>/"
MESSAGE = f"{ONE}messages/<uuid:message>/"

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("webhooks/", views.webhooks, name="webhooks"),
    path("webhooks/new/", views.webhook_new, name="webhook_new"),
    path(ONE, views.webhook, name="webhook"),
    path(f"{ONE}edit/", views.webhook_edit, name="webhook_edit"),
    path(f"{ONE}secret/", views.webhook_secret, name="webhook_secret"),
    path(f"{ONE}pause/", views.webhook_pause, name="webhook_pause"),
    path(f"{ONE}resume/", views.webhook_resume, name="webhook_resume"),
    path(f"{ONE}test/", views.webhook_test, name="webhook_test"),
    path(f"{ONE}remove/", views.webhook_remove, name="webhook_remove"),
    path(f"{ONE}again/", views.webhook_again_since, name="webhook_again_since"),
    path(MESSAGE, views.webhook_delivery, name="webhook_delivery"),
    path(f"{MESSAGE}again/", views.webhook_again, name="webhook_again"),
]
