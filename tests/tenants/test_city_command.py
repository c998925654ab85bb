"""``ostoja city``: for people and for machines; one line that says the mend."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

pytestmark = pytest.mark.django_db

SOPOT = ("--slug", "sopot", "--name", "Sopot", "--teryt", "2264", "--blueprint", "msik")


def run(*words: str) -> str:
    output = StringIO()
    call_command("city", *words, stdout=output)
    return output.getvalue()


def test_onboarding_prints_the_address_and_a_link_that_works() -> None:
    printed = json.loads(run("onboard", *SOPOT, "--admin-email", "admin@sopot.example", "--json"))
    assert printed["address"] == "http://sopot.localhost:8000/"
    path = printed["invitation"].removeprefix("http://sopot.localhost:8000")
    answer = Client(HTTP_HOST="sopot.localhost").get(path)
    assert answer.status_code == 200
    assert Client(HTTP_HOST="gdansk.localhost").get(path).status_code != 200


def test_the_links_lead_to_the_port_of_the_running_demonstration(settings: Any) -> None:
    settings.PORT = 8077
    printed = json.loads(run("onboard", *SOPOT, "--admin-email", "admin@sopot.example", "--json"))
    for link in (printed["address"], printed["invitation"]):
        assert link.startswith("http://sopot.localhost:8077/")


def test_elsewhere_than_on_localhost_they_are_https(settings: Any) -> None:
    settings.IS_LOCAL = False
    words = (*SOPOT, "--domain", "sopot.example.pl", "--admin-email", "admin@sopot.example")
    printed = json.loads(run("onboard", *words, "--json"))
    assert printed["address"] == "https://sopot.example.pl/"
    assert printed["invitation"].startswith("https://sopot.example.pl/pl/staff/invitation/")


def test_what_is_wrong_is_one_line() -> None:
    with pytest.raises(CommandError) as raised:
        run("onboard", *SOPOT[:2], *SOPOT[2:4], "--blueprint", "x", "--admin-email", "y")
    assert "blueprint" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_list_names_every_city() -> None:
    assert [row["slug"] for row in json.loads(run("list", "--json"))] == [
        "elblag",
        "gdansk",
        "gdynia",
        "slupsk",
    ]
    assert "gdansk.localhost" in run("list")


def test_one_city_is_shown() -> None:
    assert "blueprint: msik" in run("show", "gdansk")


def test_an_unknown_city_is_said() -> None:
    with pytest.raises(CommandError, match="city list"):
        run("show", "nowhere")
