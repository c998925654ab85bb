"""Two cases of one person become one: what moves, what counts, what stands in the way."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from casework.cases import merging
from casework.cases.actions import (
    close_case,
    reopen_case,
)
from casework.cases.finding import search
from casework.cases.models import Case, CaseMerge
from casework.cases.refusal import NotAllowed
from casework.cases.same_person import cases_of_same_person, person_of
from casework.cases.selectors import cases_visible_to
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.casework.cases.doubles import choices_for, merge, pair
from tests.casework.cases.situations import make_case, make_note, need
from tests.casework.referrals.situations import coordinated_case, hand_over, refer
from tests.cast import Cast

STAYS = {
    "cases.brokenglass",
    "cases.caseterms",
    "cases.casegroupobjectpermission",
    "cases.casestep",
    "cases.casemerge",
    "cases.case",
}
"""What belongs to a case as a row, and not to its person."""


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are told in English, whichever page asked before."""
    with override("en"):
        yield


# Merging


def test_all_of_the_second_case_moves_to_the_first(cast: Cast) -> None:
    kept, merged = pair(cast)
    note = make_note(cast, merged, "Dzwoniła siostra.")
    merge(cast, kept, merged)
    kept.refresh_from_db()
    merged.refresh_from_db()
    note.refresh_from_db()
    assert note.case == kept
    assert {one.need for one in kept.needs.all()} == {need(0), need(1), need(2)}
    assert (merged.state, merged.merged_into, merged.worker) == ("closed", kept, None)
    assert kept.state == "open" and kept.worker == cast.consultant
    assert [step.kind for step in kept.steps.all()] == ["merged"]
    events = AuditEvent.objects.filter(verb="case.merged")
    assert {event.subject_id for event in events} == {str(kept.pk), str(merged.pk)}


def test_what_only_one_of_them_knew_is_kept_and_the_rest_is_chosen(cast: Cast) -> None:
    kept, merged = pair(cast, age=34, accessibility=["ramp"], urgency="urgent")
    assert merging.conflicts(kept, merged) == ["pseudonym", "person_name", "summary", "urgency"]
    said = {"pseudonym": "kept", "person_name": "merged", "summary": "both", "urgency": "merged"}
    merge(cast, kept, merged, choices=said)
    kept.refresh_from_db()
    assert (kept.pseudonym, kept.person_name) == ("Wrzos", "Janina Zmyslona")
    assert kept.summary.startswith("Wczoraj") and kept.summary.endswith("Przyszła znowu.")
    assert (kept.age, kept.accessibility, kept.urgency) == (34, ["ramp"], "urgent")
    assert kept.due_at is not None and kept.due_at < kept.opened_at + timedelta(days=2)


def test_a_conflict_is_never_settled_by_chance(cast: Cast) -> None:
    kept, merged = pair(cast)
    choices = choices_for(kept, merged)
    del choices["summary"]
    with pytest.raises(NotAllowed, match="Choose what counts"):
        merge(cast, kept, merged, choices=choices)
    merged.refresh_from_db()
    assert merged.merged_into is None and merged.state == "open"


def test_of_what_cannot_be_joined_one_is_kept(cast: Cast) -> None:
    kept, merged = pair(cast)
    merge(cast, kept, merged, choices=choices_for(kept, merged, "both"))
    kept.refresh_from_db()
    assert kept.pseudonym == "Wrzos"


def test_the_merged_case_is_a_signpost_and_nothing_else(cast: Cast) -> None:
    kept, merged = pair(cast)
    merge(cast, kept, merged)
    assert list(cases_visible_to(cast.consultant)) == [kept]
    [found] = search(cast.consultant, merged.number).found
    assert found.case == kept
    assert [one.case for one in search(cast.consultant, "Kalina").found] == []
    other = make_case(cast, person_name="Janina Zmyslona")
    alike = cases_of_same_person(cast.consultant, person_of(other), besides=other.pk)
    assert [one.case for one in alike] == [kept]
    with pytest.raises(NotAllowed, match="Go on there"):
        make_note(cast, merged, "Za późno.")
    merged.refresh_from_db()
    with pytest.raises(NotAllowed, match="Go on there"):
        reopen_case(
            case=merged,
            version=merged.version,
            submission=uuid4(),
            reason="x",
            needs=[],
            group=cast.centre.group,
            by=cast.consultant,
        )


