"""One's duties in one's own calendar: strictly RFC 5545, in place, and nothing about clients."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from casework.roster import actions
from casework.roster.models import CalendarFeed, DutyPlace, Shift
from tests.casework.roster.making import FRIDAY, clock, make_shift
from tests.cast import Cast, browser_of

REQUIRED = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"}


@pytest.fixture
def address(cast: Cast) -> str:
    """The consultant's address."""
    return reverse("duty_calendar", args=[actions.make_feed(by=cast.consultant)])


def read(address: str) -> bytes:
    answer = browser_of(None).get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    return bytes(answer.content)


def events(address: str) -> list[dict[str, object]]:
    return [dict(one) for one in Calendar.from_ical(read(address)).walk("VEVENT")]


def test_the_calendar_keeps_to_the_letter_of_the_standard(
    cast: Cast, shift: Shift, address: str
) -> None:
    content = read(address)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    calendar = Calendar.from_ical(content)
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", "-//Ostoja//Roster//EN")
    [event] = calendar.walk("VEVENT")
    assert event.keys() >= REQUIRED
    assert event["UID"] == f"duty-{shift.pk}@gdansk.localhost"
    assert re.search(rb"DTSTART:20300614T050000Z", content)
    assert re.search(rb"DTEND:20300614T170000Z", content)
    assert event.decoded("DTSTART").utcoffset() == timedelta()


def test_a_change_keeps_the_uid_and_raises_the_sequence(
    cast: Cast, place: DutyPlace, shift: Shift, address: str
) -> None:
    [before] = events(address)
    actions.change_shift(
        pk=shift.pk,
        version=1,
        place=place,
        person=cast.consultant,
        starts_at=clock(FRIDAY, "9:00"),
        ends_at=shift.ends_at,
        by=cast.supervisor,
    )
    [after] = events(address)
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    actions.remove_shift(pk=shift.pk, version=2, by=cast.supervisor)
    assert events(address) == []


def test_only_ones_own_duties_and_not_those_of_long_ago(
    cast: Cast, place: DutyPlace, shift: Shift, other: Shift, address: str
) -> None:
    make_shift(place, cast.consultant, timezone.now() - timedelta(days=60))
    assert len(events(address)) == 1


def test_the_night_of_october_lasts_thirteen_hours_in_the_calendar_too(
    cast: Cast, place: DutyPlace, address: str
) -> None:
    night = FRIDAY.replace(month=10, day=26)
    make_shift(place, cast.consultant, clock(night, "19:00"), 13)
    [event] = Calendar.from_ical(read(address)).walk("VEVENT")
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=13)


def test_the_token_is_not_kept_and_opens_nothing_once_it_ended(cast: Cast, address: str) -> None:
    token = address.split("/")[2]
    assert token.encode() not in bytes(CalendarFeed.objects.get().token_hash)
    again = reverse("duty_calendar", args=[actions.make_feed(by=cast.consultant)])
    assert browser_of(None).get(address).status_code == 404
    assert read(again)
    actions.revoke_feed(person=cast.consultant, by=cast.consultant)
    assert browser_of(None).get(again).status_code == 404


def test_who_left_or_has_no_role_any_more_is_not_read(cast: Cast, address: str) -> None:
    cast.consultant.memberships.all().delete()
    assert browser_of(None).get(address).status_code == 404
    cast.consultant.is_active = False
    cast.consultant.save()
    assert browser_of(None).get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 500, "%00", "ż", "..%2f"])
def test_a_wrong_token_finds_nothing(cast: Cast, token: str) -> None:
    assert (
        Client(HTTP_HOST="gdansk.localhost").get(f"/calendar/{token}/duties.ics").status_code == 404
    )


def test_another_citys_host_does_not_know_the_token(cast: Cast, address: str) -> None:
    assert Client(HTTP_HOST="gdynia.localhost").get(address).status_code == 404


def test_a_calendar_is_read_in_few_queries(
    cast: Cast,
    place: DutyPlace,
    address: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    read(address)
    for number in range(30):
        make_shift(place, cast.consultant, clock(FRIDAY, "7:00") + timedelta(hours=number), 1)
    with django_assert_max_num_queries(4):
        read(address)
