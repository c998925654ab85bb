"""Routes of this room."""

from django.urls import URLPattern, path

from accessibility.easy import public_views, views
from ostoja.ui.easy import SWITCH

_ONE = "accessibility/easy/<slug:page>/<slug:language>/"

public_urlpatterns: list[URLPattern] = [
    path("accessibility/easy/<slug:choice>/", public_views.switch, name=SWITCH),
]
staff_urlpatterns: list[URLPattern] = [
    path("accessibility/easy/", views.easy_texts, name="easy_texts"),
    path(_ONE, views.easy_text_edit, name="easy_text_edit"),
    path(f"{_ONE}check/", views.easy_text_check, name="easy_text_check"),
    path(f"{_ONE}restore/", views.easy_text_restore, name="easy_text_restore"),
]
