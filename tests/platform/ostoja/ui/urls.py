"""Routes of the made-up city."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path


def nothing(request: HttpRequest) -> HttpResponse:
    """An empty page."""
    return HttpResponse()


urlpatterns = i18n_patterns(
    path("", nothing, name="home"),
    path("contact/", nothing, name="contact_of_old"),
    path("info/", nothing, name="contact"),
    path("partners/", nothing, name="partners"),
    path("staff/", nothing, name="staff_home"),
    path("staff/cases/", nothing, name="cases"),
    path("staff/cases/closed/", nothing, name="closed_cases"),
    path("staff/me/", nothing, name="me"),
    path("staff/sign-in/", nothing, name="account_login"),
    path("staff/sign-out/", nothing, name="account_logout"),
)
