"""Loads the demonstration's cases with their referrals, through the same actions as people."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from casework.cases import due
from casework.cases.actions import open_case, record_consent
from casework.cases.choices import ConsentGiver
from casework.cases.models import Case
from casework.partners.choices import OrganisationRole
from casework.partners.models import Need, Organisation, Service
from casework.partners.selectors import bodies_by_key, organisation_with_role
from casework.referrals import following
from casework.referrals.actions import accept, draft_and_send, move
from casework.referrals.choices import Kind, LegalBasis, State
from casework.referrals.models import Referral, Step
from casework.referrals.notices import people_who_answer
from ostoja.accounts.models import User
from ostoja.notifications.models import Notification

Row = Mapping[str, Any]

NAMESPACE = UUID("6f1c1a57-94a3-4a3e-9d2b-0c7f5f0c3f1e")
WAY_TO: Mapping[State, tuple[State, ...]] = {
    State.SENT: (),
    State.IN_PROGRESS: (State.ACCEPTED, State.IN_PROGRESS),
    State.COMPLETED: (State.ACCEPTED, State.COMPLETED),
    State.NOT_ACHIEVED: (State.ACCEPTED, State.NOT_ACHIEVED),
}
"""The steps from being sent to a state; any other state is reached in one."""


def load_cases(rows: Iterable[Row]) -> None:
    """Add the cases that are not there yet; one that is stays as people left it."""
    for row in rows:
        submission = uuid5(NAMESPACE, f"case/{row['key']}")
        if not Case.objects.filter(submission=submission).exists():
            with following.of_the_past():
                _load_case(row, submission)


def _load_case(row: Row, submission: UUID) -> None:
    case = open_case(
        submission=submission,
        lead=bodies_by_key()[row["organisation"]],
        pseudonym=row["pseudonym"],
        summary=row["summary"],
        person_name=row.get("person_name", ""),
        phone=row.get("phone", ""),
        pesel=row.get("pesel", ""),
        contact_rules=row.get("contact_rules", ""),
        needs=Need.objects.filter(key__in=row["needs"]),
        urgency=row["urgency"],
        phase=row["phase"],
        age=row.get("age"),
        language=row.get("language", "pl"),
        accessibility=row.get("accessibility", []),
        sex=row.get("sex", ""),
        birth_year=row.get("birth_year"),
        district=row.get("district", ""),
        situation=row.get("situation", []),
        by=_person(row["opened_by"]),
        is_sample=row.get("sample", False),
    )
    opened_at = _days_from_now(row)
    Case.objects.filter(pk=case.pk).update(opened_at=opened_at)
    case.needs.update(created_at=opened_at)
    for consent in row.get("consents", []):
        _load_consent(case, consent, uuid5(submission, f"consent/{consent['days_from_now']}"))
    if "handover" in row:
        _load_handover(case, row["handover"])
    for number, referral in enumerate(row.get("referrals", [])):
        _load_referral(case, referral, uuid5(submission, f"referral/{number}"))
    case.refresh_from_db()
    due.renew(case)


def _load_consent(case: Case, row: Row, submission: UUID) -> None:
    record_consent(
        submission=submission,
        case=case,
        receivers=[bodies_by_key()[key] for key in row["to"]],
        purpose=row["purpose"],
        data=row["data"],
        given_on=_days_from_now(row).date(),
        given_by=ConsentGiver.PERSON,
        way=row["way"],
        expires_on=None,
        by=_person(row["by"]),
    )


def _load_handover(case: Case, row: Row) -> None:
    coordinator = organisation_with_role(OrganisationRole.COORDINATOR)
    if coordinator is None:
        return
    sent = draft_and_send(
        submission=uuid5(case.submission, "handover"),
        kind=Kind.HANDOVER,
        case=case,
        receiver=coordinator,
        group=case.lead.group,
        message=row["reason"],
        legal_basis=LegalBasis.STATUTORY_TASK,
        by=_person(row["by"]),
        is_sample=case.is_sample,
    )
    accept(referral=sent, version=sent.version, by=_somebody_of(coordinator))
    sent_at = _days_from_now(row) + timedelta(minutes=20)
    _move_in_time(sent, [sent_at, sent_at + timedelta(minutes=40)])


def _load_referral(case: Case, row: Row, submission: UUID) -> None:
    by = _person(row["by"])
    receiver = bodies_by_key()[row["to"]]
    referral = draft_and_send(
        submission=submission,
        kind=Kind.REFERRAL,
        case=case,
        case_need=case.needs.get(need__key=row["need"]),
        receiver=receiver,
        service=Service.objects.get(key=row["service"]),
        group=by.memberships.exclude(group=None)[0].group,
        message=row["message"],
        legal_basis=row["legal_basis"],
        by=by,
        is_sample=case.is_sample,
    )
    way = WAY_TO.get(State(row["state"]), (State(row["state"]),))
    for state in way:
        said = _said(row) if state == way[-1] else {}
        person = _somebody_of(receiver)
        referral = move(referral=referral, to=state, version=referral.version, by=person, **said)
    if "respond_within_days" in row:
        late = timezone.now() + timedelta(days=row["respond_within_days"])
        Referral.objects.filter(pk=referral.pk).update(respond_by=late)
    _move_in_time(referral, [_days_from_now(row, name) for name in _days(row, len(way))])


def _said(row: Row) -> dict[str, str]:
    names = {"reason": "reason", "reason_text": "explanation", "outcome_text": "outcome"}
    return {ours: row[name] for name, ours in names.items() if name in row}


def _days(row: Row, answers: int) -> list[str]:
    """Which entries of the row say when it was sent, answered and ended."""
    names = ["days_from_now", "answered_days_from_now", "completed_days_from_now"]
    return names[: answers + 1]


def _move_in_time(referral: Referral, moments: list[datetime]) -> None:
    """Let the steps have happened at these moments."""
    Referral.objects.filter(pk=referral.pk).update(created_at=moments[0])
    for step, at in zip(referral.steps.order_by("at"), moments, strict=True):
        Step.objects.filter(pk=step.pk).update(at=at)
        Notification.objects.filter(event=step.pk).update(created_at=at)


def _days_from_now(row: Row, name: str = "days_from_now") -> datetime:
    return timezone.now() + timedelta(days=row[name], hours=len(name) / 10)


def _person(email: str) -> User:
    return User.objects.get(email=email)


def _somebody_of(organisation: Organisation) -> User | None:
    """Who answers for a body; fictional ones have nobody."""
    people = people_who_answer(organisation.group)
    return people[0] if people else None
