"""Who accepts may name the first meeting in the same step, with an account or by a link."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casework.referrals.choices import Kind, State
from casework.referrals.models import AnswerLink, Referral, ReferralAppointment
from casework.referrals.public import WRONG_LINKS
from casework.telling.choices import What
from casework.telling.models import Telling
from tests.casework.cases.situations import url
from tests.casework.referrals.linked import (
    answered,
    latest_path,
    opened,
    sent_by_link,
    stranger,
)
from tests.casework.referrals.situations import coordinated_case, in_state, refer
from tests.cast import Cast, browser_of


def meeting(days: int = 3, **changes: str) -> dict[str, str]:
    """As the fields of the page send it."""
    day = timezone.localdate() + timedelta(days=days)
    said = {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    return {name: str(value) for name, value in said.items()} | {
        "hour": "14:30",
        "place": "Pokój 5",
        **changes,
    }


def press(cast: Cast, referral: Referral, **said: str) -> Any:
    """Accept it, as the partner's worker."""
    address = url("referral_move", referral.pk, "accepted")
    return browser_of(cast.partner_worker).post(address, {"version": referral.version, **said})


def test_accepting_names_the_meeting_and_the_person_is_to_be_told_of_both(cast: Cast) -> None:
    referral = refer(cast, coordinated_case(cast))
    assert press(cast, referral, **meeting()).status_code == 302
    referral.refresh_from_db()
    task = ReferralAppointment.objects.get(referral=referral).task
    assert (referral.state, task.place) == (State.ACCEPTED, "Pokój 5")
    at = timezone.localtime(task.due_at)
    assert (at.date(), at.hour, at.minute) == (timezone.localdate() + timedelta(days=3), 14, 30)
    told = set(Telling.objects.filter(case=referral.case).values_list("what", flat=True))
    assert {What.ACCEPTED, What.APPOINTMENT} <= told


def test_without_one_it_is_accepted_as_before(cast: Cast) -> None:
    referral = refer(cast, coordinated_case(cast))
    assert press(cast, referral).status_code == 302
    referral.refresh_from_db()
    assert referral.state == State.ACCEPTED and not ReferralAppointment.objects.exists()


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"place": "Pokój 5"}, ["day", "hour"]),
        ({"hour": "14:30"}, ["day"]),
        (meeting(hour=""), ["hour"]),
        (meeting(hour="25:00"), ["hour"]),
        (meeting(-1), ["day"]),
        (meeting(day_month="13"), ["day"]),
        ({"person_told": "on"}, ["day", "hour"]),
    ],
)
def test_half_a_meeting_accepts_nothing_and_loses_nothing(
    cast: Cast, said: dict[str, str], wrong: list[str]
) -> None:
    referral = refer(cast, coordinated_case(cast))
    page = press(cast, referral, **said)
    assert page.status_code == 422
    assert sorted(page.context["form"].errors) == wrong
    assert "Pokój 5" in page.content.decode() or "place" not in said
    referral.refresh_from_db()
    assert referral.state == State.SENT and not ReferralAppointment.objects.exists()


def test_by_a_link_too_and_the_next_letter_says_when(cast: Cast) -> None:
    WRONG_LINKS.forget()
    referral = sent_by_link(cast)
    path = latest_path()
    half = {"answer": "accepted", "version": str(referral.version), "name": "Ola Cicha"}
    page = stranger().post(path, {**half, **meeting(hour="")})
    assert page.status_code == 422 and "Ola Cicha" in page.content.decode()
    assert AnswerLink.objects.get(referral=referral).answered_at is None
    answered(path, "accepted", referral, **meeting())
    task = ReferralAppointment.objects.get(referral=referral).task
    assert (task.group, task.place) == (referral.receiver.group, "Pokój 5")
    assert "Pokój 5" in opened(latest_path())


@pytest.mark.parametrize("kind", [Kind.HANDOVER, Kind.TRANSFER])
def test_a_change_of_lead_names_no_meeting(cast: Cast, kind: Kind) -> None:
    referral = in_state(cast, kind, State.SENT)
    who = cast.coordinator if kind == Kind.HANDOVER else cast.partner_worker
    page = browser_of(who).get(url("referral_move", referral.pk, "accepted"))
    assert page.status_code == 200 and 'name="hour"' not in page.content.decode()
