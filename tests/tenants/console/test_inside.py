"""What an operator reads of one city: what it lacks, how it differs; no word that it wrote."""

from typing import Any

import pytest
from django.db import ProgrammingError
from django.test import Client
from pytest_django import DjangoAssertNumQueries as Most

from tenants import readiness
from tenants.console import inside
from tenants.fence import entered, entered_platform
from tenants.models import City
from tenants.profile.models import PhoneNumber

READY, BLUEPRINT = "/en/staff/cities/gdansk/readiness/", "/en/staff/cities/gdansk/blueprint/"


def text(console: Client, path: str) -> str:
    answer = console.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_it_says_what_is_missing_and_who_mends_it_where(console: Client) -> None:
    page = text(console, READY)
    assert "Two administrators with a second factor" in page
    assert "administrators are missing" in page
    assert "City administrator" in page
    assert "gdansk.localhost:8000/en/staff/people/" in page


@pytest.mark.django_db
def test_every_check_names_somebody_who_can_mend_it() -> None:
    with entered_platform():
        found = inside.needed_by(City.objects.get(slug="gdansk"))
    assert len(found) > 5
    assert [one.title for one in found if not one.who] == []


def test_it_counts_what_is_done(console: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first = readiness.ReadinessCheck("a", "First", "For something.", "people", list)
    second = readiness.ReadinessCheck("b", "Second", "For more.", "people", lambda: ["A hat."])
    monkeypatch.setattr(readiness, "_checks", {"a": first, "b": second})
    page = text(console, READY)
    assert "1 of 2 done" in page
    assert "A hat." in page


def test_it_differs_by_parts_and_entries_and_not_by_words(console: Client) -> None:
    assert "The city is as its blueprint says" in text(console, BLUEPRINT)
    with entered("gdansk"):
        PhoneNumber.objects.create(number="58 000 00 00", purpose={"pl": "Halina Sekretna"})
    page = text(console, BLUEPRINT)
    assert "Telephone numbers" in page
    assert "added" in page
    assert "Halina" not in page


def test_a_blueprint_of_its_own_is_compared_elsewhere(console: Client) -> None:
    with entered_platform():
        City.objects.filter(slug="gdansk").update(blueprint="our-own")
    assert "ostoja city compare gdansk --blueprint ./file.toml" in text(console, BLUEPRINT)


@pytest.mark.parametrize("path", [READY, BLUEPRINT])
def test_a_city_that_is_in_ruins_is_said_to_be(
    console: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def broken(*_all: Any) -> None:
        raise ProgrammingError("relation does not exist")

    monkeypatch.setattr(readiness, "items", broken)
    monkeypatch.setattr(inside, "differences_of", broken)
    assert "The city did not answer" in text(console, path)


@pytest.mark.parametrize("page", ["readiness", "blueprint", "domains"])
def test_no_city_no_page(console: Client, page: str) -> None:
    assert console.get(f"/en/staff/cities/nowhere/{page}/").status_code == 404


@pytest.mark.parametrize(("path", "most"), [(READY, 26), (BLUEPRINT, 40)])
def test_its_number_of_queries_is_held(
    console: Client, django_assert_max_num_queries: Most, path: str, most: int
) -> None:
    console.get(path)
    with entered_platform(), django_assert_max_num_queries(most):
        console.get(path)
