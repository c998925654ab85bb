"""Whom a conversation may be passed on to: on duty first, and what each does now."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.intake import actions
from casework.intake.desk.on_duty import on_duty_now
from casework.intake.models import Conversation, DeskSettings
from casework.roster.models import DutyPlace, Shift
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from tests.casework.intake.reports import make_report, page_of
from tests.casework.roster.making import make_place
from tests.cast import Cast, browser_of, make_person


@pytest.fixture
def held(cast: Cast, report: Conversation) -> Conversation:
    DutyPlace.objects.all().delete()
    return actions.claim(conversation=report, by=cast.consultant)


@pytest.fixture
def others(cast: Cast) -> list[User]:
    """Three more, in the order of their names."""
    found = []
    for name in ("Anna", "Beata", "Celina"):
        person = make_person(Role.CONSULTANT, cast.centre, f"{name.lower()}@city.example")
        person.full_name = f"A {name}"
        person.save()
        found.append(person)
    return found


def on_duty(person: User, *, hours: int = 0) -> None:
    begins = timezone.now() - timedelta(hours=1 - hours)
    place = DutyPlace.objects.first() or make_place()
    Shift.objects.create(
        submission=uuid4(),
        place=place,
        person=person,
        starts_at=begins,
        ends_at=begins + timedelta(hours=8),
    )


def choices(cast: Cast, held: Conversation) -> tuple[list[str], dict[str, Any]]:
    page = browser_of(cast.consultant).get(page_of(held, "pass-on/"))
    field: Any = page.context["form"].fields["receiver"]
    hints = {key: str(words) for key, words in field.widget.hints.items()}
    assert all(words in page.content.decode() for words in hints.values())
    return [key for key, _name in field.choices], hints


def test_who_is_on_duty_stands_first_and_who_is_not_last(
    cast: Cast, held: Conversation, others: list[User]
) -> None:
    off, later, on = others
    on_duty(on)
    on_duty(later, hours=9)
    keys, hints = choices(cast, held)
    assert keys[:2] == ["queue", str(on.pk)]
    assert hints[str(on.pk)].startswith("na dyżurze · ")
    for person in (off, later):
        assert hints[str(person.pk)].startswith("teraz poza dyżurem · ")


def test_on_duty_a_break_and_full_hands_come_later(
    cast: Cast, held: Conversation, others: list[User]
) -> None:
    paused, full, free = others
    for one in others:
        on_duty(one)
    DeskSettings.objects.update(most_at_once=1)
    actions.go_on_break(by=paused)
    actions.claim(conversation=make_report(), by=full)
    keys, hints = choices(cast, held)
    assert keys[1:4] == [str(one.pk) for one in (free, full, paused)]
    assert hints[str(paused.pk)] == "na dyżurze · ma przerwę"


def test_where_the_roster_names_nobody_nothing_is_said_of_duty(
    cast: Cast, held: Conversation, others: list[User]
) -> None:
    assert on_duty_now() is None
    keys, hints = choices(cast, held)
    assert keys[1:4] == [str(one.pk) for one in others]
    assert not [words for words in hints.values() if "dyżur" in words]


def test_whoever_is_off_duty_may_be_chosen_all_the_same(
    cast: Cast, held: Conversation, others: list[User]
) -> None:
    on_duty(others[2])
    actions.pass_on(
        conversation=held, version=held.version, receiver=others[0], note="Zna.", by=cast.consultant
    )
    held.refresh_from_db()
    assert held.claimed_by == others[0]
    text = browser_of(cast.consultant).get(page_of(held)).content.decode()
    assert "„Zna.”" in text and "“Zna.”" not in text


def test_the_list_costs_the_same_for_many(
    cast: Cast, held: Conversation, others: list[User], django_assert_max_num_queries: Any
) -> None:
    for one in others:
        on_duty(one)
    client = browser_of(cast.consultant)
    client.get(page_of(held, "pass-on/"))
    with django_assert_max_num_queries(9):
        client.get(page_of(held, "pass-on/"))
