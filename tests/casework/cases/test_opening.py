"""Opening a case: its number, its needs, what its lead may do, and the same form sent twice."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from casework.cases.access import LEADS, permissions_of_lead
from casework.cases.choices import CaseState, NeedState
from casework.cases.loading import load_case_numbering
from casework.cases.models import Case, CaseNumbering
from casework.cases.numbering import write_number
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import sight_of
from ostoja.access.permissions import Permission
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import NAME, RULES, SUMMARY, make_case, need
from tests.cast import Cast


def test_a_case_is_whole_and_its_opening_is_recorded(cast: Cast) -> None:
    case = make_case(cast, needs=[need(0), need(1)], accessibility=["pjm"])
    found = Case.objects.get(pk=case.pk)
    assert (found.summary, found.person_name, found.contact_rules) == (SUMMARY, NAME, RULES)
    assert (found.lead, found.worker) == (cast.centre, cast.consultant)
    assert (found.state, found.opened_by_group) == (CaseState.OPEN, cast.centre.group)
    assert {one.need for one in found.needs.all()} == {need(0), need(1)}
    assert {one.state for one in found.needs.all()} == {NeedState.OPEN}
    event = AuditEvent.objects.get(verb="case.opened")
    assert (event.actor_id, event.subject_id) == (cast.consultant.pk, str(case.pk))
    assert "Osoba" not in str(event.details)


def test_what_identifies_a_person_is_encrypted_at_rest(cast: Cast) -> None:
    case = make_case(cast)
    with connection.cursor() as cursor:
        query = "select summary, person_name, contact_rules from cases_case where id = %s"
        cursor.execute(query, [case.pk])
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    for words in (SUMMARY, NAME, RULES):
        assert words.encode() not in stored


def test_the_leads_people_may_lead_and_nobody_else_sees_anything(cast: Cast) -> None:
    case = make_case(cast)
    assert sight_of(case, cast.consultant).permissions == LEADS
    assert sight_of(case, cast.colleague).permissions == LEADS
    watching = sight_of(case, cast.supervisor)
    assert watching.leads and not watching.may(Permission.CASE_CHANGE)
    for person in (cast.coordinator, cast.partner_worker, cast.stranger, cast.administrator):
        sight = sight_of(case, person)
        assert not sight.permissions and not sight.groups and not sight.leads


def test_a_case_that_the_coordinator_leads_needs_no_handover(cast: Cast) -> None:
    case = make_case(cast, lead=cast.coordinating, by=cast.coordinator)
    assert case.state == CaseState.COORDINATED
    assert sight_of(case, cast.coordinator).may(Permission.CASE_COORDINATE)
    assert Permission.CASE_COORDINATE not in permissions_of_lead(cast.centre)


def test_the_same_form_sent_twice_opens_one_case(cast: Cast) -> None:
    submission = uuid4()
    first = make_case(cast, submission=submission)
    again = make_case(cast, submission=submission, pseudonym="Inna")
    assert first.pk == again.pk and again.pseudonym == "Osoba A"
    assert Case.objects.count() == 1
    assert CaseNumbering.objects.get().last_number == 1


def test_the_id_of_another_bodys_form_opens_nothing(cast: Cast) -> None:
    submission = uuid4()
    make_case(cast, submission=submission)
    with pytest.raises(NotAllowed):
        make_case(cast, submission=submission, lead=cast.partner)


def test_numbers_rise_within_a_year(cast: Cast) -> None:
    year = CaseNumbering.objects.create(year=2031).year
    assert [make_case(cast).number for _ in range(3)] == [f"IK.{n}.{year}" for n in (1, 2, 3)]


def test_a_new_year_begins_anew_and_a_year_never_goes_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def now() -> datetime:
        return datetime(2027, 1, 1, 0, 30, tzinfo=UTC)

    make_case(cast)
    monkeypatch.setattr("django.utils.timezone.now", now)
    assert make_case(cast).number == "IK.1.2027"
    monkeypatch.setattr("django.utils.timezone.now", lambda: now().replace(year=2026, month=12))
    assert make_case(cast).number == "IK.2.2027"


def test_the_offices_pattern_is_data_and_nothing_in_it_is_run() -> None:
    assert write_number("OIK.5122.{number}.{year}", 7, 2026) == "OIK.5122.7.2026"
    assert write_number("{number.__class__}{number}/{year}", 7, 2026) == "{number.__class__}7/2026"


@pytest.mark.parametrize("pattern", ["IK.{number}", "IK.{year}", "IK"])
def test_a_pattern_names_number_and_year(gdansk: None, pattern: str) -> None:
    with pytest.raises(IntegrityError, match="names_number_and_year"):
        CaseNumbering.objects.create(pattern=pattern)


def test_there_is_one_numbering(gdansk: None) -> None:
    CaseNumbering.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseNumbering.objects.create()


def test_the_pattern_of_the_citys_data_is_taken_until_cases_are_numbered(cast: Cast) -> None:
    load_case_numbering({"pattern": "OIK.{number}.{year}"})
    assert make_case(cast).number.startswith("OIK.1.")
    load_case_numbering({"pattern": "X.{number}.{year}"})
    assert CaseNumbering.objects.get().pattern == "OIK.{number}.{year}"
