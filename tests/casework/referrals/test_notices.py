"""Who is told by e-mail, and that the e-mail says nothing about a case."""

import pytest

from casework.referrals.choices import Kind, State
from casework.referrals.notices import people_who_answer
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.notifications.models import OutboxMessage
from tests.casework.cases.situations import NAME, SUMMARY
from tests.casework.referrals.situations import MESSAGE, in_state, take
from tests.cast import Cast, make_person

PARTNER = "partner-worker@city.example"
COORDINATOR = "coordinator@city.example"
CONSULTANT = "consultant@city.example"
COLLEAGUE = "colleague@city.example"


def told_by(cast: Cast, kind: Kind, before: State, to: State) -> list[str]:
    referral = in_state(cast, kind, before)
    OutboxMessage.objects.all().delete()
    take(referral, to, cast)
    return sorted(OutboxMessage.objects.values_list("to", flat=True))


@pytest.mark.parametrize(
    ("kind", "before", "to", "told"),
    [
        (Kind.HANDOVER, State.DRAFT, State.SENT, [COORDINATOR]),
        (Kind.HANDOVER, State.SENT, State.ACCEPTED, [CONSULTANT]),
        (Kind.HANDOVER, State.SENT, State.DECLINED, [CONSULTANT]),
        (Kind.REFERRAL, State.DRAFT, State.SENT, [PARTNER]),
        (Kind.REFERRAL, State.DRAFT, State.WITHDRAWN, []),
        (Kind.REFERRAL, State.SENT, State.WITHDRAWN, [PARTNER]),
        (Kind.REFERRAL, State.SENT, State.CONSIDERED, []),
        (Kind.REFERRAL, State.SENT, State.ACCEPTED, [CONSULTANT, COORDINATOR]),
        (Kind.REFERRAL, State.SENT, State.EXPIRED, [CONSULTANT, COORDINATOR]),
        (Kind.REFERRAL, State.ACCEPTED, State.COMPLETED, [CONSULTANT, COORDINATOR]),
        (Kind.TRANSFER, State.SENT, State.DECLINED, [CONSULTANT, COORDINATOR]),
    ],
)
def test_those_whom_it_concerns_are_told(
    cast: Cast, kind: Kind, before: State, to: State, told: list[str]
) -> None:
    assert told_by(cast, kind, before, to) == told


def test_the_mail_says_nothing_about_the_case(cast: Cast) -> None:
    referral = in_state(cast, Kind.REFERRAL, State.COMPLETED)
    secrets = [
        *(SUMMARY, NAME, MESSAGE, referral.outcome, str(referral.case_need)),
        *(referral.case.number, referral.case.pseudonym, str(referral.pk), str(referral.case_id)),
    ]
    assert OutboxMessage.objects.count() >= 5
    for mail in OutboxMessage.objects.all():
        assert not [secret for secret in secrets if secret in f"{mail.subject}\n{mail.body}"]
        assert mail.subject.startswith("Gdansk: ") or "Gdańsk" in mail.subject


@pytest.mark.parametrize(
    ("language", "words"), [("pl", "wpłynęło skierowanie"), ("en", "received")]
)
def test_the_mail_is_in_the_readers_language(cast: Cast, language: str, words: str) -> None:
    User.objects.filter(pk=cast.partner_worker.pk).update(language=language)
    in_state(cast, Kind.REFERRAL, State.SENT)
    assert words in OutboxMessage.objects.get(to=PARTNER).subject


def test_only_active_people_who_may_answer_are_told(cast: Cast) -> None:
    make_person(Role.PARTNER_WORKER, cast.partner, "gone@city.example")
    User.objects.filter(email="gone@city.example").update(is_active=False)
    assert people_who_answer(cast.partner.group) == [cast.partner_worker]


def test_who_left_is_not_told(cast: Cast) -> None:
    referral = in_state(cast, Kind.REFERRAL, State.SENT)
    User.objects.filter(pk__in=[cast.consultant.pk, cast.coordinator.pk]).update(is_active=False)
    OutboxMessage.objects.all().delete()
    take(referral, State.ACCEPTED, cast)
    assert not OutboxMessage.objects.exists()
