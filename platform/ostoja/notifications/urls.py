"""Routes of this room: all of them are for staff."""

from django.urls import URLPattern, path

from ostoja.notifications import views

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("pressing/", views.pressing, name="pressing"),
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/read/", views.notifications_read, name="notifications_read"),
    path("notifications/choices/", views.notification_choices, name="notification_choices"),
    path("notifications/choices/phone/", views.notification_phone, name="notification_phone"),
    path(
        "notifications/choices/phone/code/",
        views.notification_phone_code,
        name="notification_phone_code",
    ),
    path(
        "notifications/choices/phone/forget/",
        views.notification_phone_forget,
        name="notification_phone_forget",
    ),
    path("notifications/<uuid:pk>/", views.notification, name="notification"),
    path("notifications/<uuid:pk>/read/", views.notification_read, name="notification_read"),
]
