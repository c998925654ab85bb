"""What is missing is named, answer by answer and language by language."""

from typing import Any

import pytest

from accessibility.statement import selectors
from accessibility.statement.completeness import ALWAYS, TEXTS_ALWAYS, missing_of
from accessibility.statement.forms import StatementForm
from accessibility.statement.models import FACTS, Statement
from accessibility.statement.words import LABELS
from tenants.translated import TranslatedText
from tests.accessibility.statement.making import LANGUAGES, everywhere, whole_facts

TWO = ("pl", "uk")


def missing(languages: tuple[str, ...] = LANGUAGES, /, **changes: Any) -> list[str]:
    statement = Statement(**whole_facts(**changes))
    return [one.field for one in missing_of(statement, languages)]


def test_a_whole_statement_lacks_nothing() -> None:
    assert missing() == []


def test_an_empty_one_lacks_everything_in_the_order_of_the_form() -> None:
    fields = [one.field for one in missing_of(Statement(), TWO)]
    texts = {f"{name}_{code}" for name in TEXTS_ALWAYS for code in TWO}
    assert set(fields) == {*ALWAYS, *texts}
    order = list(StatementForm(row=Statement()).fields)
    assert fields == sorted(fields, key=order.index)


@pytest.mark.parametrize("name", ALWAYS)
def test_each_plain_answer_is_needed(name: str) -> None:
    assert missing(**{name: None if name.endswith("_on") else ""})[0] == name


@pytest.mark.parametrize("name", TEXTS_ALWAYS)
def test_each_text_is_needed_in_each_language(name: str) -> None:
    partly = TranslatedText({**everywhere("tekst"), "uk": "  "})
    assert missing(**{name: partly}) == [f"{name}_uk"]
    assert missing(("pl", "de"), **{name: partly}) == []


@pytest.mark.parametrize("name", ["shortcuts", "apps", "outside_the_act", "burden_assessment"])
def test_what_one_language_has_the_others_need(name: str) -> None:
    assert missing(TWO, **{name: TranslatedText(pl="tekst")}) == [f"{name}_uk"]


def test_an_outside_assessment_has_somebody_who_made_it() -> None:
    assert missing(method="external") == ["assessor"]
    assert missing(method="external", assessor="Pracownia") == []


def test_disproportionate_costs_need_their_assessment() -> None:
    found = missing(TWO, status="partial", burden=everywhere("nagrania"))
    assert found == ["burden_assessment_pl", "burden_assessment_uk"]


@pytest.mark.parametrize("status", ["partial", "none"])
def test_less_than_full_conformance_names_what_is_not_accessible(status: str) -> None:
    assert missing(("pl",), status=status) == ["non_conformities_pl"]
    assert missing(status=status, outside_the_act=everywhere("archiwum")) == []


def test_what_is_missing_has_a_name_and_a_language() -> None:
    (one,) = missing_of(
        Statement(**whole_facts(contact=TranslatedText(everywhere("x"), de=""))), LANGUAGES
    )
    assert str(one.label) == "Osoba lub zespół do spraw dostępności – niemiecki"


def test_every_answer_has_a_name_and_a_field() -> None:
    assert set(LABELS) == set(FACTS)
    form = StatementForm(row=Statement())
    stems = {name.rpartition("_")[0] if name not in FACTS else name for name in form.fields}
    assert set(FACTS) <= stems


def test_the_languages_are_the_citys(gdansk: None) -> None:
    assert selectors.languages() == list(LANGUAGES)
