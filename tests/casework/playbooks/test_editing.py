"""Writing playbooks: drafts, steps and their order, publishing, approval."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from casework.cases.refusal import NotAllowed
from casework.playbooks.actions import (
    add_playbook,
    add_step,
    approve,
    begin_draft,
    change_draft,
    change_step,
    discard,
    move_step,
    publish,
    remove_step,
)
from casework.playbooks.choices import EditionState
from casework.playbooks.models import Edition, Playbook, PlaybookStep
from casework.playbooks.rules import problems
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.casework.playbooks.making import LAW, make_draft, make_edition, make_step, step_facts
from tests.cast import Cast


@pytest.fixture
def draft(cast: Cast) -> Edition:
    return make_draft(cast)


def titles(draft: Edition) -> list[str]:
    return [step.title for step in PlaybookStep.objects.filter(edition=draft)]


def test_the_same_form_begins_one_playbook_and_adds_one_step(cast: Cast) -> None:
    submission = uuid4()
    facts: dict[str, Any] = {
        "kind": "disaster",
        "title": "Pożar",
        "summary": "",
        "by": cast.supervisor,
    }
    first = add_playbook(submission=submission, **facts)
    assert add_playbook(submission=submission, **facts) == first
    draft, number = first.editions.get(), uuid4()
    step = add_step(draft=draft, submission=number, by=cast.supervisor, **step_facts())
    again = add_step(draft=draft, submission=number, by=cast.supervisor, **step_facts())
    assert step == again and draft.steps.count() == 1


def test_two_with_the_same_title_are_two(cast: Cast) -> None:
    assert make_draft(cast).playbook != make_draft(cast).playbook


def test_steps_change_their_place_and_the_first_stays_first(cast: Cast, draft: Edition) -> None:
    a, b, c = (make_step(cast, draft, title=title) for title in "ABC")
    move_step(step=c, up=True, by=cast.supervisor)
    assert titles(draft) == ["A", "C", "B"]
    move_step(step=a, up=True, by=cast.supervisor)
    move_step(step=b, up=False, by=cast.supervisor)
    assert titles(draft) == ["A", "C", "B"]
    move_step(step=a, up=False, by=cast.supervisor)
    assert titles(draft) == ["C", "A", "B"]
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def test_what_counted_from_a_step_that_is_taken_out_counts_from_the_start(
    cast: Cast, draft: Edition
) -> None:
    first = make_step(cast, draft, title="A")
    make_step(cast, draft, title="B", after=first.key)
    remove_step(step=first, by=cast.supervisor)
    left = draft.steps.get()
    assert (left.after, left.position) == ("", 1)


def test_a_step_is_changed_and_the_second_of_two_people_is_told(cast: Cast, draft: Edition) -> None:
    step = make_step(cast, draft)
    draft.refresh_from_db()
    facts = step_facts(title="Zadzwoń")
    changed = change_step(step=step, version=draft.version, by=cast.supervisor, **facts)
    assert changed.title == "Zadzwoń"
    with pytest.raises(StaleObject):
        change_step(step=step, version=draft.version, by=cast.supervisor, **facts)
    with pytest.raises(StaleObject):
        publish(draft=draft, version=draft.version, by=cast.supervisor)
    draft.refresh_from_db()
    own = step_facts(after=step.key)
    with pytest.raises(NotAllowed):
        change_step(step=step, version=draft.version, by=cast.supervisor, **own)


def test_the_draft_as_a_whole_is_changed(cast: Cast, draft: Edition) -> None:
    facts = {"kind": "eviction", "title": "Inny", "summary": "Kiedy indziej."}
    changed = change_draft(draft=draft, version=draft.version, by=cast.supervisor, **facts)
    assert (changed.title, Playbook.objects.get(pk=draft.playbook_id).kind) == ("Inny", "eviction")


def test_what_is_missing_is_named_and_keeps_it_from_being_published(
    cast: Cast, draft: Edition
) -> None:
    assert len(list(problems([]))) == 1
    with pytest.raises(NotAllowed):
        publish(draft=draft, version=draft.version, by=cast.supervisor)
    first = make_step(cast, draft, title="A")
    late = make_step(cast, draft, title="B", after=first.key)
    move_step(step=late, up=True, by=cast.supervisor)
    draft.refresh_from_db()
    assert any("B" in problem for problem in problems(list(draft.steps.all())))
    with pytest.raises(NotAllowed):
        publish(draft=draft, version=draft.version, by=cast.supervisor)
    PlaybookStep.objects.filter(pk=late.pk).update(after="", within_hours=None)
    assert list(problems(list(draft.steps.all()))) == []
    too_many = [PlaybookStep(key=str(number)) for number in range(41)]
    assert len(list(problems(too_many))) == 1
    timeless = [PlaybookStep(key="a"), PlaybookStep(key="b", after="a")]
    assert len(list(problems(timeless))) == 1


def test_what_was_published_stays_as_it_is(cast: Cast) -> None:
    edition = make_edition(cast)
    step = edition.steps.all()[0]
    with pytest.raises(NotAllowed):
        make_step(cast, edition)
    with pytest.raises(NotAllowed):
        remove_step(step=step, by=cast.supervisor)
    with pytest.raises(NotAllowed):
        move_step(step=step, up=False, by=cast.supervisor)
    with pytest.raises(NotAllowed):
        publish(draft=edition, version=edition.version, by=cast.supervisor)
    with pytest.raises(NotAllowed):
        discard(draft=edition, version=edition.version, by=cast.supervisor)


def test_a_new_draft_begins_with_what_holds_and_there_is_one_at_a_time(cast: Cast) -> None:
    edition = make_edition(cast)
    draft = begin_draft(playbook=edition.playbook, by=cast.administrator)
    assert begin_draft(playbook=edition.playbook, by=cast.supervisor) == draft
    assert (draft.number, titles(draft)) == (2, titles(edition))
    counted = draft.steps.exclude(after="").get()
    assert counted.after in draft.steps.values_list("key", flat=True)
    published = publish(draft=draft, version=draft.version, by=cast.administrator)
    edition.refresh_from_db()
    assert edition.state == EditionState.RETIRED and published.state == EditionState.PUBLISHED
    assert published.approved_at is None


def test_a_draft_is_thrown_away_and_one_that_never_held_goes_with_its_playbook(
    cast: Cast, draft: Edition
) -> None:
    discard(draft=draft, version=draft.version, by=cast.supervisor)
    assert not Playbook.objects.filter(pk=draft.playbook_id).exists()
    edition = make_edition(cast)
    second = begin_draft(playbook=edition.playbook, by=cast.supervisor)
    discard(draft=second, version=second.version, by=cast.supervisor)
    assert edition.playbook.editions.get() == edition


def test_a_supervisor_approves_what_is_in_force_once(cast: Cast, draft: Edition) -> None:
    edition = make_edition(cast)
    approved = approve(edition=edition, by=cast.supervisor)
    again = approve(edition=edition, by=cast.supervisor)
    assert approved.approved_by == cast.supervisor and approved.approved_at == again.approved_at
    event = AuditEvent.objects.filter(verb="playbook.approved").first()
    assert event is not None and event.actor_id == cast.supervisor.pk
    with pytest.raises(NotAllowed):
        approve(edition=draft, by=cast.supervisor)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"is_duty": True}, "playbook_duty_names_its_law"),
        ({"within_hours": 0}, "playbook_step_takes_time"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(
    cast: Cast, draft: Edition, facts: dict[str, object], constraint: str
) -> None:
    step = make_step(cast, draft)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PlaybookStep.objects.filter(pk=step.pk).update(**facts)
    with pytest.raises(IntegrityError, match="not_after_itself"), transaction.atomic():
        PlaybookStep.objects.filter(pk=step.pk).update(after=step.key)
    PlaybookStep.objects.filter(pk=step.pk).update(is_duty=True, law=LAW)


def test_there_is_one_draft_and_one_in_force(cast: Cast) -> None:
    edition = make_edition(cast)
    begin_draft(playbook=edition.playbook, by=cast.supervisor)
    for state, constraint in (("draft", "one_draft"), ("published", "one_edition_in_force")):
        facts = {"published_at": None if state == "draft" else edition.published_at}
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Edition.objects.create(
                playbook=edition.playbook, number=9, title="x", state=state, **facts
            )
