"""The gallery of components."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from ostoja.accounts.models import User
from ostoja.ui.views import gallery
from tests.platform.ostoja.ui.pages import Page, request_to

ADDRESS = "/pl/staff/components/"


def test_only_staff_see_the_gallery() -> None:
    with translation.override("pl"):
        response = gallery(request_to(ADDRESS, user=AnonymousUser()))
    assert response.status_code == 302
    assert response["Location"].startswith("/pl/staff/sign-in/")


@pytest.mark.usefixtures("gdansk")  # what stands above each page is asked of the city
def test_the_gallery_shows_every_component_and_its_errors() -> None:
    person = User(email="anna@city.example", full_name="Anna Przykładowa")
    with translation.override("pl"):
        right = Page(gallery(request_to(ADDRESS, user=person)).content.decode())  # type: ignore[attr-defined]
        wrong = Page(gallery(request_to(ADDRESS, user=person, errors="1")).content.decode())  # type: ignore[attr-defined]
    assert right.one("h1").text == "Elementy stron"
    refused = right.one("", "govuk-error-summary")
    assert refused["data-disable-auto-focus"] == "true" and "Sprawa nie została" in refused.text
    assert wrong.one("title").text.startswith("Błąd:")
    assert len(wrong.all("a", href="#id_name")) == 1
    assert len(wrong.all("", "govuk-form-group--error")) >= 12
