"""A city's administrator says where the quick exit leads."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from ostoja.audit.models import AuditEvent
from tenants.profile.actions import set_exit_site
from tenants.profile.loading import load_profile
from tenants.profile.models import CityProfile
from tests.cast import Cast, browser_of

ADDRESS = "/en/staff/city/exit/"
SITE = "https://pogoda.example/"


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return browser_of(cast.administrator)


def form(**facts: Any) -> dict[str, Any]:
    return {"address": SITE, "version": CityProfile.objects.get().version, **facts}


def exit_of() -> str:
    page = Client(HTTP_HOST="gdansk.localhost").get("/pl/info/").content.decode()
    return page.partition('data-exit="')[2].partition('"')[0]


def test_every_public_page_leads_there(administrator: Client) -> None:
    page = administrator.post(ADDRESS, form(), follow=True).content.decode()
    assert "The site was set" in page and SITE in page
    assert exit_of() == SITE
    assert Client(HTTP_HOST="gdansk.localhost").get("/go/")["Location"] == SITE
    assert AuditEvent.objects.filter(verb="city.exit_set").count() == 1


def test_empty_is_the_installations_own(administrator: Client) -> None:
    administrator.post(ADDRESS, form())
    page = administrator.post(ADDRESS, form(address=""), follow=True).content.decode()
    assert "installation" in page
    assert exit_of() == "https://www.wikipedia.org/"


@pytest.mark.parametrize(
    "address",
    ["http://x.example/", "javascript:alert(1)", "https://gdansk.localhost/", "\x00", "x"],
)
def test_what_is_no_neutral_site_is_refused_and_kept_in_the_form(
    administrator: Client, address: str
) -> None:
    page = administrator.post(ADDRESS, form(address=address)).content.decode()
    assert "Error:" in page
    assert CityProfile.objects.get().exit_site == ""


def test_the_second_of_two_is_told_and_keeps_what_was_typed(administrator: Client) -> None:
    stale = form(address="https://gazeta.example/")
    administrator.post(ADDRESS, form())
    page = administrator.post(ADDRESS, stale).content.decode()
    assert "in the meantime" in page and "https://gazeta.example/" in page
    assert CityProfile.objects.get().exit_site == SITE


@pytest.mark.parametrize("person", ["consultant", "coordinator", "officer"])
def test_others_do_not_know_the_page(cast: Cast, person: str) -> None:
    assert browser_of(getattr(cast, person)).get(ADDRESS).status_code == 404


def test_the_action_checks_by_itself(cast: Cast) -> None:
    version = CityProfile.objects.get().version
    with pytest.raises(ValidationError):
        set_exit_site(address="http://x.example/", version=version, by=cast.administrator)


def test_a_citys_document_may_name_it(cast: Cast) -> None:
    load_profile({"exit_site": SITE})
    assert CityProfile.objects.get().exit_site == SITE
