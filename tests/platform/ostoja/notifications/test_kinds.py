"""Every kind of every room: its words are whole, and nothing it sends says anything of a case."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from accessibility.statement.actions import remind_of_review
from accessibility.statement.choices import ReminderKind
from casework.meetings.tasks import recall_due_outcomes
from casework.referrals.actions import recall_clock
from casework.roster.models import GapWarning
from ostoja.accounts.models import User
from ostoja.accounts.notices import tell as tell_of_account
from ostoja.notifications.choices import Mail
from ostoja.notifications.digest import write_digest
from ostoja.notifications.kinds import Kind, every_kind
from ostoja.notifications.models import Choices, Notification, OutboxMessage
from ostoja.notifications.selectors import lines
from ostoja.notifications.telling import notify
from tests.cast import browser_of
from tests.isolation.world import World, make_world

KINDS = every_kind()
DAY = timedelta(days=1)


def key_of(kind: Kind) -> str:
    return kind.key


@pytest.fixture
def world(gdansk: None) -> World:
    """A city in which every text is a canary; the test runs there."""
    return make_world("gdansk")


@pytest.mark.parametrize("kind", KINDS, ids=key_of)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_its_words_are_whole_in_the_languages_of_the_staff(kind: Kind, language: str) -> None:
    with translation.override(language):
        counted = [kind.counted % {"number": number} for number in (1, 2, 5, 22)]
        words = [str(kind.title), str(kind.text), *counted]
        assert all(words) and len(str(kind.title)) <= 100
        assert [str(number) in one for number, one in zip((1, 2, 5, 22), counted, strict=True)] == [
            True
        ] * 4
    with translation.override("en" if language == "pl" else "pl"):
        assert str(kind.title) != words[0]


def test_those_that_nobody_can_switch_off_are_of_security_or_the_law() -> None:
    assert {kind.key for kind in KINDS if kind.always} == {
        "account-security",
        "identity-provider",
        "statement-review",
        "support-allowed",
        "support-entered",
    }
    assert all(kind.in_app and kind.mail == Mail.AT_ONCE for kind in KINDS if kind.always)


def test_each_has_a_place_of_its_own_among_the_choices() -> None:
    assert len({kind.order for kind in KINDS}) == len(KINDS)


def gap_of(world: World) -> GapWarning:
    """A time at which nobody is on duty."""
    shift = world.roster.shift
    found, _ = GapWarning.objects.get_or_create(
        place=shift.place, starts_at=shift.starts_at, defaults={"ends_at": shift.ends_at}
    )
    return found


def situation(kind: Kind, world: World) -> tuple[User, UUID | None]:
    """Somebody who may be told of the kind, and what it would be about."""
    cast = world.cast
    app = kind.key.partition("-")[0]
    found: dict[str, tuple[User, Any]] = {
        **dict.fromkeys(
            ("report", "resident", "conversation"), (cast.consultant, world.conversation)
        ),
        "case": (cast.consultant, world.case),
        **dict.fromkeys(("handover", "referral"), (cast.coordinator, world.referral)),
        "outcome": (cast.member, world.outcome),
        "record": (cast.coordinator, world.cast.partner),
        "invitation": (cast.administrator, cast.colleague),
        "file": (cast.administrator, world.batch),
        "account": (cast.consultant, None),
        **dict.fromkeys(("statement", "identity", "support"), (cast.administrator, None)),
        "roster": (cast.supervisor, gap_of(world)),
        "duty": (cast.supervisor, world.roster.shift),
        "stay": (cast.consultant, world.shelter.stay),
        "bed": (cast.consultant, world.shelter.waiting),
        "incident": (cast.consultant, world.incidents.incident),
        "benefit": (cast.supervisor, world.benefits.article),
        "telling": (cast.consultant, world.work.telling),
        "visit": (cast.supervisor, world.work.visit),
        "swap": (cast.supervisor, world.roster.swap),
        "standards": (cast.supervisor, world.minors.standards),
        "intervention": (cast.supervisor, world.minors.card),
        "breach": (cast.officer, world.breach),
        "webhook": (cast.coordinator, world.work.hooks.webhook),
    }
    closer = {
        "benefit-left": (cast.coordinator, world.benefits.store),
        "incident-called-up": (cast.partner_worker, world.incidents.incident),
        "case-task": (cast.consultant, world.work.task),
        "standards-to-read": (cast.colleague, world.minors.edition),
        "case-duty": (cast.supervisor, world.work.run.steps.get().task),
    }
    known = [pair for start, pair in closer.items() if kind.key.startswith(start)]
    person, about = known[0] if known else found[app]
    return person, about.pk if about else None


def forbidden(world: World) -> list[str]:
    """Whatever would tell of a case: its texts, its number, and the keys of what it is about."""
    things = (world.case, world.referral, world.conversation, world.outcome, world.case_need)
    keys = [str(one.pk) for one in things]
    return [world.canary, world.case.number, world.case.pseudonym, *keys]


def rows_as_kept() -> list[str]:
    """The notifications as the database holds them, without the keys of what they are about."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select (to_jsonb(n) - 'about' - 'person_id')::text from notifications_notification n"
        )
        return [row for [row] in cursor.fetchall()]


