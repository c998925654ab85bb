"""Notes of each kind, and for named people alone."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError

from casework.cases.access import COORDINATES
from casework.cases.actions import add_note
from casework.cases.choices import NoteKind, NoteVisibility
from casework.cases.models import Case, Note
from casework.cases.note_readers import people_to_name
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import notes_for, sight_of
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.cases.situations import make_case, url, words
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    """The centre leads, the coordinator coordinates, the partner works on it."""
    case = make_case(cast)
    grant(cast.coordinating.group, case, *COORDINATES)
    grant(cast.partner.group, case, Permission.CASE_VIEW, Permission.CASE_ANNOTATE)
    return case


def named_note(cast: Cast, case: Case, *named: User, **facts: Any) -> Note:
    """A note of the consultant for these people."""
    given: dict[str, Any] = {
        "submission": uuid4(),
        "case": case,
        "text": "Tylko dla Was.",
        "visibility": NoteVisibility.NAMED,
        "group": cast.centre.group,
        "by": cast.consultant,
        "named": named,
    }
    return add_note(**{**given, **facts})


def texts(case: Case, person: User) -> set[str]:
    """What this person reads."""
    return {note.text for note in notes_for(case, sight_of(case, person))}


def sent(**facts: Any) -> dict[str, Any]:
    """What the form of a note sends."""
    return {"text": "Notatka", "visibility": "leading", "submission": str(uuid4()), **facts}


def test_only_named_people_and_the_author_read_it(cast: Cast, case: Case) -> None:
    named_note(cast, case, cast.coordinator)
    for person in (cast.consultant, cast.coordinator):
        assert texts(case, person) == {"Tylko dla Was."}
    for person in (cast.colleague, cast.supervisor, cast.partner_worker):
        assert not texts(case, person), person


def test_what_is_for_the_coordinator_the_lead_does_not_read(cast: Cast, case: Case) -> None:
    add_note(
        submission=uuid4(),
        case=case,
        text="Prowadzący nie oddzwania.",
        visibility=NoteVisibility.COORDINATOR,
        group=cast.partner.group,
        by=cast.partner_worker,
    )
    assert texts(case, cast.coordinator) and texts(case, cast.partner_worker)
    assert not texts(case, cast.consultant)


def test_nobody_is_named_who_does_not_see_the_case(cast: Cast, case: Case) -> None:
    for person in (cast.stranger, cast.member, cast.administrator):
        with pytest.raises(NotAllowed, match="nie widzi tej sprawy"):
            named_note(cast, case, person)
    with pytest.raises(NotAllowed, match="Wskaż co najmniej"):
        named_note(cast, case)
    Case.objects.filter(pk=case.pk).update(excluded=[cast.colleague.pk])
    with pytest.raises(NotAllowed, match="nie widzi tej sprawy"):
        named_note(cast, case, cast.colleague)
    assert not Note.objects.exists()


def test_in_a_restricted_case_only_those_named_there_can_be_named(cast: Cast, case: Case) -> None:
    case.named = [cast.consultant.pk, cast.supervisor.pk]
    case.save()
    sight = sight_of(case, cast.consultant)
    assert set(people_to_name(case, sight)) == {cast.supervisor}


def test_a_partner_names_its_own_people_alone(cast: Cast, case: Case) -> None:
    assert not people_to_name(case, sight_of(case, cast.partner_worker)).exists()
    page = words(browser_of(cast.partner_worker), "case_note", case.pk)
    assert "only people whom I name" not in page and "consultant person" not in page
    everybody = {cast.colleague, cast.supervisor, cast.coordinator, cast.partner_worker}
    assert set(people_to_name(case, sight_of(case, cast.consultant))) == everybody


def test_the_database_refuses_readers_without_the_circle(cast: Cast, case: Case) -> None:
    note = named_note(cast, case, cast.coordinator)
    with pytest.raises(IntegrityError, match="note_for_named_people_names_them"):
        Note.objects.filter(pk=note.pk).update(visibility="own")


def test_the_history_says_the_kind_and_who_reads(cast: Cast, case: Case) -> None:
    named_note(cast, case, cast.coordinator, kind=NoteKind.VISIT)
    page = words(browser_of(cast.coordinator), "case", case.pk, language="pl")
    assert "Wizyta" in page and "tylko wskazane osoby: coordinator person" in page
    assert "Tylko dla Was." not in words(browser_of(cast.supervisor), "case", case.pk)


def test_who_is_named_costs_one_question_for_all_notes(
    cast: Cast, case: Case, django_assert_max_num_queries: Any
) -> None:
    browser = browser_of(cast.consultant)
    named_note(cast, case, cast.coordinator)
    browser.get(url("case", case.pk))
    with django_assert_max_num_queries(100) as one:
        browser.get(url("case", case.pk))
    for _ in range(4):
        named_note(cast, case, cast.coordinator, cast.supervisor)
    with django_assert_max_num_queries(len(one)):
        browser.get(url("case", case.pk))


def test_the_form_keeps_kind_and_people(cast: Cast, case: Case) -> None:
    data = sent(kind="phone", visibility="named", named=[str(cast.supervisor.pk)])
    browser = browser_of(cast.consultant)
    for _ in range(2):
        assert browser.post(url("case_note", case.pk), data)["Location"] == url("case", case.pk)
    note = Note.objects.get()
    assert note.kind == "phone" and note.named == [cast.supervisor.pk]


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"visibility": "named"}, "Name at least one person"),
        ({"kind": "gossip"}, "not one of"),
        ({"visibility": "named", "named": ["x"]}, ""),
    ],
)
def test_a_form_that_does_not_fit_is_told(
    cast: Cast, case: Case, facts: dict[str, Any], error: str
) -> None:
    answer = browser_of(cast.consultant).post(url("case_note", case.pk), sent(**facts))
    assert answer.status_code == 422 and "Notatka" in answer.content.decode()
    assert not Note.objects.exists()


def test_people_who_are_ticked_are_never_passed_over(cast: Cast, case: Case) -> None:
    data = sent(visibility="everybody", named=[str(cast.supervisor.pk)])
    answer = browser_of(cast.consultant).post(url("case_note", case.pk), data)
    assert answer.status_code == 422 and "untick them" in answer.content.decode()
