"""The terms of a case live and die with it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from casework.cases.actions import renew_terms
from casework.cases.finding import search
from casework.cases.models import Case, CaseTerms
from casework.cases.retention import CLOSED_CASES
from casework.cases.terms import terms_of
from ostoja.audit.models import AuditEvent
from ostoja.privacy.search.terms import STEP
from tests.casework.cases.situations import make_case
from tests.cast import Cast


def test_terms_are_written_with_the_case(cast: Cast) -> None:
    case = make_case(cast)
    kept = CaseTerms.objects.get(case=case)
    assert kept.terms == terms_of(case) and len(kept.terms) % STEP == 0


def test_a_case_without_a_name_looks_like_one_with_a_short_name(cast: Cast) -> None:
    with_a_name = make_case(cast, person_name="Ewa", pseudonym="A")
    without = make_case(cast, person_name="", pseudonym="A")
    assert len(terms_of(with_a_name)) == len(terms_of(without)) == STEP


def test_whoever_reads_the_table_reads_no_name(cast: Cast) -> None:
    make_case(cast, phone="+48600100200", pesel="44051401359")
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(t)::text from cases_caseterms t")
        [row] = cursor.fetchone()
    for told in ("anina", "mysl", "600100200", "44051401359"):
        assert told not in row


def test_deleting_a_case_deletes_its_terms(cast: Cast) -> None:
    case = make_case(cast)
    now = timezone.now()
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=now)
    CLOSED_CASES.delete(list(CLOSED_CASES.due(now + timedelta(seconds=1))))
    assert not CaseTerms.objects.exists() and not Case.objects.exists()


@pytest.mark.parametrize("spoilt", ["none", "old", "wrong"])
def test_missing_and_old_terms_are_made_anew_once(cast: Cast, spoilt: str) -> None:
    case, whole = make_case(cast), make_case(cast, person_name="Ktoś Inny")
    rows = CaseTerms.objects.filter(case=case)
    if spoilt == "none":
        rows.delete()
    elif spoilt == "old":
        rows.update(scheme=0, terms=[1, 2])
    else:
        rows.update(terms=[1, 2])
    assert search(cast.consultant, "zmyslona").found == []
    everything = spoilt == "wrong"
    assert renew_terms(all_cases=everything) == 1
    assert [one.case for one in search(cast.consultant, "zmyslona").found] == [case]
    assert renew_terms(all_cases=True) == 0
    renewed = AuditEvent.objects.filter(verb="case.terms_renewed")
    assert [event.subject_id for event in renewed] == [str(case.pk)]
    assert CaseTerms.objects.get(case=whole).terms == terms_of(whole)


def test_without_the_flag_only_missing_and_old_ones_are_looked_at(cast: Cast) -> None:
    CaseTerms.objects.filter(case=make_case(cast)).update(terms=[1])
    assert renew_terms() == 0
