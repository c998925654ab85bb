"""The letter to a body outside the system: what it was told, and no more."""

import io
from typing import Any

import pypdf
import pytest
from django.test import Client

from casework.cases.models import Consent
from casework.referrals.actions.outside import end_outside
from casework.referrals.models import OutsideReferral
from ostoja.audit.models import AuditEvent
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok
from tests.casework.cases.consenting import consented
from tests.casework.cases.situations import NAME, SUMMARY, make_case, url, words
from tests.casework.referrals.outside_bodies import BODY, ask, today
from tests.cast import Cast, browser_of


def letter_of(client: Client, asked: OutsideReferral, language: str = "pl") -> str:
    address = url("case_outside_letter", asked.case_id, asked.pk, language=language)
    answer = client.post(address)
    assert answer.status_code == 200
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_it_holds_what_the_body_was_told_and_where_the_answer_goes(cast: Cast) -> None:
    cast.centre.email = "osrodek@city.example"
    cast.centre.save(update_fields=["email"])
    cast.centre.phones.create(number="+48585110121", display="58 511 01 21")
    case = make_case(cast)
    asked = ask(cast, case)
    browser = browser_of(cast.consultant)
    assert "Print the letter" in words(browser, "case_outside", case.pk, asked.pk)
    text = letter_of(browser, asked)
    for wanted in (BODY, "Prosimy o paczkę.", "zadanie ustawowe", case.number):
        assert wanted in text
    assert "osrodek@city.example" in text and "58 511 01 21" in text
    for hidden in (NAME, SUMMARY, case.pseudonym, "http"):
        assert hidden not in text
    assert AuditEvent.objects.filter(verb="outside.printed").count() == 1


def test_who_goes_there_alone_takes_a_letter_that_shares_nothing(cast: Cast) -> None:
    asked = ask(cast, make_case(cast), way="person", legal_basis="", message="")
    assert "Niczego o niej nie przekazaliśmy" in letter_of(browser_of(cast.consultant), asked)


def test_it_is_in_the_language_of_offices_whoever_prints_it(cast: Cast) -> None:
    text = letter_of(browser_of(cast.consultant), ask(cast, make_case(cast)), "en")
    assert "zadanie ustawowe" in text and "Strona" in text
    for english in ("Confidential", "Your answer", "Printed by", "Page", "Request for help"):
        assert english not in text


@pytest.mark.parametrize("state", ["helped", "refused", "taken_back"])
def test_what_has_ended_has_no_letter(cast: Cast, state: str) -> None:
    asked = ask(cast, make_case(cast))
    facts: Any = {"outcome": "", "group": cast.centre.group, "by": cast.consultant}
    end_outside(asked=asked, version=asked.version, state=state, **facts)
    address = url("case_outside_letter", asked.case_id, asked.pk)
    assert browser_of(cast.consultant).post(address).status_code == 404


def test_a_consent_whose_last_day_has_passed_carries_no_letter(cast: Cast) -> None:
    case = make_case(cast)
    consent = consented(cast, case, given_on=today(-9), expires_on=today(9))
    asked = ask(cast, case, legal_basis="consent", consent=consent)
    Consent.objects.filter(pk=consent.pk).update(expires_on=today(-1))
    browser = browser_of(cast.consultant)
    assert "Print the letter" not in words(browser, "case_outside", case.pk, asked.pk)
    assert browser.post(url("case_outside_letter", case.pk, asked.pk)).status_code == 404


def test_it_is_for_who_holds_the_case(cast: Cast) -> None:
    asked = ask(cast, make_case(cast))
    address = url("case_outside_letter", asked.case_id, asked.pk)
    assert browser_of(cast.partner_worker).post(address).status_code == 404
    path = f"cases/{asked.case_id}/outside-referrals/{asked.pk}/letter/"
    assert ok(program_of(cast.consultant).post(path, {}))["media_type"] == "application/pdf"
    assert_problem(program_of(cast.stranger).post(path, {}), 404)
