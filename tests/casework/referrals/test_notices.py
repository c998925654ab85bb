"""Who is told by e-mail, and that the e-mail says nothing about a case."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from casework.referrals import clock, kinds
from casework.referrals.actions import acknowledge
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from casework.referrals.notices import people_who_answer
from casework.referrals.selectors import running_out
from casework.referrals.tasks import recall_clocks
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.kinds import Kind as NewsKind
from ostoja.notifications.models import Notification, OutboxMessage
from tests.casework.cases.situations import NAME, SUMMARY
from tests.casework.referrals.situations import (
    MESSAGE,
    coordinated_case,
    in_state,
    make_service,
    refer,
    take,
)
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
    ("kind", "before", "to", "expected"),
    [
        (Kind.HANDOVER, State.DRAFT, State.SENT, kinds.HANDED_OVER),
        (Kind.REFERRAL, State.DRAFT, State.SENT, kinds.ARRIVED),
        (Kind.TRANSFER, State.DRAFT, State.SENT, kinds.ARRIVED),
        (Kind.REFERRAL, State.SENT, State.ACCEPTED, kinds.ACCEPTED),
        (Kind.REFERRAL, State.SENT, State.DECLINED, kinds.CAME_BACK),
        (Kind.REFERRAL, State.SENT, State.EXPIRED, kinds.EXPIRED),
        (Kind.REFERRAL, State.SENT, State.WITHDRAWN, kinds.WITHDRAWN),
        (Kind.REFERRAL, State.ACCEPTED, State.COMPLETED, kinds.COMPLETED),
        (Kind.REFERRAL, State.ACCEPTED, State.NOT_ACHIEVED, kinds.CAME_BACK),
    ],
)
def test_each_step_is_told_as_what_it_is(
    cast: Cast, kind: Kind, before: State, to: State, expected: NewsKind
) -> None:
    referral = in_state(cast, kind, before)
    Notification.objects.all().delete()
    take(referral, to, cast)
    rows = Notification.objects.all()
    assert {(row.kind, row.about) for row in rows} == {(expected.key, referral.pk)}
    assert {row.event for row in rows} == {referral.steps.latest("at").pk}


@pytest.mark.parametrize("to", [State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.EXPIRED])
def test_an_answer_settles_the_question_for_everybody(cast: Cast, to: State) -> None:
    make_person(Role.PARTNER_WORKER, cast.partner, "second@city.example")
    referral = in_state(cast, Kind.REFERRAL, State.SENT)
    waiting = Notification.objects.filter(kind=kinds.ARRIVED.key, read_at=None)
    assert waiting.count() == 2
    take(take(referral, State.CONSIDERED, cast), to, cast)
    assert not waiting.exists()


def test_taking_note_settles_what_came_back(cast: Cast) -> None:
    transfer = in_state(cast, Kind.TRANSFER, State.DECLINED)
    back = Notification.objects.filter(kind=kinds.CAME_BACK.key, read_at=None)
    assert back.exists()
    acknowledge(referral=transfer, by=cast.coordinator)
    assert not back.exists()


class TestTime:
    """The time to answer ends soon."""

    def left(self, referral: Referral, hours: float) -> Referral:
        then = timezone.now() + timedelta(hours=hours)
        Referral.objects.filter(pk=referral.pk).update(respond_by=then)
        return Referral.objects.get(pk=referral.pk)

    def told(self) -> int:
        return Notification.objects.filter(kind=kinds.TIME_ENDS.key).count()

    @pytest.mark.parametrize(
        ("hours", "left", "soon"),
        [(48, 13, False), (48, 11, True), (4, 1.1, False), (4, 0.9, True), (240, 23, True)],
    )
    def test_the_last_quarter_has_begun_of_long_ones_the_last_day(
        self, cast: Cast, hours: int, left: float, soon: bool
    ) -> None:
        case = coordinated_case(cast)
        sent = refer(cast, case, service=make_service(cast, case, hours=hours))
        self.left(sent, left)
        assert recall_clocks.run() == int(soon)
        assert self.told() == int(soon)

    def test_it_is_told_once_and_again_when_the_clock_starts_anew(self, cast: Cast) -> None:
        sent = in_state(cast, Kind.REFERRAL, State.SENT)
        self.left(sent, 0.5)
        assert [recall_clocks.run() for _ in range(3)] == [1, 0, 0]
        considered = take(Referral.objects.get(pk=sent.pk), State.CONSIDERED, cast)
        self.left(considered, 0.25)
        assert [recall_clocks.run() for _ in range(2)] == [1, 0]
        assert self.told() == 2
        assert AuditEvent.objects.filter(verb="referral.clock_recalled").count() == 2

    @pytest.mark.parametrize("state", [State.DRAFT, State.ACCEPTED, State.EXPIRED])
    def test_nobody_is_asked_for_what_needs_no_answer(self, cast: Cast, state: State) -> None:
        in_state(cast, Kind.REFERRAL, state)
        assert running_out().count() == 0
        assert not clock.ends_soon(Referral.objects.latest("created_at"))

    def test_what_ran_out_is_left_to_the_other_clock(self, cast: Cast) -> None:
        self.left(in_state(cast, Kind.REFERRAL, State.SENT), -0.1)
        assert recall_clocks.run() == 0

    def test_it_strikes_in_every_city(self) -> None:
        names = [entry["args"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
        assert [recall_clocks.name] in names


def test_a_referral_is_called_by_its_case_and_what_became_of_it(cast: Cast) -> None:
    referral = in_state(cast, Kind.REFERRAL, State.SENT)
    number = referral.case.number
    known = kinds.numbers_and_states(cast.partner_worker, {referral.pk})
    assert known == {referral.pk: f"{number} (wysłane)"}
    assert kinds.numbers_and_states(cast.stranger, {referral.pk}) == {}


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