def test_sent_twice_it_happens_once(cast: Cast) -> None:
    kept, merged = pair(cast)
    sent = {"submission": uuid4(), "versions": (1, 1), "choices": choices_for(kept, merged)}
    first = merge(cast, kept, merged, **sent)
    assert merge(cast, kept, merged, **sent) == first
    assert CaseMerge.objects.count() == 1


# What stands in the way


def test_what_was_changed_meanwhile_is_looked_at_again(cast: Cast) -> None:
    kept, merged = pair(cast)
    Case.objects.filter(pk=merged.pk).update(version=5)
    with pytest.raises(StaleObject):
        merge(cast, kept, merged, versions=(1, 1))


def test_a_case_is_not_merged_with_itself_nor_with_one_of_another_body(cast: Cast) -> None:
    kept, _other = pair(cast)
    with pytest.raises(NotAllowed, match="itself"):
        merge(cast, kept, kept)
    foreign = make_case(cast, lead=cast.partner, by=cast.partner_worker)
    with pytest.raises(NotAllowed, match="Different bodies"):
        merge(cast, kept, foreign)


@pytest.mark.parametrize("which", [0, 1])
def test_a_closed_case_is_not_merged(cast: Cast, which: int) -> None:
    both = pair(cast)
    closed = both[which]
    close_case(
        case=closed,
        version=1,
        submission=uuid4(),
        answers={one.pk: "met" for one in closed.needs.all()},
        how_it_ended="Dobrze.",
        group=cast.centre.group,
        by=cast.consultant,
    )
    with pytest.raises(NotAllowed, match="closed"):
        merge(cast, *both)


def test_two_partners_at_one_need_must_first_be_one(cast: Cast) -> None:
    both = [coordinated_case(cast, needs=[need(0)]) for _ in range(2)]
    for case in both:
        refer(cast, case)
    assert "coordinated" in next(merging.obstacles(*both))
    kept, merged = pair(cast)
    hand_over(cast, merged)
    with pytest.raises(NotAllowed, match="waits for an answer"):
        merge(cast, kept, merged)


def test_the_database_allows_no_signpost_that_is_open_or_leads_two_ways(cast: Cast) -> None:
    kept, merged = pair(cast)
    with pytest.raises(IntegrityError, match="case_signpost_is_closed"), transaction.atomic():
        Case.objects.filter(pk=merged.pk).update(merged_into=kept)
    made = merge(cast, kept, merged)
    facts = {"before": {}, "group": cast.centre.group, "submission": uuid4()}
    with pytest.raises(IntegrityError, match="case_merged_once"), transaction.atomic():
        CaseMerge.objects.create(kept=made.kept, merged=made.merged, **facts)
    with pytest.raises(IntegrityError, match="case_merge_of_two"), transaction.atomic():
        CaseMerge.objects.create(kept=made.kept, merged=made.kept, **facts)


def test_each_model_that_belongs_to_a_case_says_what_becomes_of_it() -> None:
    """A new room with a key to a case registers with ``merging``."""
    belonging = {
        model._meta.label_lower
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Case and not model._meta.proxy
    }
    moving = {model._meta.label_lower for model in merging.movable_models()}
    assert belonging - moving == STAYS


def test_nothing_of_it_lies_open_in_the_database(cast: Cast) -> None:
    kept, merged = pair(cast)
    made = merge(cast, kept, merged)
    with connection.cursor() as cursor:
        cursor.execute("select before from cases_casemerge")
        [raw] = cursor.fetchone()
    assert b"Zmy" not in bytes(raw) and made.before["kept"]["person_name"] == "Janina Zmyślona"


def test_a_signpost_goes_when_the_case_goes(cast: Cast) -> None:
    kept, merged = pair(cast)
    merge(cast, kept, merged)
    Case.objects.filter(pk=kept.pk).delete()
    assert not Case.objects.exists() and not CaseMerge.objects.exists()
