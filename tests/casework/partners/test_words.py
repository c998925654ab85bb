"""Phrases on pages: languages, ages, origins, numbers, states, and what the audit calls events."""

import ast
import inspect
from typing import Any

import pytest
from django.utils.translation import override

from casework.partners import presenters, words
from casework.partners.actions import bodies, contact_points, rows, services
from casework.partners.choices import AgreementState, PhoneKind
from casework.partners.models import Organisation, Phone, Service
from casework.partners.templatetags import partners as tags
from ostoja.audit.models import AuditEvent
from ostoja.audit.presenters import sentence_of
from tests.cast import Cast


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("pl", "polski, ukraiński, xx"),
        ("en", "Polish, Ukrainian, xx"),
        ("de", "Polnisch, Ukrainisch, xx"),
        ("uk", "Польська, Українська, xx"),
    ],
)
def test_languages_are_named_in_the_readers_own(language: str, expected: str) -> None:
    with override(language):
        assert words.language_words(["pl", "uk", "xx"]).lower() == expected.lower()


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_every_language_of_services_has_a_name(language: str) -> None:
    with override(language):
        names = {words.language_name(code) for code in words.SPOKEN_LANGUAGES}
    assert not names & set(words.SPOKEN_LANGUAGES)


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        ((None, None), ""),
        ((18, None), "osoby w wieku od 18 lat"),
        ((None, 17), "osoby w wieku do 17 lat"),
        ((0, 17), "osoby w wieku do 17 lat"),
        ((7, 18), "osoby w wieku od 7 do 18 lat"),
    ],
)
def test_ages(ages: tuple[int | None, int | None], expected: str) -> None:
    with override("pl"):
        assert words.ages_words(Service(minimum_age=ages[0], maximum_age=ages[1])) == expected


def test_what_makes_a_place_accessible() -> None:
    with override("pl"):
        assert words.feature_words(["step_free", "new_thing"]) == "wejście bez schodów, new_thing"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"is_sample": True, "source": "x"}, "made up for the demonstration"),
        ({}, "not written down"),
        ({"source": "gdansk.pl, 2019-09-06", "source_date": "2019-09-06"}, "gdansk.pl, 2019-09-06"),
        ({"source": "gdansk.pl", "source_date": "2019-09"}, "gdansk.pl, 2019-09"),
        ({"source": "gdansk.pl, bez daty", "source_date": "undated"}, "gdansk.pl, bez daty"),
        ({"source": "telefon"}, "telefon"),
    ],
)
def test_where_a_fact_is_known_from(facts: dict[str, Any], expected: str) -> None:
    with override("en"):
        assert tags.origin(Organisation(**facts)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (PhoneKind.VOICE, 'href="tel:+48585110121">58 511 01 21</a>'),
        (PhoneKind.SMS, 'href="sms:+48585110121">SMS 58 511 01 21</a>'),
        (PhoneKind.FAX, "faks 58 511 01 21"),
    ],
)
def test_a_number_does_what_it_is_for(kind: PhoneKind, expected: str) -> None:
    with override("pl"):
        shown = tags.number_link(Phone(number="+48585110121", display="58 511 01 21", kind=kind))
    assert shown.endswith(expected)


def test_what_staff_write_is_escaped() -> None:
    shown = tags.number_link(Phone(number="1", display="<b>", kind=PhoneKind.SMS))
    assert "<b>" not in shown
    assert "<b>" not in tags.number_link(Phone(number="1", display="<b>", kind=PhoneKind.FAX))


@pytest.mark.parametrize("state", AgreementState)
def test_every_state_of_the_agreement_has_a_tag(state: AgreementState) -> None:
    with override("pl"):
        assert str(state.label) in tags.agreement_tag(state)


def test_roles_and_phases_in_words() -> None:
    with override("pl"):
        assert tags.role_names(["partner", "member"]) == "podmiot partnerski, członek koalicji"
        assert tags.phase_names([]) == "–"
        assert tags.phase_names(["prevention"]) == "profilaktyka"


class TestTheAudit:
    def test_every_event_that_is_recorded_has_words(self) -> None:
        recorded = {
            node.args[0].value
            for room in (bodies, contact_points, rows, services)
            for node in ast.walk(ast.parse(inspect.getsource(room)))
            if isinstance(node, ast.Call)
            and getattr(node.func, "id", "") == "record"
            and isinstance(node.args[0], ast.Constant)
        }
        assert {"partner.checked", "service.period_written"} <= recorded
        for verb in recorded:
            assert sentence_of(AuditEvent(verb=str(verb))) != verb
        for noun in ("service", "location", "phone", "contact"):
            assert {f"{noun}.added", f"{noun}.changed"} <= presenters.LABELS.keys()

    def test_a_change_of_the_agreement_says_from_what_to_what(self) -> None:
        event = AuditEvent(
            verb="partner.agreement_changed", details={"before": "joining", "after": "signatory"}
        )
        with override("pl"):
            assert sentence_of(event).endswith("z „w trakcie przystępowania” na „sygnatariusz”")

    def test_bodies_are_named(self, cast: Cast) -> None:
        names = presenters._names({str(cast.partner.pk)})
        assert names == {str(cast.partner.pk): "Fundacja Łąka"}
