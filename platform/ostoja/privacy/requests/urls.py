"""Routes of this room."""

from django.urls import URLPattern, path

from ostoja.privacy.requests import views

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("data-requests/", views.data_requests, name="data_requests"),
    path("data-requests/new/", views.data_request_new, name="data_request_new"),
    path("data-requests/<uuid:pk>/", views.data_request, name="data_request"),
    path("data-requests/<uuid:pk>/copy/", views.data_request_copy, name="data_request_copy"),
    path("data-requests/<uuid:pk>/read/", views.data_request_read, name="data_request_read"),
    path(
        "data-requests/<uuid:pk>/file/<slug:way>/",
        views.data_request_file,
        name="data_request_file",
    ),
    path("data-requests/<uuid:pk>/close/", views.data_request_close, name="data_request_close"),
    path("data-requests/<uuid:pk>/decide/", views.data_request_decide, name="data_request_decide"),
    path("data-requests/<uuid:pk>/again/", views.data_request_again, name="data_request_again"),
]
