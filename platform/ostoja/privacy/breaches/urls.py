"""Routes of this room."""

from django.urls import URLPattern, path

from ostoja.privacy.breaches import views

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("breaches/", views.breaches, name="breaches"),
    path("breaches/new/", views.breach_new, name="breach_new"),
    path("breaches/who-saw/", views.who_saw, name="who_saw"),
    path("breaches/who-saw/csv/", views.who_saw_csv, name="who_saw_csv"),
    path("breaches/<uuid:pk>/", views.breach, name="breach"),
    path("breaches/<uuid:pk>/entry/", views.breach_entry, name="breach_entry"),
]
