"""The first meeting after an acceptance, and the letter of a referral on paper."""

import io
from datetime import date, timedelta
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.utils import timezone

from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import CaseTask
from casework.cases.refusal import NotAllowed
from casework.referrals.actions.appointments import name_appointment
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral, ReferralAppointment
from ostoja.audit.models import AuditEvent
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok
from tests.casework.cases.situations import NAME, SUMMARY, url, words
from tests.casework.referrals.situations import MESSAGE, in_state, take
from tests.cast import Cast, browser_of


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def accepted(cast: Cast) -> Referral:
    return in_state(cast, Kind.REFERRAL, State.ACCEPTED)


def test_the_receiver_names_a_meeting_that_both_sides_see(cast: Cast) -> None:
    referral = accepted(cast)
    partner = browser_of(cast.partner_worker)
    address = url("referral_appointment", referral.pk)
    assert address in words(partner, "referral", referral.pk)
    assert partner.get(address).status_code == 200
    day = today(3)
    sent = {"day_day": day.day, "day_month": day.month, "day_year": day.year, "hour": "14:30"}
    assert partner.post(address, {**sent, "day_year": 2020}).status_code == 422
    page = partner.post(address, {**sent, "place": "Pokój 4"}, follow=True).content.decode()
    assert "The meeting is on record" in page and "Pokój 4" in page
    assert "Pokój 4" in words(browser_of(cast.coordinator), "referral", referral.pk)
    partner.post(address, {**sent, "hour": "15:00", "place": "Pokój 5"})
    task = ReferralAppointment.objects.get().task
    assert task.place == "Pokój 5" and CaseTask.objects.count() == 1
    referral.case.refresh_from_db()
    assert referral.case.due_at is not None and task.due_at is not None
    assert referral.case.due_at <= task.due_at
    assert browser_of(cast.coordinator).get(address).status_code == 404


def test_a_meeting_ends_with_the_work(cast: Cast) -> None:
    referral = accepted(cast)
    at = timezone.now() + timedelta(days=2)
    facts: dict[str, Any] = {"at": at, "place": "", "person_told": True, "by": cast.partner_worker}
    named = name_appointment(referral=referral, **facts)
    take(Referral.objects.get(pk=referral.pk), State.WITHDRAWN, cast, reason="mistake")
    named.task.refresh_from_db()
    assert named.task.state == TaskState.CANCELLED
    with pytest.raises(NotAllowed):
        name_appointment(referral=referral, **facts)


def letter_of(client: Client, referral: Referral, language: str = "pl") -> str:
    answer = client.post(url("referral_letter", referral.pk, language=language))
    assert answer.status_code == 200
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_the_letter_has_only_what_its_receiver_may_know(cast: Cast) -> None:
    referral = in_state(cast, Kind.REFERRAL, State.SENT)
    text = letter_of(browser_of(cast.coordinator), referral)
    for wanted in (MESSAGE, "zadanie ustawowe", cast.partner.name, referral.case.number):
        assert wanted in text
    assert NAME not in text and SUMMARY not in text
    Referral.objects.filter(pk=referral.pk).update(share_person=True, share_summary=True)
    text = letter_of(browser_of(cast.coordinator), referral)
    assert NAME in text and SUMMARY in text
    assert AuditEvent.objects.filter(verb="referral.printed").count() == 2


def test_the_letter_is_in_the_language_of_offices_whoever_prints_it(cast: Cast) -> None:
    referral = in_state(cast, Kind.REFERRAL, State.SENT)
    text = letter_of(browser_of(cast.coordinator), referral, "en")
    assert "zadanie ustawowe" in text and "Strona" in text
    for english in ("Confidential", "Your answer", "Printed by", "Page", "Answer by"):
        assert english not in text


@pytest.mark.parametrize("state", [State.DRAFT, State.DECLINED, State.COMPLETED])
def test_what_has_ended_has_no_letter(cast: Cast, state: State) -> None:
    referral = in_state(cast, Kind.REFERRAL, state)
    browser = browser_of(cast.coordinator)
    assert browser.post(url("referral_letter", referral.pk)).status_code == 404
    assert browser_of(cast.stranger).post(url("referral_letter", referral.pk)).status_code == 404


def test_programs_name_the_first_meeting(cast: Cast) -> None:
    referral = accepted(cast)
    path = f"referrals/{referral.pk}/meeting/"
    body = {"at": f"{today(3)}T10:00:00+01:00", "place": "Pokój 4"}
    assert ok(program_of(cast.partner_worker).post(path, body))["place"] == "Pokój 4"
    assert_problem(program_of(cast.coordinator).post(path, body), 404)
