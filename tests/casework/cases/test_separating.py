"""Merged cases are separated: exactly what they were, and what happened since stays."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.translation import override

from casework.cases import merging
from casework.cases.actions import (
    add_note,
    change_case,
    separate_cases,
)
from casework.cases.finding import search
from casework.cases.models import Case, CaseMerge
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import cases_visible_to
from casework.referrals.actions import accept, complete
from ostoja.audit.models import AuditEvent
from tests.casework.cases.doubles import all_of, choices_for, merge, pair
from tests.casework.cases.situations import make_case, make_note, need
from tests.casework.referrals.situations import coordinated_case, refer
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are told in English, whichever page asked before."""
    with override("en"):
        yield


def test_undone_at_once_every_field_is_as_it_was(cast: Cast) -> None:
    kept, merged = pair(cast, age=34, urgency="urgent", accessibility=["ramp"])
    make_note(cast, merged, "Dzwoniła siostra.")
    make_note(cast, kept, "Była sama.")
    before = all_of(kept, merged)
    made = merge(cast, kept, merged, choices=choices_for(kept, merged, "merged"))
    assert all_of(kept, merged) != before
    undone = separate_cases(merge=made, by=cast.consultant)
    assert undone.undone_at is not None
    assert all_of(kept, merged) == before
    assert set(cases_visible_to(cast.consultant)) == {kept, merged}
    events = AuditEvent.objects.filter(verb="case.separated")
    assert {event.subject_id for event in events} == {str(kept.pk), str(merged.pk)}


@pytest.mark.parametrize("of_same_need", [True, False])
def test_referrals_and_who_sees_what_go_there_and_back(cast: Cast, of_same_need: bool) -> None:
    kept = make_case(cast, needs=[need(0) if of_same_need else need(1)])
    merged = coordinated_case(cast, needs=[need(0)])
    sent = refer(cast, merged, share_summary=True)
    accept(referral=sent, version=sent.version, by=cast.partner_worker)
    before = all_of(kept, merged)
    made = merge(cast, kept, merged)
    sent.refresh_from_db()
    kept.refresh_from_db()
    assert sent.case == kept and sent.case_need is not None and sent.case_need.case == kept
    assert sent.case_need.state == "referred" and kept.state == "coordinated"
    assert kept in cases_visible_to(cast.partner_worker)
    assert kept in cases_visible_to(cast.coordinator)
    assert not {cast.partner.group_id} & set(Case.objects.get(pk=merged.pk).readers)
    separate_cases(merge=made, by=cast.consultant)
    assert all_of(kept, merged) == before


@pytest.mark.parametrize("of_same_need", [True, False])
def test_what_happened_since_stays_with_the_case_it_happened_to(
    cast: Cast, of_same_need: bool
) -> None:
    kept = make_case(cast, needs=[need(0) if of_same_need else need(1)])
    merged = coordinated_case(cast, needs=[need(0)])
    sent = refer(cast, merged)
    taken = accept(referral=sent, version=sent.version, by=cast.partner_worker)
    made = merge(cast, kept, merged)
    taken.refresh_from_db()
    complete(referral=taken, version=taken.version, outcome="Zrobione.", by=cast.partner_worker)
    separate_cases(merge=made, by=cast.consultant)
    assert merged.needs.get().state == "met"
    assert kept.needs.get().state == "open"


def test_what_somebody_changed_since_stays_changed(cast: Cast) -> None:
    kept, merged = pair(cast)
    made = merge(cast, kept, merged, choices=choices_for(kept, merged, "merged"))
    kept.refresh_from_db()
    facts = {**merging.facts_of(kept), "summary": "Nowe słowa."}
    needs = [one.need for one in kept.needs.all()]
    change_case(case=kept, version=kept.version, needs=needs, by=cast.colleague, **facts)
    later = add_note(
        submission=uuid4(),
        case=kept,
        text="Po połączeniu.",
        visibility="everybody",
        group=cast.centre.group,
        by=cast.colleague,
    )
    separate_cases(merge=made, by=cast.consultant)
    kept.refresh_from_db()
    later.refresh_from_db()
    assert (kept.summary, kept.pseudonym) == ("Nowe słowa.", "Wrzos")
    assert later.case == kept


def test_undone_twice_it_is_undone_once_and_may_be_merged_again(cast: Cast) -> None:
    kept, merged = pair(cast)
    made = merge(cast, kept, merged)
    first = separate_cases(merge=made, by=cast.consultant)
    again = separate_cases(merge=made, by=cast.consultant)
    assert again.undone_at == first.undone_at
    merge(cast, kept, merged)
    assert CaseMerge.objects.count() == 2


def test_after_thirty_days_it_stays(cast: Cast) -> None:
    kept, merged = pair(cast)
    made = merge(cast, kept, merged)
    almost = timezone.now() - timedelta(days=30) + timedelta(hours=1)
    CaseMerge.objects.update(at=almost - timedelta(hours=2))
    with pytest.raises(NotAllowed, match="30 days"):
        separate_cases(merge=made, by=cast.consultant)
    CaseMerge.objects.update(at=almost)
    assert separate_cases(merge=made, by=cast.consultant).undone_at is not None


def test_merged_on_and_on_it_is_undone_from_the_last(cast: Cast) -> None:
    first, second = pair(cast)
    third = make_case(cast, pseudonym="Trzecia")
    inner = merge(cast, second, first)
    outer = merge(cast, third, second)
    [found] = search(cast.consultant, first.number).found
    assert found.case == third
    with pytest.raises(NotAllowed, match="Undo that first"):
        separate_cases(merge=inner, by=cast.consultant)
    separate_cases(merge=outer, by=cast.consultant)
    separate_cases(merge=inner, by=cast.consultant)
    assert set(cases_visible_to(cast.consultant)) == {first, second, third}
