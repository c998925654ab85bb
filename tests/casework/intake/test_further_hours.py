"""An entry point with several windows of time: morning, afternoon, Saturday."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.utils import timezone, translation

from casework.intake.entry_points.active import Standing, hours_of, standing
from casework.intake.entry_points.windows import Window, as_kept, windows_of
from casework.intake.models import EntryPoint
from casework.partners.opening import DAYS, WARSAW
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok
from tests.casework.intake.reports import make_entry_point, phone
from tests.cast import Cast, browser_of

WEEK = ["MO", "TU", "WE", "TH", "FR"]
AFTERNOON = {"by_day": WEEK, "opens_at": "14:00", "closes_at": "18:00"}
SATURDAY = {"by_day": ["SA"], "opens_at": "21:00", "closes_at": "02:00"}
FIRST: dict[str, Any] = {"by_day": WEEK, "opens_at": time(8), "closes_at": time(12)}


def point(**more: Any) -> EntryPoint:
    made = make_entry_point(**{**FIRST, "more_hours": [AFTERNOON, SATURDAY], **more})
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("moment", "is_in_use"),
    [
        ("2026-11-23 07:59", False),
        ("2026-11-23 08:00", True),
        ("2026-11-23 12:00", False),
        ("2026-11-23 14:00", True),
        ("2026-11-23 18:00", False),
        ("2026-11-28 08:00", False),  # Saturday
        ("2026-11-28 21:00", True),
        ("2026-11-29 01:59", True),  # past midnight
        ("2026-11-29 02:00", False),
        ("2026-11-29 21:00", False),
        ("2026-10-25 01:30", True),  # the long night: Saturday's window ends at two
        ("2026-10-25 02:30", False),
    ],
)
def test_it_is_in_use_in_each_of_them(cast: Cast, moment: str, is_in_use: bool) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=WARSAW).astimezone(UTC)
    wanted = Standing.IN_USE if is_in_use else Standing.CLOSED_NOW
    assert standing(point(), at) == wanted


def test_its_hours_are_said_one_after_the_other(cast: Cast) -> None:
    with translation.override("pl"):
        words = hours_of(point(last_day="2026-12-31"))
    assert words.count(";") == 2 and "8:00–12:00; " in words and "14:00–18:00; Sobota" in words
    assert "21:00–2:00 następnego dnia" in words and words.endswith("31 grudnia 2026")


def test_a_window_comes_back_as_it_was_kept(cast: Cast) -> None:
    windows = [Window(("SA",), time(9), time(13)), Window(("SU",)), Window()]
    assert windows_of(EntryPoint(more_hours=as_kept(windows)))[1:] == windows[:2]
    assert as_kept([Window()]) is None and windows_of(EntryPoint())[0].is_always


def test_outside_of_all_of_them_a_person_reads_them_and_can_write(cast: Cast) -> None:
    other_day = [DAYS[(timezone.localdate(timezone=WARSAW).weekday() + 3) % 7]]
    later = {"by_day": other_day, "opens_at": "00:02", "closes_at": "00:03"}
    made = point(by_day=other_day, opens_at=time(0), closes_at=time(0, 1), more_hours=[later])
    page = phone().get(f"/q/{made.code}", headers={"Accept-Language": "pl"}, follow=True)
    assert "0:02–0:03" in page.content.decode()


FORM = {
    "name_pl": "Szkoła",
    "audience": "everyone",
    "default_language": "pl",
    "by_day": WEEK,
    "opens_at": "8:00",
    "closes_at": "12:00",
}
NEW = "/pl/staff/entry-points/new/"


def test_a_person_writes_them_and_changes_them(cast: Cast) -> None:
    browser = browser_of(cast.administrator)
    sent = {
        **FORM,
        "by_day_2": WEEK,
        "opens_at_2": "14",
        "closes_at_2": "18.00",
        "by_day_3": ["SA"],
    }
    assert browser.post(NEW, sent).status_code == 302
    made = EntryPoint.objects.get(name__pl="Szkoła")
    saturday = {"by_day": ["SA"], "opens_at": None, "closes_at": None}
    assert made.more_hours == [AFTERNOON, saturday]
    edit = f"/pl/staff/entry-points/{made.pk}/"
    page = browser.get(edit).content.decode()
    assert 'value="14:00"' in page and 'value="18:00"' in page
    assert browser.post(edit, {**FORM, "version": made.version}).status_code == 302
    made.refresh_from_db()
    assert made.more_hours is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"opens_at_2": "14:00"}, "obie godziny"),
        ({"closes_at_3": "14:00"}, "obie godziny"),
        ({"opens_at_2": "14:00", "closes_at_2": "14.00"}, "muszą się różnić"),
        ({"opens_at_2": "25:00", "closes_at_2": "14.00"}, "25:00"),
        ({"by_day_2": ["XX"]}, "Błąd:"),
        ({"by_day": [], "opens_at": "", "closes_at": "", "by_day_2": ["SA"]}, "pierwsze godziny"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    cast: Cast, wrong: dict[str, Any], words: str
) -> None:
    page = browser_of(cast.administrator).post(NEW, {**FORM, **wrong})
    assert page.status_code == 422 and words in page.content.decode()
    assert not EntryPoint.objects.filter(name__pl="Szkoła").exists()


def test_programs_read_and_write_them(cast: Cast) -> None:
    program = program_of(cast.administrator)
    hours = {"by_day": WEEK, "opens_at": "08:00", "closes_at": "12:00"}
    body = {"name": {"pl": "Szkoła"}, **hours, "more_hours": [AFTERNOON, SATURDAY]}
    made = program.post("entry-points/", body)
    assert made.status_code == 201 and made.json()["more_hours"] == [AFTERNOON, SATURDAY]
    path = f"entry-points/{made.json()['id']}/"
    kept = ok(program.patch(path, {"place": "Hol"}, match=made.headers["ETag"]))
    assert kept["more_hours"] == [AFTERNOON, SATURDAY]
    tag = program.get(path).headers["ETag"]
    fewer = ok(program.patch(path, {"more_hours": [SATURDAY]}, match=tag))
    assert fewer["more_hours"] == [SATURDAY]
    tag = program.get(path).headers["ETag"]
    assert ok(program.patch(path, {"more_hours": []}, match=tag))["more_hours"] is None


@pytest.mark.parametrize(
    ("windows", "pointer"),
    [
        ([{"opens_at": "09:00"}], "/more_hours/0/closes_at"),
        ([SATURDAY, {"by_day": ["XX"]}], "/more_hours/1/by_day/0"),
        ([SATURDAY, {"opens_at": "25:00"}], "/more_hours/1/opens_at"),
        ([SATURDAY] * 3, "/more_hours"),
        ("SA", "/more_hours"),
        ([{"days": []}], "/more_hours/0/days"),
    ],
)
def test_programs_are_told_what_is_wrong(cast: Cast, windows: Any, pointer: str) -> None:
    hours = {"by_day": WEEK, "opens_at": "08:00", "closes_at": "12:00"}
    body = {"name": {"pl": "Szkoła"}, **hours, "more_hours": windows}
    problem = assert_problem(program_of(cast.administrator).post("entry-points/", body), 422)
    assert problem["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    "facts", [{}, {"by_day": ["MO"]}, {**FIRST, "more_hours": [AFTERNOON, SATURDAY]}]
)
def test_what_a_program_read_it_may_write_back(cast: Cast, facts: dict[str, Any]) -> None:
    """“null” is how these say “none”: then it is also how it is written."""
    made, program = make_entry_point(**facts), program_of(cast.administrator)
    path = f"entry-points/{made.pk}/"
    answer = program.get(path)
    read = ok(answer)
    names = ("by_day", "opens_at", "closes_at", "more_hours", "first_day", "last_day")
    body = {name: read[name] for name in (*names, "service", "short_address", "place")}
    kept = ok(program.patch(path, {**body, "place": "hol"}, match=answer.headers["ETag"]))
    assert kept == {**read, "place": "hol", "version": 2}
