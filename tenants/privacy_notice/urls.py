"""Routes of this room."""

from django.urls import URLPattern, path

from tenants.privacy_notice import public_views, views

public_urlpatterns: list[URLPattern] = [
    path("privacy/", public_views.privacy_notice, name="privacy_notice"),
    path("privacy/easy/", public_views.privacy_notice_easy, name="privacy_notice_easy"),
]
staff_urlpatterns: list[URLPattern] = [
    path("privacy/", views.notice, name="privacy_notice_staff"),
    path("privacy/controller/", views.controller_edit, name="privacy_notice_controller"),
    path("privacy/confirm/", views.notice_confirm, name="privacy_notice_confirm"),
    path("privacy/parts/<slug:kind>/", views.part_edit, name="privacy_notice_part"),
]
