"""The intervention card: who sees it and who never learns of it, its steps, and its traces."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from casework.cases import merging
from casework.cases.refusal import NotAllowed
from casework.minors import actions, cards, home, personal, retention
from casework.minors.choices import CardState, EntryKind
from casework.minors.models import Edition, Intervention, InterventionEntry
from casework.minors.public_choices import Duty
from casework.minors.retention import CARDS
from casework.minors.workflow import STEPS, step_to
from ostoja.accounts.models import User
from ostoja.audit import kept_back
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from ostoja.privacy.requests import subjects
from ostoja.privacy.retention.actions import place_hold
from ostoja.privacy.retention.classes import class_named
from tests.casework.cases.situations import make_case, url, words
from tests.casework.minors.making import A_DAY, add_entry, name, open_card, today
from tests.cast import Cast, browser_of

pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def card(cast: Cast, edition: Edition) -> Intervention:
    """Opened by the consultant; the supervisor answers for reports."""
    name(cast, edition.standards, cast.supervisor)
    return open_card(edition.standards, cast.consultant)


def sees(user: User, card: Intervention) -> bool:
    return cards.cards_visible_to(User.objects.get(pk=user.pk)).filter(pk=card.pk).exists()


def test_only_who_opened_it_and_who_answers_see_it(cast: Cast, card: Intervention) -> None:
    name(cast, card.standards, cast.colleague, Duty.PREPARATION)
    for who in (cast.consultant, cast.supervisor):
        assert sees(who, card) and cards.card_for(who, card.pk) == card
    for who in (cast.colleague, cast.administrator, cast.officer, cast.coordinator, cast.stranger):
        assert not sees(who, card)
        with pytest.raises(Http404):
            cards.card_for(who, card.pk)


def test_those_who_answer_are_told_and_nobody_else(cast: Cast, card: Intervention) -> None:
    rows = Notification.objects.filter(kind="intervention-opened")
    assert set(rows.values_list("person", flat=True)) == {cast.supervisor.pk}
    shown = home.own_duties(cast.supervisor)
    assert shown is not None and card.register_number in str(shown.rows[0].text)


def test_an_excluded_person_learns_of_it_nowhere(cast: Cast, edition: Edition) -> None:
    for who in (cast.supervisor, cast.colleague):
        name(cast, edition.standards, who)
    card = open_card(edition.standards, cast.consultant, excluded=(cast.supervisor,))
    assert not sees(cast.supervisor, card) and sees(cast.colleague, card)
    assert not Notification.objects.filter(
        person=cast.supervisor, kind="intervention-opened"
    ).exists()
    assert cast.supervisor not in cards.holders_of(card)
    browser = browser_of(cast.supervisor)
    assert card.register_number not in words(browser, "interventions")
    for route in (
        "intervention",
        "intervention_entry",
        "intervention_circle",
        "intervention_print",
    ):
        assert browser.get(url(route, card.pk)).status_code == 404
    panel = home.own_duties(cast.supervisor)
    assert panel is None or all(card.register_number not in str(row.text) for row in panel.rows)


def test_an_excluded_administrator_finds_nothing_in_the_audit(cast: Cast, edition: Edition) -> None:
    card = open_card(edition.standards, cast.consultant, excluded=(cast.administrator,))
    actions.note_view(card=card, way="page", by=cast.consultant)
    seen, kept = browser_of(cast.officer), browser_of(cast.administrator)
    assert card.register_number in words(seen, "audit_log")
    assert card.register_number not in words(kept, "audit_log")
    assert seen.get(url("subject_audit", card.pk)).status_code == 200
    assert kept.get(url("subject_audit", card.pk)).status_code == 404
    assert list(retention.kept_from(cast.administrator)) == [card.pk]
    assert not list(retention.kept_from(cast.officer))


def test_an_excluded_officer_does_not_learn_of_it_by_what_is_kept_back(
    cast: Cast, edition: Edition
) -> None:
    card = open_card(edition.standards, cast.consultant, excluded=(cast.officer,))
    held = place_hold(
        submission=uuid4(),
        kind=CARDS,
        object_id=card.pk,
        reason="Sygnatura 1 Ds 5",
        by=cast.administrator,
    )
    browser, form = browser_of(cast.officer), url("retention_hold")
    page = words(browser, "retention")
    assert card.register_number not in page and "1 Ds 5" not in page
    assert "kept back by" not in words(browser, "staff_home")
    assert browser.post(url("retention_hold_lift", held.pk)).status_code == 404
    said = {"kind": CARDS.key, "name": card.register_number, "reason": "x", "submission": uuid4()}
    assert "Nothing with this number" in browser.post(form, said).content.decode()
    rows = AuditEvent.objects.filter(verb="retention.held")
    assert rows.exists() and not kept_back.open_to(cast.officer, rows).exists()


def test_one_excluded_later_is_kept_from_it_from_then_on(cast: Cast, card: Intervention) -> None:
    circle: dict[str, Any] = {
        "card": card,
        "version": card.version,
        "case": None,
        "by": cast.consultant,
    }
    changed = actions.change_circle(excluded=[cast.supervisor.pk], **circle)
    assert not sees(cast.supervisor, changed)
    browser = browser_of(cast.supervisor)
    row = Notification.objects.get(person=cast.supervisor, kind="intervention-opened")
    assert card.register_number not in words(browser, "notifications")
    assert browser.get(url("notification", row.pk), follow=True).status_code in {200, 404}
    with pytest.raises(NotAllowed):
        actions.change_circle(
            excluded=[cast.consultant.pk], **{**circle, "version": changed.version}
        )
    name(cast, card.standards, cast.colleague)
    with pytest.raises(NotAllowed):
        actions.change_circle(
            excluded=[cast.consultant.pk],
            **{**circle, "version": changed.version, "by": cast.colleague},
        )


def test_numbers_of_the_register_do_not_follow_each_other(cast: Cast, edition: Edition) -> None:
    found = [open_card(edition.standards, cast.consultant) for _turn in range(5)]
    numbers = [one.number for one in found]
    assert len(set(numbers)) == 5 and all(1000 <= one <= 9999 for one in numbers)
    assert sorted(numbers) != list(range(min(numbers), min(numbers) + 5))
    assert {one.year for one in found} == {today().year}
    twice = {"year": found[0].year, "number": found[0].number}
    with pytest.raises(IntegrityError, match="intervention_numbered_once"), transaction.atomic():
        Intervention.objects.filter(pk=found[1].pk).update(**twice)


def test_a_number_that_is_taken_is_passed_over(cast: Cast, edition: Edition) -> None:
    card = open_card(edition.standards, cast.consultant)
    free = cards.next_number(edition.standards, card.year, card.submission)
    assert free != card.number


def test_it_is_opened_once(cast: Cast, card: Intervention) -> None:
    again = open_card(card.standards, cast.consultant, submission=card.submission)
    assert again == card and Intervention.objects.count() == 1
    with pytest.raises(NotAllowed):
        open_card(card.standards, cast.colleague, submission=card.submission)
    with pytest.raises(NotAllowed):
        open_card(card.standards, cast.consultant, excluded=(cast.consultant,))


def test_the_table_of_steps_is_walked(cast: Cast, card: Intervention) -> None:
    assert set(STEPS) == set(CardState)
    assert step_to(CardState.CLOSED, CardState.OPEN) is None
    add_entry(card, cast.supervisor, kind=EntryKind.PROSECUTOR)
    card.refresh_from_db()
    assert card.state == CardState.ACTING
    end: dict[str, Any] = {
        "outcome": "confirmed",
        "result": "Prokuratura wszczęła sprawę.",
        "by": cast.supervisor,
    }
    closed = actions.close_card(card=card, version=card.version, **end)
    assert closed.closed_at and closed.state == CardState.CLOSED
    assert Notification.objects.get(kind="intervention-opened").read_at is not None
    with pytest.raises(NotAllowed):
        actions.close_card(card=closed, version=closed.version, **end)
    with pytest.raises(NotAllowed):
        add_entry(closed, cast.supervisor)
    again = actions.reopen_card(
        submission=card.pk, card=closed, version=closed.version, reason="Nowe", by=cast.supervisor
    )
    assert again.state == CardState.ACTING and not again.outcome
    last = InterventionEntry.objects.get(kind=EntryKind.REOPENED)
    assert "Nowe" in last.text and "Prokuratura wszczęła sprawę." in last.text
    with pytest.raises(NotAllowed):
        actions.reopen_card(
            submission=card.pk, card=again, version=again.version, reason="x", by=cast.supervisor
        )


def test_entries_are_kept_once_and_not_ahead_of_time(cast: Cast, card: Intervention) -> None:
    facts: dict[str, Any] = {
        "kind": "action",
        "done_on": today(),
        "text": "x",
        "by": cast.consultant,
    }
    first = actions.add_entry(submission=card.pk, card=card, **facts)
    assert actions.add_entry(submission=card.pk, card=card, **facts) == first
    other = open_card(card.standards, cast.consultant)
    with pytest.raises(NotAllowed):
        actions.add_entry(submission=card.pk, card=other, **facts)
    with pytest.raises(NotAllowed):
        add_entry(card, cast.consultant, done_on=today() + A_DAY)


@pytest.mark.parametrize("changes", [{"state": "closed"}, {"closed_at": "now"}])
def test_the_database_holds_that_a_closed_card_has_an_outcome(
    card: Intervention, changes: dict[str, object]
) -> None:
    given = {key: timezone.now() if value == "now" else value for key, value in changes.items()}
    with pytest.raises(IntegrityError, match="closed_has_an_outcome"), transaction.atomic():
        Intervention.objects.filter(pk=card.pk).update(**given)


def test_each_look_is_on_record(cast: Cast, card: Intervention) -> None:
    browser = browser_of(cast.supervisor)
    page = words(browser, "intervention", card.pk)
    assert "Zuzia, 7 lat" in page and "Pracownik X" in page
    answer = browser.get(url("intervention_print", card.pk))
    assert answer.content.startswith(b"%PDF")
    rows = AuditEvent.objects.filter(verb="intervention.seen", actor_id=cast.supervisor.pk)
    assert {row.details["way"] for row in rows} == {"page", "pdf"}


def test_it_belongs_to_a_case_through_the_cases_door(cast: Cast, edition: Edition) -> None:
    case = make_case(cast)
    card = open_card(edition.standards, cast.consultant, case=case)
    assert cards.case_of(card, cast.consultant) == case
    assert cards.case_of(card, cast.stranger) is None
    assert not AuditEvent.objects.filter(
        subject_id=str(case.pk), verb__startswith="interv"
    ).exists()
    assert card.register_number not in words(browser_of(cast.consultant), "case", case.pk)


def test_it_follows_its_case(cast: Cast, edition: Edition) -> None:
    case, kept = make_case(cast), make_case(cast)
    card = open_card(edition.standards, cast.consultant, case=case)
    moved = merging.move_all(kept, case)
    card.refresh_from_db()
    assert card.case == kept
    merging.take_back(kept, case, moved)
    card.refresh_from_db()
    assert card.case == case


def test_closed_cards_go_after_their_period_with_all_that_was_done(
    cast: Cast, card: Intervention
) -> None:
    add_entry(card, cast.consultant)
    card.refresh_from_db()
    assert class_named("interventions") is CARDS
    assert not CARDS.due(timezone.now()).exists()
    end: dict[str, Any] = {"outcome": "not_confirmed", "result": "Nic.", "by": cast.consultant}
    closed = actions.close_card(card=card, version=card.version, **end)
    due = CARDS.due(timezone.now() + A_DAY)
    assert list(due) == [closed]
    CARDS.delete(list(due))
    assert not Intervention.objects.exists() and not InterventionEntry.objects.exists()


def test_who_was_excluded_learns_nothing_of_a_card_that_was_erased(
    cast: Cast, edition: Edition
) -> None:
    """The audit outlives the card, and so does who must not learn that it was there."""
    card = open_card(edition.standards, cast.consultant, excluded=(cast.officer, cast.colleague))
    actions.note_view(card=card, way="page", by=cast.consultant)
    end: dict[str, Any] = {"outcome": "confirmed", "result": "x", "by": cast.consultant}
    closed = actions.close_card(card=card, version=card.version, **end)
    rows = AuditEvent.objects.filter(object_id=str(card.pk))
    assert kept_back.open_to(cast.administrator, rows).count() == rows.count() == 3
    CARDS.delete([closed])
    for who in (cast.officer, cast.colleague):
        assert not kept_back.open_to(who, rows).exists()
    assert rows.count() > 3 and kept_back.open_to(cast.administrator, rows).count() == rows.count()
    assert browser_of(cast.officer).get(url("subject_audit", card.pk)).status_code == 404
    assert browser_of(cast.administrator).get(url("subject_audit", card.pk)).status_code == 200


def test_a_copy_for_the_child_leaves_out_other_people(cast: Cast, card: Intervention) -> None:
    assert subjects.subject_named(personal.KEY) is personal.SUBJECT
    assert personal.SUBJECT.find(card.register_number) == {str(card.pk)}
    assert personal.SUBJECT.find("x/y") == set()
    fields = set(personal.CARD.fields())
    assert {"child", "cause", "result"} <= fields and not {"suspect", "reporter"} & fields
    assert personal.obstacle(card.pk)
