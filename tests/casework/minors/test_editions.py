"""Editions: drafts, adopting, what is in force, and that nothing adopted ever changes."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from casework.cases.refusal import NotAllowed
from casework.minors import actions, selectors
from casework.minors.choices import EditionState, Standing
from casework.minors.models import Annex, Edition, Standards
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.casework.minors.making import (
    A_DAY,
    adopt,
    make_draft,
    make_edition,
    make_file,
    next_edition,
    today,
)
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("cast")


def standing(edition: Edition) -> Standing:
    return selectors.standing_of(edition, edition.standards.editions.all())


def test_a_draft_is_adopted_and_replaced_by_the_next_one(cast: Cast) -> None:
    first = make_edition(cast, in_force_from=today() - 10 * A_DAY)
    assert standing(first) == Standing.IN_FORCE
    second = next_edition(cast, first.standards, in_force_from=today() + 5 * A_DAY)
    assert (standing(first), standing(second)) == (Standing.IN_FORCE, Standing.COMING)
    assert list(selectors.in_force()) == [first]
    Edition.objects.filter(pk=second.pk).update(in_force_from=today())
    second.refresh_from_db()
    assert (standing(first), standing(second)) == (Standing.REPLACED, Standing.IN_FORCE)
    assert list(selectors.in_force()) == [second]
    event = AuditEvent.objects.filter(verb="standards.adopted").latest("at")
    assert (event.subject_id, event.actor_id) == (str(first.standards_id), cast.administrator.pk)


def test_what_was_adopted_stays_as_it_is(cast: Cast, edition: Edition) -> None:
    texts: dict[str, Any] = {"title": "Inny", "language": "pl", "full_text": "x", "short_text": "y"}
    facts: dict[str, Any] = {"version": edition.version, "by": cast.administrator, **texts}
    with pytest.raises(NotAllowed):
        actions.change_draft(draft=edition, **facts)
    with pytest.raises(NotAllowed):
        actions.add_annex(
            draft=edition, submission=edition.pk, title="A", text="B", by=cast.administrator
        )
    with pytest.raises(NotAllowed):
        make_file(edition, cast.administrator)
    with pytest.raises(NotAllowed):
        actions.discard(draft=edition, version=edition.version, by=cast.administrator)
    with pytest.raises(NotAllowed):
        adopt(edition, cast.administrator, in_force_from=today() + A_DAY)
    edition.refresh_from_db()
    assert edition.title == "Standardy" and not edition.annexes.exists()


def test_nothing_is_adopted_without_both_versions(cast: Cast) -> None:
    draft = make_draft(cast)
    texts: dict[str, Any] = {
        "title": "T",
        "language": "pl",
        "full_text": "",
        "short_text": "Dla dzieci",
    }
    draft = actions.change_draft(draft=draft, version=draft.version, by=cast.administrator, **texts)
    with pytest.raises(NotAllowed, match=r"Write the standards|Napisz standardy"):
        adopt(draft, cast.administrator)
    make_file(draft, cast.administrator)
    assert adopt(draft, cast.administrator).state == EditionState.ADOPTED


def test_editions_come_into_force_one_after_another(cast: Cast, edition: Edition) -> None:
    for day in (today(), today() - A_DAY):
        with pytest.raises(NotAllowed):
            next_edition(cast, edition.standards, in_force_from=day)


def test_a_new_draft_begins_with_all_that_holds(cast: Cast) -> None:
    draft = make_draft(cast)
    annex: dict[str, Any] = {
        "submission": draft.pk,
        "title": "Karta",
        "text": "Wzór",
        "by": cast.administrator,
    }
    actions.add_annex(draft=draft, **annex)
    actions.add_annex(draft=draft, **annex)
    make_file(draft, cast.administrator)
    make_file(draft, cast.administrator)
    assert (draft.annexes.count(), draft.files.count()) == (1, 1)
    first = adopt(draft, cast.administrator)
    again = actions.begin_draft(standards=first.standards, by=cast.administrator)
    assert again == actions.begin_draft(standards=first.standards, by=cast.administrator)
    assert (again.number, again.full_text) == (2, first.full_text)
    assert [one.title for one in again.annexes.all()] == ["Karta"]
    assert [one.title for one in again.files.all()] == ["Dokument"]
    actions.remove_file(row=again.files.get(), by=cast.administrator)
    actions.remove_annex(annex=again.annexes.get(), by=cast.administrator)
    assert (first.files.count(), first.annexes.count()) == (1, 1)


def test_a_stale_draft_is_refused(cast: Cast) -> None:
    draft = make_draft(cast)
    annex = actions.add_annex(
        draft=draft, submission=draft.pk, title="A", text="B", by=cast.administrator
    )
    facts: dict[str, Any] = {"annex": annex, "title": "C", "text": "D", "by": cast.administrator}
    actions.change_annex(version=draft.version, **facts)
    with pytest.raises(StaleObject):
        actions.change_annex(version=draft.version, **facts)
    assert Annex.objects.get().title == "C"


def test_a_first_draft_that_is_thrown_away_takes_its_standards_with_it(cast: Cast) -> None:
    draft = make_draft(cast)
    actions.discard(draft=draft, version=draft.version, by=cast.administrator)
    assert not Standards.objects.exists()


def test_standards_are_begun_once_for_a_body_and_once_for_the_city(cast: Cast) -> None:
    for body in (cast.centre, None):
        made = [
            actions.add_standards(organisation=body, title="T", by=cast.administrator)
            for _turn in range(2)
        ]
        assert made[0] == made[1]
        with pytest.raises(IntegrityError), transaction.atomic():
            Standards.objects.create(organisation=body)


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("standards_adopted_by_somebody_from_a_day", {"approved": ""}),
        ("standards_adopted_by_somebody_from_a_day", {"in_force_from": None}),
        ("standards_adopted_by_somebody_from_a_day", {"state": "draft"}),
    ],
)
def test_the_database_holds_the_rules(edition: Edition, rule: str, changes: dict[str, str]) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**changes)


def test_one_draft_and_one_edition_a_day(cast: Cast, edition: Edition) -> None:
    draft = actions.begin_draft(standards=edition.standards, by=cast.administrator)
    for facts in ({"number": 9}, {"number": draft.number, "state": "adopted"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(standards=edition.standards, title="x", **facts)
    second = Edition.objects.filter(pk=draft.pk)
    with pytest.raises(IntegrityError, match="standards_one_edition_a_day"), transaction.atomic():
        second.update(
            state="adopted",
            adopted_at=edition.adopted_at,
            approved="x",
            in_force_from=edition.in_force_from,
        )
