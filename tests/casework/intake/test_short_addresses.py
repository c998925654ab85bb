"""Addresses in words, hours and services of entry points: how they are written, where they lead."""

import re
from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from casework.intake import actions
from casework.intake.models import EntryPoint
from casework.partners.models import Service
from tests.casework.intake.reports import age, make_entry_point, make_report, phone
from tests.casework.intake.test_entry_point_pages import LIST, form, page_of
from tests.cast import Cast, browser_of


@pytest.fixture
def administrator(cast: Cast) -> Client:
    EntryPoint.objects.all().delete()
    return browser_of(cast.administrator)


def make_service(cast: Cast, **facts: Any) -> Service:
    texts = {"pl": "Świetlica"}
    return Service.objects.create(organisation=cast.partner, key="club", name=texts, **facts)


def test_it_leads_to_the_form_in_any_letters(administrator: Client) -> None:
    make_entry_point(short_address="pomoc-24")
    for path in ("/pomoc-24", "/pomoc-24/", "/POMOC-24"):
        answer = phone().get(path, HTTP_ACCEPT_LANGUAGE="uk")
        assert answer["Location"] == "/uk/info/?e=HWP7K3"


@pytest.mark.parametrize("path", ["/nobody-chose-it", "/pomoc/x", "/ab", "/%00abc", "/pomoc-24é"])
def test_what_nobody_chose_is_no_page(administrator: Client, path: str) -> None:
    make_entry_point(short_address="pomoc")
    assert phone().get(path).status_code == 404


def test_another_citys_address_is_none_here(administrator: Client) -> None:
    make_entry_point(short_address="pomoc")
    assert phone("elblag").get("/pomoc").status_code == 404


@pytest.mark.parametrize(
    "typed", ["pl", "api", "static", "q", "a b", "ąść", "x" * 41, "pomoc/", "-pomoc", "a--b"]
)
def test_the_form_takes_no_address_that_cannot_lead_here(administrator: Client, typed: str) -> None:
    answer = administrator.post(f"{LIST}new/", form(short_address=typed))
    if typed == "pomoc/":  # what people paste
        assert EntryPoint.objects.get().short_address == "pomoc"
        return
    assert answer.status_code == 422 and not EntryPoint.objects.exists()
    assert f'value="{typed}"' in answer.content.decode()


def test_an_address_is_given_once(administrator: Client) -> None:
    first = make_entry_point(short_address="pomoc")
    for path in (f"{LIST}new/", page_of(make_entry_point("ZZZZZZ"))):
        answer = administrator.post(path, form(short_address="Pomoc", version="1"))
        assert answer.status_code == 422
        assert "Inny punkt wejścia ma ten adres" in answer.content.decode()
    again = administrator.post(page_of(first), form(short_address="pomoc", version="1"))
    assert again.status_code == 302


def test_all_that_limits_it_is_kept_and_shown_again(administrator: Client, cast: Cast) -> None:
    service = make_service(cast)
    typed: Any = form(
        short_address="Pomoc", service=str(service.pk), opens_at="8.00", closes_at="20",
        first_day_day="1", first_day_month="9", first_day_year="2026",
        last_day_day="30", last_day_month="6", last_day_year="2027",
    )  # fmt: skip
    typed |= {"by_day": ["MO", "FR"], "closes_at": "20:00"}
    assert administrator.post(f"{LIST}new/", typed).status_code == 302
    point = EntryPoint.objects.get()
    assert (point.short_address, point.service, point.by_day) == ("pomoc", service, ["MO", "FR"])
    assert (point.opens_at, point.closes_at) == (time(8), time(20))
    assert (point.first_day, point.last_day) == (date(2026, 9, 1), date(2027, 6, 30))
    shown = administrator.get(page_of(point)).content.decode()
    for value in ('value="pomoc"', 'value="08:00"', 'value="20:00"', 'value="2027"'):
        assert value in shown
    about = administrator.get(page_of(point, "about/")).content.decode()
    assert "http://gdansk.localhost/pomoc" in about and "Świetlica" in about
    assert "8:00–20:00" in about


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opens_at": "8:00"}, "obie godziny"),
        ({"closes_at": "8:00"}, "obie godziny"),
        ({"opens_at": "8:00", "closes_at": "8.00"}, "muszą się różnić"),
        ({"opens_at": "25:00", "closes_at": "8.00"}, "25:00"),
        ({"by_day": "XX"}, "Błąd"),
        ({"last_day_day": "31", "last_day_month": "2", "last_day_year": "2026"}, 'value="31"'),
        (
            {"last_day_day": "1", "last_day_month": "2", "last_day_year": "2026",
             "first_day_day": "2", "first_day_month": "2", "first_day_year": "2026"},
            "wcześniejszy niż pierwszy",
        ),
        ({"service": str(uuid4())}, "Błąd:"),
    ],
)  # fmt: skip
def test_hours_that_make_no_sense_are_refused_kindly(
    administrator: Client, changes: dict[str, str], words: str
) -> None:
    answer = administrator.post(f"{LIST}new/", form(**changes))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not EntryPoint.objects.exists()


def test_out_of_hours_there_is_a_kind_page(administrator: Client) -> None:
    make_entry_point(first_day=date(2999, 1, 1), short_address="pomoc")
    for path in ("/q/HWP7K3", "/pomoc"):
        answer = phone().get(path, HTTP_ACCEPT_LANGUAGE="pl")
        text = answer.content.decode()
        assert answer.status_code == 200
        assert "Ten kod teraz nie działa" in text and "1 stycznia 2999" in text
        assert 'href="/pl/info/?e=HWP7K3"' in text and "tel:112" in text


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_what_is_over_says_so_in_each_language(administrator: Client, language: str) -> None:
    make_entry_point(last_day=date(2020, 1, 1))
    answer = phone().get("/q/HWP7K3", HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 404 and f'href="/{language}/info/"' in answer.content.decode()


def test_whoever_began_in_time_is_counted_after_it(administrator: Client) -> None:
    from casework.intake.selectors import entry_point_at

    point = make_entry_point(last_day=date(2020, 1, 1))
    assert entry_point_at("hwp7k3") == point


def test_the_action_refuses_an_address_that_was_taken_meanwhile(cast: Cast) -> None:
    make_entry_point(short_address="pomoc")
    facts: Any = {
        "name": {"pl": "x"}, "place": "", "audience": "everyone", "default_language": "pl",
        "is_sample": False,
    }  # fmt: skip
    with pytest.raises(actions.AddressTaken):
        actions.add_entry_point(
            submission=uuid4(), by=cast.administrator, short_address="pomoc", **facts
        )


def test_reports_are_counted_by_month(
    administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    point = make_entry_point()
    for days in (0, 0, 40, 800):
        age(make_report(entry_point=point), days=days)
    make_report()
    path = page_of(point, "about/")
    administrator.get(path)
    with django_assert_max_num_queries(8):
        page = administrator.get(path)
    months = page.context["months"]
    assert len(months) == 12 and months[0].reports == 2
    assert sum(month.reports for month in months) == 3
    rows = re.findall(r'role="cell">(\d+)</td>', page.content.decode())
    assert rows[0] == "2"


def test_strangers_have_no_page_about_it(cast: Cast) -> None:
    path = page_of(make_entry_point(), "about/")
    assert browser_of(cast.stranger).get(path).status_code == 404
    assert browser_of(cast.consultant).get(f"{LIST}{uuid4()}/about/").status_code == 404
    page = browser_of(cast.consultant).get(path).content.decode()
    assert f'href="{page_of(EntryPoint.objects.get(code="HWP7K3"))}"' not in page
