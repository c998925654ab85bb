"""The meetings that the demonstration begins with."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.meetings.loading import load_meetings
from casework.meetings.models import Attendance, Meeting, Outcome
from casework.meetings.selectors import (
    returned_to,
    series_names,
    suggested_host,
    upcoming_meetings,
)
from casework.partners.loading import load_organisations
from ostoja.notifications.models import Notification
from tenants import parts
from tenants.demo import load_people
from tenants.fence import entered


def load(slug: str) -> None:
    """The city's bodies and meetings, without its blueprint's needs."""
    seed = parts.read_seed(slug)
    load_organisations([{**row, "services": []} for row in seed["organisations"]])
    load_meetings(seed["meetings"])


@pytest.fixture
def gdynia_seed(gdynia: None) -> None:
    load("gdynia")


def counts() -> tuple[int, int, int]:
    return Meeting.objects.count(), Attendance.objects.count(), Outcome.objects.count()


@pytest.mark.usefixtures("gdynia_seed")
def test_gdynia_starts_with_two_past_meetings_and_one_ahead() -> None:
    ahead = upcoming_meetings().get()
    assert Meeting.objects.count() == 3
    assert (ahead.title, ahead.host.key) == ("Pierwsze tygodnie zimy", "opitu")
    assert ahead.place is not None and ahead.place.key == "opitu-sala"
    assert "Otwarte ustalenia\n" in ahead.topic
    assert all(meeting.is_sample for meeting in Meeting.objects.all())


@pytest.mark.usefixtures("gdynia_seed")
def test_what_is_open_in_gdynia_returns_to_its_next_meeting() -> None:
    returned = returned_to(upcoming_meetings().get())
    assert len(returned) == 4
    assert {outcome.kind for outcome in returned} == {"action", "decision", "problem"}
    assert not any(outcome.is_overdue for outcome in returned)


@pytest.mark.usefixtures("gdynia_seed")
def test_outcomes_keep_the_order_of_the_document() -> None:
    autumn = Meeting.objects.get(title="Przygotowania do zimy")
    kinds = list(autumn.outcomes.values_list("kind", "state"))
    assert kinds == [
        ("decision", "done"), ("action", "done"), ("action", "open"), ("information", "noted"),
    ]  # fmt: skip


@pytest.mark.usefixtures("gdynia_seed")
def test_loading_again_adds_nothing_and_keeps_what_people_changed() -> None:
    before = counts()
    Meeting.objects.filter(host__key="opitu").update(title="Zmienione przez ludzi")
    Outcome.objects.filter(state="open", kind="problem").delete()
    load("gdynia")
    assert counts() == (before[0], before[1], before[2] - 1)
    assert Meeting.objects.filter(title="Zmienione przez ludzi").exists()


@pytest.mark.usefixtures("gdynia_seed")
def test_somebody_who_has_not_hosted_is_suggested_in_gdynia() -> None:
    suggestion = suggested_host()
    assert suggestion is not None and suggestion.last_on is None


def test_slupsk_has_its_sourced_visit_and_consultation(slupsk: None) -> None:
    load("slupsk")
    visit = Meeting.objects.get(kind="study_visit")
    assert not visit.is_sample and visit.source
    assert {one.people for one in visit.attendances.all()} == {None}
    assert set(visit.outcomes.values_list("state", flat=True)) == {"noted"}
    assert Meeting.objects.get(kind="consultation").place is not None


@pytest.mark.usefixtures("gdynia_seed")
def test_gdynias_meetings_are_one_series_and_members_are_invited_to_the_next() -> None:
    assert series_names() == ["W obliczu bezdomności"]
    ahead = upcoming_meetings("W obliczu bezdomności").get()
    assert ahead.attendances.count() == 10
    assert set(ahead.attendances.values_list("invited", "presence")) == {(True, "expected")}
    past = Attendance.objects.exclude(meeting=ahead)
    assert set(past.values_list("invited", "presence")) == {(False, "came")}


def test_whom_slupsk_invited_is_noted(slupsk: None) -> None:
    load("slupsk")
    row = Meeting.objects.get(kind="consultation").attendances.get()
    assert (row.organisation.key, row.invited, row.presence) == ("mopr-gdansk", True, "expected")
    assert series_names() == []


@pytest.mark.parametrize("shift", range(7))
def test_nobody_meets_at_a_weekend(db: None, shift: int, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now() + timedelta(days=shift)
    monkeypatch.setattr(timezone, "now", lambda: now)
    with entered("slupsk"):
        load("slupsk")
        assert all(meeting.day.weekday() < 5 for meeting in Meeting.objects.all())


def test_people_begin_with_what_is_due_for_their_body(gdynia: None) -> None:
    seed = parts.read_seed("gdynia")
    load_organisations([{**row, "services": []} for row in seed["organisations"]])
    load_people([row for row in seed["people"] if row["roles"] == ["coalition-member"]])
    for _ in range(2):
        load_meetings(seed["meetings"])
    row = Notification.objects.get()
    assert row.person.email == "coalition-member-2@gdynia.example"
    outcome = Outcome.objects.get(pk=str(row.about))
    assert outcome.owner is not None and outcome.owner.key == "przykladowy-dach"
