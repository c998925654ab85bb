"""A city's administrator sets its colours."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ostoja.audit.models import AuditEvent
from tenants.profile.models import CityProfile
from tests.cast import Cast, browser_of

ADDRESS = "/en/staff/city/colours/"


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return browser_of(cast.administrator)


def form(**facts: Any) -> dict[str, Any]:
    version = CityProfile.objects.get().version
    return {"colour": "#336699", "accent": "#aa5500", "version": version, **facts}


def test_they_are_set_and_every_page_shows_them(administrator: Client) -> None:
    page = administrator.post(ADDRESS, form(), follow=True).content.decode()
    profile = CityProfile.objects.get()
    assert (profile.brand_colour, profile.accent_colour) == ("#336699", "#aa5500")
    assert AuditEvent.objects.filter(verb="city.colours_set").count() == 1
    assert "colours were set" in page


def test_trying_changes_nothing(administrator: Client) -> None:
    page = administrator.post(ADDRESS, form(**{"try": "1"})).content.decode()
    assert "/brand/336699-aa5500.css?try=1" in page
    assert not AuditEvent.objects.filter(verb="city.colours_set").exists()
    asked = administrator.get(ADDRESS, {"colour": "#ffff00", "accent": "#ff0000", "version": "1"})
    assert "cannot be read on every ground" in asked.content.decode()


@pytest.mark.parametrize("colour", ["", "red", "#12345", "#12345g", "#1234567", "\x00", "url(x)"])
def test_what_is_no_colour_is_refused_and_stays_in_the_form(
    administrator: Client, colour: str
) -> None:
    page = administrator.post(ADDRESS, form(colour=colour)).content.decode()
    assert "Error:" in page
    assert not AuditEvent.objects.filter(verb="city.colours_set").exists()


@pytest.mark.parametrize("colour", ["336699", " #336699 ", "#336699".upper(), "#AbCdEf"])
def test_what_is_meant_is_understood(administrator: Client, colour: str) -> None:
    assert administrator.post(ADDRESS, form(colour=colour)).status_code == 302


def test_the_second_of_two_is_told(administrator: Client) -> None:
    stale = form()
    administrator.post(ADDRESS, form(colour="#111111"))
    page = administrator.post(ADDRESS, stale).content.decode()
    assert "Somebody set other colours" in page
    assert 'value="#336699"' in page
    assert CityProfile.objects.get().brand_colour == "#111111"


@pytest.mark.parametrize("person", ["consultant", "officer", "coordinator", "analyst"])
def test_others_do_not_know_the_page(cast: Cast, person: str) -> None:
    assert browser_of(getattr(cast, person)).get(ADDRESS).status_code == 404


@pytest.mark.parametrize("facts", [{"brand_colour": "#336699"}, {"accent_colour": "red"}])
def test_the_database_takes_two_colours_or_none(gdansk: None, facts: dict[str, str]) -> None:
    CityProfile.objects.update(brand_colour="", accent_colour="")
    with pytest.raises(DatabaseError, match="profile_has_both"), transaction.atomic():
        CityProfile.objects.update(**facts)


def test_the_page_asks_little(
    administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(10):
        administrator.get(ADDRESS)
