"""Pages on which people agree about duties: swaps, absences, the calendar's address."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from casework.roster import actions
from casework.roster.choices import SwapState
from casework.roster.models import Absence, CalendarFeed, DutyPlace, Shift, Swap
from tests.casework.meetings.making import parts
from tests.casework.roster.making import FRIDAY, make_absence, make_shift
from tests.cast import Cast, browser_of


@pytest.fixture
def swap(cast: Cast, shift: Shift) -> Swap:
    """The consultant asks the colleague."""
    return actions.ask_swap(
        submission=uuid4(), shift=shift, asked=cast.colleague, by=cast.consultant
    )


def text(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


def answer(who: Client, swap: Swap, word: str, version: str = "1") -> Any:
    address = reverse("swap_answer", args=[swap.pk, word])
    return who.post(address, {"version": version}, follow=True)


def test_one_asks_and_the_other_agrees(cast: Cast, browser: Client, shift: Shift) -> None:
    address = reverse("swap_new", args=[shift.pk])
    assert browser.get(address).status_code == 200
    sent = {"asked": str(cast.colleague.pk), "submission": str(uuid4())}
    for _twice in range(2):
        assert browser.post(address, sent).status_code == 302
    swap = Swap.objects.get()
    colleague = browser_of(cast.colleague)
    assert reverse("swap_answer", args=[swap.pk, "agree"]) in text(colleague.get(reverse("swaps")))
    assert "Zgoda zapisana." in text(answer(colleague, swap, "agree"))
    shift.refresh_from_db()
    assert shift.person == cast.colleague


def test_only_ones_own_duty_can_be_offered(browser: Client, other: Shift) -> None:
    assert browser.get(reverse("swap_new", args=[other.pk])).status_code == 404


def test_a_duty_in_return_belongs_to_who_is_asked(
    cast: Cast, browser: Client, place: DutyPlace, shift: Shift, other: Shift
) -> None:
    address = reverse("swap_new", args=[shift.pk])
    sent = {"asked": str(cast.colleague.pk), "in_return": str(other.pk)}
    other.person = None
    other.save()
    assert browser.post(address, sent).status_code == 422
    assert browser.post(address, {"asked": "x", "in_return": "\x00"}).status_code == 422
    other.person = cast.colleague
    other.save()
    assert browser.post(address, sent).status_code == 302
    assert Swap.objects.get().in_return == other


def test_why_somebody_cannot_be_asked_is_said(cast: Cast, browser: Client, shift: Shift) -> None:
    make_absence(cast.colleague, FRIDAY)
    answer = browser.post(reverse("swap_new", args=[shift.pk]), {"asked": str(cast.colleague.pk)})
    assert answer.status_code == 422
    assert "poza pracą" in text(answer)


@pytest.mark.parametrize("word", ["agree", "decline", "withdraw", "approve", "refuse"])
def test_a_stranger_to_the_swap_finds_nothing(cast: Cast, swap: Swap, word: str) -> None:
    from ostoja.access.roles import Role
    from tests.cast import make_person

    third = make_person(Role.CONSULTANT, cast.centre, "third@city.example")
    assert answer(browser_of(third), swap, word).status_code == 404
    swap.refresh_from_db()
    assert swap.state == SwapState.ASKED


@pytest.mark.parametrize("version", ["", "x", "7", "9" * 40, "-1"])
def test_a_spoilt_answer_changes_nothing(cast: Cast, swap: Swap, version: str) -> None:
    said = answer(browser_of(cast.colleague), swap, "agree", version)
    assert "w międzyczasie" in text(said)
    swap.refresh_from_db()
    assert swap.state == SwapState.ASKED


def test_an_unknown_answer_is_absent(cast: Cast, browser: Client, swap: Swap) -> None:
    assert answer(browser, swap, "dance").status_code == 404


def test_a_planner_approves(
    cast: Cast, planner: Client, place: DutyPlace, shift: Shift, swap: Swap
) -> None:
    place.approves_swaps = True
    place.save()
    assert reverse("swap_answer", args=[swap.pk, "approve"]) not in text(
        planner.get(reverse("swaps"))
    )
    answer(browser_of(cast.colleague), swap, "agree")
    assert "zatwierdzona" in text(answer(planner, swap, "approve", "2"))
    shift.refresh_from_db()
    assert shift.person == cast.colleague


def test_swaps_take_the_same_queries_however_many_there_are(
    cast: Cast,
    browser: Client,
    place: DutyPlace,
    swap: Swap,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    browser.get(reverse("swaps"))
    for number in range(6):
        more = make_shift(place, cast.consultant, swap.shift.ends_at, 1)
        Shift.objects.filter(pk=more.pk).update(person=None)
        Swap.objects.create(
            submission=uuid4(), shift=more, asker=cast.consultant, asked=cast.colleague
        )
        assert number < 6
    with django_assert_max_num_queries(12):
        browser.get(reverse("swaps"))


def typed(**changes: Any) -> dict[str, Any]:
    given = {**parts("first_on", FRIDAY), **parts("last_on", FRIDAY), "submission": str(uuid4())}
    return given | changes


def test_one_notes_ones_own_absence(cast: Cast, browser: Client, shift: Shift) -> None:
    address, sent = reverse("absences"), typed()
    refused = browser.post(address, sent)
    assert refused.status_code == 422
    assert "W tych dniach są dyżury: 1" in text(refused)
    assert not Absence.objects.exists()
    assert browser.post(address, sent | {"give_back": "on"}).status_code == 302
    made = Absence.objects.get()
    assert made.person == cast.consultant
    remove = reverse("absence_remove", args=[made.pk])
    browser.post(remove, {"version": "4"})
    assert Absence.objects.exists()
    browser.post(remove, {"version": "1"})
    assert not Absence.objects.exists()


def test_nobody_sees_or_notes_anothers_absence_but_who_plans(
    cast: Cast, browser: Client, planner: Client
) -> None:
    away = make_absence(cast.colleague, FRIDAY)
    remove = reverse("absence_remove", args=[away.pk])
    assert remove not in text(browser.get(reverse("absences")))
    assert browser.post(remove, {"version": "1"}).status_code == 404
    assert remove in text(planner.get(reverse("absences")))
    browser.post(reverse("absences"), typed(person=str(cast.supervisor.pk)))
    assert not Absence.objects.filter(person=cast.supervisor).exists()
    planner.post(reverse("absences"), typed(person=str(cast.consultant.pk)))
    assert Absence.objects.filter(person=cast.consultant).count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"last_on_day": "13"},
        {"first_on_year": "1999"},
        {"first_on_day": "31", "first_on_month": "2"},
        {"last_on_year": ""},
        {"person": "x"},
    ],
)
def test_an_absence_that_makes_no_sense(planner: Client, changes: dict[str, str]) -> None:
    answer = planner.post(reverse("absences"), typed(**changes))
    assert answer.status_code == 422
    assert not Absence.objects.exists()


def test_the_address_is_shown_once_and_ends(cast: Cast, browser: Client) -> None:
    made = text(browser.post(reverse("duty_feed")))
    assert "duties.ics" in made
    mine = text(browser.get(reverse("my_duties")))
    assert "duties.ics" not in mine
    assert reverse("duty_feed_revoke") in mine
    browser.post(reverse("duty_feed_revoke"))
    assert not CalendarFeed.objects.exists()
    assert browser.get(reverse("duty_feed")).status_code == 405
