"""Routes of this room: of the city's administrators, of an operator on a visit, of the console."""

from django.urls import URLPattern, path

from tenants.support.views import consents, console, visits

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("support/", consents.support, name="support"),
    path("support/allow/", consents.support_allow, name="support_allow"),
    path("support/<uuid:pk>/withdraw/", consents.support_withdraw, name="support_withdraw"),
    path("support/enter/", visits.support_enter, name="support_enter"),
    path("support/leave/", visits.support_leave, name="support_leave"),
]
operator_urlpatterns: list[URLPattern] = [
    path("support/<slug:slug>/", console.operator_support, name="operator_support"),
]