def letters() -> list[str]:
    return [f"{one.subject}\n{one.body}" for one in OutboxMessage.objects.all()]


def assert_silent(world: World, texts: list[str]) -> None:
    assert texts
    for text in texts:
        assert not [secret for secret in forbidden(world) if secret in text], text


def test_neither_e_mail_nor_row_says_anything_of_a_case(world: World) -> None:
    for kind in KINDS:
        person, about = situation(kind, world)
        Notification.objects.all().delete()
        OutboxMessage.objects.all().delete()
        own = Kind(**{**vars(kind), "mail": Mail.AT_ONCE})
        assert notify(own, to=[person], event=uuid4(), about=about) == 1, kind.key
        assert_silent(world, letters())
        assert_silent(world, rows_as_kept())
        OutboxMessage.objects.all().delete()
        Notification.objects.update(mail=Mail.DIGEST)
        daily = {kind.key: {"in_app": True, "mail": "digest"}}
        Choices.objects.update_or_create(person=person, defaults={"channels": daily})
        assert write_digest(person=person, until=timezone.now() + DAY)
        assert_silent(world, letters())


def test_each_leads_to_a_page_that_its_person_may_open(world: World) -> None:
    for kind in KINDS:
        person, about = situation(kind, world)
        event = uuid4()
        assert notify(kind, to=[person], event=event, about=about) == 1
        [line] = lines(Notification.objects.filter(event=event), person)
        assert line.can_open
        answer = browser_of(person).get(reverse("notification", args=[line.row.pk]), follow=True)
        assert answer.status_code == 200, kind.key
        assert reverse("notifications") not in [path for path, _status in answer.redirect_chain]


def test_behind_its_door_a_stranger_sees_nothing(world: World) -> None:
    stranger = world.cast.analyst
    for kind in KINDS:
        if kind.names is not None and not kind.key.startswith("record-"):  # all see bodies
            _person, about = situation(kind, world)
            assert kind.named(stranger, about) is None, kind.key
            assert notify(kind, to=[stranger], event=uuid4(), about=about) == 0


def test_what_the_rooms_really_send_says_nothing_of_a_case_either(world: World) -> None:
    recall_clock(referral=world.referral)
    recall_due_outcomes.run()
    remind_of_review(due_on=timezone.localdate(), kind=ReminderKind.FIRST)
    tell_of_account(world.cast.consultant, "password_changed")
    for person in User.objects.all():
        if Notification.objects.filter(person=person, mail=Mail.DIGEST).exists():
            write_digest(person=person, until=timezone.now() + DAY)
    told = set(Notification.objects.values_list("kind", flat=True))
    assert len(told) >= 8
    assert_silent(world, letters())
    assert_silent(world, rows_as_kept())
