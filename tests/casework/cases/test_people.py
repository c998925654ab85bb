"""Who is around the person of a case: who reads it, and who is never shown in a list."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.http import Http404

from casework.cases.access import COORDINATES
from casework.cases.actions.people import add_person, change_person, remove_person
from casework.cases.models import Case, CasePerson
from casework.cases.people import household_of, people_for, person_for
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import sight_of
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import made, ok, pointers
from tests.casework.cases.situations import make_case, url, words
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    """The centre leads, the coordinator coordinates, the partner knows name and contact."""
    case = make_case(cast)
    grant(cast.coordinating.group, case, *COORDINATES)
    shared = (Permission.CASE_VIEW, Permission.CASE_ANNOTATE, Permission.CASE_PERSON)
    grant(cast.partner.group, case, *shared)
    return case


def somebody(cast: Cast, case: Case, role: str = "child", **facts: Any) -> CasePerson:
    """Somebody around the person."""
    given: dict[str, Any] = {"name": f"Zmyślona {role}", "lives_with": "yes", **facts}
    return add_person(submission=uuid4(), case=case, role=role, by=cast.consultant, **given)


def test_only_those_who_lead_or_coordinate_read_it(cast: Cast, case: Case) -> None:
    child = somebody(cast, case)
    for person in (cast.consultant, cast.supervisor, cast.coordinator):
        assert list(people_for(case, sight_of(case, person))) == [child], person
        assert person_for(person, child.pk, Permission.CASE_VIEW) == child
        assert "Zmyślona child" in words(browser_of(person), "case", case.pk)
    for person in (cast.partner_worker, cast.stranger, cast.administrator):
        assert not people_for(case, sight_of(case, person)).exists(), person
        with pytest.raises(Http404):
            person_for(person, child.pk, Permission.CASE_VIEW)
    page = words(browser_of(cast.partner_worker), "case", case.pk)
    assert "Household" not in page and "Zmyślona child" not in page


def test_who_uses_violence_is_named_in_no_list(cast: Cast, case: Case) -> None:
    danger = somebody(cast, case, "perpetrator", relation="były mąż", lives_with="no")
    browser = browser_of(cast.consultant)
    page = words(browser, "case", case.pk, language="pl")
    assert "Osoba stosująca przemoc" in page
    assert "Zmyślona perpetrator" not in page and "były mąż" not in page
    assert "Zmyślona perpetrator" in words(browser, "case_person", danger.pk)
    program = program_of(cast.consultant)
    [row] = ok(program.get(f"cases/{case.pk}/people/"))["results"]
    assert row["role"] == "perpetrator"
    assert row["name"] is row["relation"] is row["phone"] is row["remarks"] is None
    assert ok(program.get(f"case-people/{danger.pk}/"))["name"] == "Zmyślona perpetrator"


def test_a_shared_address_with_violence_is_warned_of(cast: Cast, case: Case) -> None:
    browser, warning = browser_of(cast.consultant), "uses violence lives with the person"
    danger = somebody(cast, case, "perpetrator", lives_with="no")
    assert warning not in words(browser, "case", case.pk)
    CasePerson.objects.filter(pk=danger.pk).update(lives_with="yes")
    assert warning in words(browser, "case", case.pk)


def test_children_who_live_there_come_along(cast: Cast, case: Case) -> None:
    for role, lives_with in (("child", "yes"), ("child", "no"), ("perpetrator", "yes")):
        somebody(cast, case, role, lives_with=lives_with)
    assert household_of(case, sight_of(case, cast.consultant)) == 2
    assert household_of(case, sight_of(case, cast.partner_worker)) == 1


def test_the_form_adds_once_changes_and_takes_out(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.consultant)
    sent = {"role": "child", "name": "Zosia", "birth_year": "2018", "submission": str(uuid4())}
    for _ in range(2):
        assert browser.post(url("case_person_new", case.pk), sent).status_code == 302
    child = case.people.get()
    assert (child.birth_year, child.safe_contact, child.version) == (2018, "", 1)
    changed = {**sent, "safe_contact": "agreed", "contact_rules": "Przez szkołę.", "version": "1"}
    assert browser.post(url("case_person_edit", child.pk), changed).status_code == 302
    assert "Przez szkołę." in words(browser, "case_person", child.pk)
    overtaken = browser.post(url("case_person_edit", child.pk), {**changed, "name": "Zofia"})
    assert overtaken.status_code == 422 and "Zofia" in overtaken.content.decode()
    assert "Zosia" in words(browser, "case_person_remove", child.pk)
    assert case.people.exists(), "asking removes nobody"
    assert browser.post(url("case_person_remove", child.pk))["Location"] == url("case", case.pk)
    assert not case.people.exists()
    verbs = AuditEvent.objects.filter(verb__startswith="case_person.").values_list("verb")
    assert sorted(verb for (verb,) in verbs) == [
        f"case_person.{step}" for step in ("added", "changed", "removed")
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": ""},
        {"role": "x"},
        {"birth_year": "1800"},
        {"phone": "112"},
        {"name": "a" * 151},
        {"lives_with": "x"},
        {"safe_contact": "x"},
        {"remarks": "\x00"},
    ],
)
def test_what_cannot_be_meant_is_told(cast: Cast, case: Case, wrong: dict[str, str]) -> None:
    sent = {"role": "child", "submission": str(uuid4()), **wrong}
    answer = browser_of(cast.consultant).post(url("case_person_new", case.pk), sent)
    assert answer.status_code == 422 and not case.people.exists()


def test_partners_neither_add_nor_change(cast: Cast, case: Case) -> None:
    child, browser = somebody(cast, case), browser_of(cast.partner_worker)
    sent = {"role": "child", "submission": str(uuid4())}
    assert browser.post(url("case_person_new", case.pk), sent).status_code == 404
    for name in ("case_person", "case_person_edit", "case_person_remove"):
        assert browser.get(url(name, child.pk)).status_code == 404
    assert browser.post(url("case_person_remove", child.pk)).status_code == 404


def test_nothing_changes_in_a_closed_case(cast: Cast, case: Case) -> None:
    child = somebody(cast, case)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=case.opened_at)
    for refused in (
        lambda: somebody(cast, case),
        lambda: change_person(person=child, version=1, by=cast.consultant, role="child"),
        lambda: remove_person(person=child, by=cast.consultant),
    ):
        with pytest.raises(NotAllowed):
            refused()
    page = words(browser_of(cast.consultant), "case_person", child.pk)
    assert "Take out of the case" not in page


def test_the_database_and_the_version_hold(cast: Cast, case: Case) -> None:
    child = somebody(cast, case)
    with pytest.raises(StaleObject):
        change_person(person=child, version=7, by=cast.consultant, role="child")
    remove_person(person=child, by=cast.consultant)
    remove_person(person=child, by=cast.colleague)
    with pytest.raises(IntegrityError, match="case_person_birth_year_can_be_meant"):
        somebody(cast, case, birth_year=1)


def test_programs_write_people_down(cast: Cast, case: Case) -> None:
    program, path = program_of(cast.coordinator), f"cases/{case.pk}/people/"
    address, child, _tag = made(program, path, {"role": "child", "birth_year": 2018})
    assert address.endswith(f"case-people/{child['id']}/") and child["safe_contact"] == ""
    one = f"case-people/{child['id']}/"
    assert ok(program.patch(one, {"name": "Zosia"}, match='"1"'))["birth_year"] == 2018
    assert_problem(program.patch(one, {"name": "Zofia"}, match='"1"'), 412)
    wrong = program.patch(one, {"phone": "112"}, match='"2"')
    assert pointers(wrong) == {"/phone"}
    assert_problem(program.delete(one, match='"1"'), 412)
    assert program.delete(one, match='"2"').status_code == 204
    assert_problem(program.get(one), 404)
    assert_problem(program_of(cast.partner_worker).get(path), 404)
