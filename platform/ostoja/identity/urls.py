"""Routes of this room. The address to which providers send people back is in no language."""

from django.urls import URLPattern, path

from ostoja.identity import signing_in, views

bare_urlpatterns: list[URLPattern] = [
    path("sign-in/return/", signing_in.identity_return, name="identity_return"),
]
public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("sign-in/provider/", signing_in.identity_start, name="identity_start"),
    path("identity/", views.identity_provider, name="identity_provider"),
    path("identity/people/", views.identities, name="identities"),
    path("identity/people/<uuid:pk>/release/", views.identity_release, name="identity_release"),
]
