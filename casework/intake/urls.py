"""Routes of this room: pages for residents, pages for staff, and addresses without a language."""

from django.urls import URLPattern, path, re_path

from casework.intake import public_views, views

bare_urlpatterns: list[URLPattern] = [
    path("", public_views.front_door, name="front_door"),
    re_path(r"^q/(?P<code>[^/]+)/?$", public_views.entry_point, name="entry_point"),
]

public_urlpatterns: list[URLPattern] = [
    path("", public_views.city_home, name="city_home"),
    path("contact/", public_views.contact, name="contact"),
    path("return/", public_views.return_with_code, name="return_with_code"),
]

staff_urlpatterns: list[URLPattern] = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<uuid:pk>/", views.conversation, name="conversation"),
    path("inbox/<uuid:pk>/claim/", views.conversation_claim, name="conversation_claim"),
    path("inbox/<uuid:pk>/release/", views.conversation_release, name="conversation_release"),
    path("inbox/<uuid:pk>/answer/", views.conversation_answer, name="conversation_answer"),
    path("inbox/<uuid:pk>/close/", views.conversation_close, name="conversation_close"),
    path("inbox/<uuid:pk>/case/", views.conversation_case, name="conversation_case"),
    path("entry-points/", views.entry_points, name="entry_points"),
    path(
        "entry-points/<uuid:pk>.<str:kind>", views.entry_point_picture, name="entry_point_picture"
    ),
]
