"""Every list, record and form of this room costs the same whatever a city has written down."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.partners.models import Contact, Organisation, Phone
from casework.partners.periods import Period
from ostoja.access.roles import Role
from tests.casework.partners.builders import hours, make_location, make_service, signatory
from tests.casework.partners.pages import address
from tests.cast import Cast, browser_of, make_person

WINTER = Period(date(2099, 12, 1), date(2099, 12, 31))
PAGES = {
    "partners": 8,
    "partner_new": 6,
    "partner_staff": 16,
    "partner_edit": 7,
    "partner_agreement": 6,
    "service_new": 8,
    "service_edit": 12,
    "period_new": 7,
    "period_edit": 7,
    "location_new": 6,
    "location_edit": 6,
    "phone_new": 6,
    "phone_edit": 6,
    "contact_new": 6,
    "contact_edit": 6,
    "staff_home": 27,  # every room's panel: five are the roster's, two the shelter's
}


@pytest.fixture
def paths(cast: Cast, service: Any) -> dict[str, str]:
    body = cast.partner
    hours(service, ["MO"], "09:00", "12:00", valid_from=WINTER.first, valid_to=WINTER.last)
    rows = {
        "service": service,
        "location": make_location(body),
        "phone": Phone.objects.create(organisation=body, number="112", display="112"),
        "contact": Contact.objects.create(organisation=body, name="Anna Przykładowa"),
    }
    paths = {name: address(name) for name in ("partners", "partner_new", "staff_home")}
    of_body = ("partner_staff", "partner_edit", "partner_agreement")
    paths |= {name: address(name, body.pk) for name in (*of_body, *(f"{one}_new" for one in rows))}
    paths |= {f"{name}_edit": address(f"{name}_edit", row.pk) for name, row in rows.items()}
    periods = {"period_new": [], "period_edit": [WINTER]}
    return paths | {name: address(name, service.pk, *days) for name, days in periods.items()}


def grow(body: Organisation, step: int) -> None:
    """More of everything."""
    for number in range(4):
        key = f"more-{step}-{number}"
        service = make_service(body, key, needs=["debt", "food"])
        service.locations.add(make_location(body, key))
        hours(service, ["MO"], "09:00", "12:00", valid_from=date(2098, 1, 1 + number))
        Phone.objects.create(organisation=body, number=f"+4858000{step}{number}", display=key)
        Contact.objects.create(organisation=body, name=key)
        make_person(Role.PARTNER_WORKER, body, f"{key}@city.example")
        part = signatory(f"part-{key}")
        Organisation.objects.filter(pk=part.pk).update(parent=body)


def cost_of(browser: Client, path: str) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_in_a_large_city(
    paths: dict[str, str], cast: Cast, name: str
) -> None:
    browser: Client = browser_of(cast.coordinator)
    grow(cast.partner, 0)
    cost_of(browser, paths[name])  # what is kept between requests is read
    small = cost_of(browser, paths[name])
    grow(cast.partner, 1)
    assert cost_of(browser, paths[name]) == small <= PAGES[name]


def test_the_costs_of_every_page_are_known(paths: dict[str, str]) -> None:
    assert set(paths) == set(PAGES)


@pytest.mark.parametrize(("path", "most"), [("large/", 11), ("", 14), ("?need=debt", 14)])
@pytest.mark.parametrize("language", ["pl", "uk"])
def test_a_residents_page_costs_the_same_for_a_large_body(
    cast: Cast, language: str, path: str, most: int
) -> None:
    body, resident = signatory("large"), browser_of(None)
    address_of_page = f"/{language}/partners/{path}"
    grow(body, 0)
    cost_of(resident, address_of_page)  # what is kept between requests is read
    small = cost_of(resident, address_of_page)
    grow(body, 1)
    assert cost_of(resident, address_of_page) == small <= most
