"""The staff's pages: nothing typed is lost, nothing half is published, nobody else gets in."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from accessibility.statement import selectors
from accessibility.statement.actions import change_statement, publish_statement
from accessibility.statement.forms import StatementForm
from accessibility.statement.models import Edition, Statement
from ostoja.audit.models import AuditEvent
from tests.accessibility.statement.making import LANGUAGES, everywhere, whole_statement
from tests.accessibility.statement.structure import Structure
from tests.cast import Cast, browser_of

ROOM = "/pl/staff/accessibility/statement/"
EDIT, PREVIEW, PUBLISH, REVIEW = (
    f"{ROOM}{one}/" for one in ("edit", "preview", "publish", "review")
)


@pytest.fixture
def browser(cast: Cast) -> Client:
    return browser_of(cast.administrator)


def typed(statement: Statement, **changes: Any) -> dict[str, str]:
    """What a browser sends when only these answers are changed."""
    sent: dict[str, str] = {}
    for name, value in StatementForm.values_of(statement).items():
        if name.endswith("_on"):
            units = ("day", "month", "year")
            sent |= {f"{name}_{one}": str(getattr(value, one)) for one in units if value}
        elif value and value is not False:
            sent[name] = "on" if value is True else str(value)
    return {**sent, **changes}


class TestEdit:
    def test_a_change_is_saved_and_not_public(self, browser: Client, whole: Statement) -> None:
        answer = browser.post(EDIT, typed(whole, town="Sopot", contact_uk="Команда"), follow=True)
        assert "Mieszkańcy przeczytają to po opublikowaniu" in answer.content.decode()
        now = selectors.statement()
        assert (now.town, now.contact["uk"]) == ("Sopot", "Команда")
        assert now.contact["pl"] == whole.contact["pl"]
        assert selectors.edition() is None

    def test_an_unfinished_draft_may_be_saved(self, browser: Client, whole: Statement) -> None:
        answer = browser.post(EDIT, typed(whole, email="", phone="", body=""))
        assert answer.status_code == 302
        assert selectors.statement().email == ""

    def test_saving_without_a_change_records_nothing(
        self, browser: Client, whole: Statement
    ) -> None:
        before = AuditEvent.objects.count()
        assert browser.post(EDIT, typed(whole)).status_code == 302
        assert (AuditEvent.objects.count(), selectors.statement().version) == (
            before,
            whole.version,
        )

    def test_the_form_is_filled_with_what_is_written(
        self, browser: Client, whole: Statement
    ) -> None:
        html = browser.get(EDIT).content.decode()
        assert "Zespół dostępności (uk)" in html and 'value="80-000"' in html

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"email": "nobody"}, "Wpisz cały adres e-mail"),
            ({"phone": "zadzwoń"}, "Wpisz numer telefonu, na przykład 58 347 82 82."),
            ({"phone": "12345"}, "Wpisz numer telefonu, na przykład 58 347 82 82."),
            ({"updated_on_year": "2025"}, "nie wcześniejszy niż dzień publikacji"),
            (
                {"reviewed_on_day": "1", "reviewed_on_month": "3", "reviewed_on_year": "2026"},
                "nie wcześniejszy niż dzień sporządzenia",
            ),
            ({"updated_on_year": "2199"}, "nie jest w przyszłości"),
            ({"prepared_on_day": "31", "prepared_on_month": "2"}, "Wpisz datę, która istnieje"),
            ({"non_conformities_pl": "Mapa"}, "Opisujesz treści niedostępne"),
            ({"url": "nie adres"}, "Wpisz cały adres"),
            ({"architecture_de": "x" * 4001}, "Napisz najwyżej"),
            ({"body": "x\x00"}, "Niektórych znaków"),
            ({"status": "perhaps"}, "Wybierz odpowiedź z listy"),
        ],
    )
    def test_a_wrong_answer_is_told_and_nothing_typed_is_lost(
        self, browser: Client, whole: Statement, changes: dict[str, str], words: str
    ) -> None:
        answer = browser.post(EDIT, typed(whole, town="Sopot nad morzem", **changes))
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "<title>Błąd:" in html and "govuk-error-summary" in html
        assert html.count(words) >= 2, "in the summary and beside the field"
        assert "Sopot nad morzem" in html
        assert selectors.statement().version == whole.version

    def test_the_second_of_two_people_is_told_and_loses_nothing(
        self, cast: Cast, browser: Client, whole: Statement
    ) -> None:
        change_statement(version=whole.version, by=cast.administrator, town="Gdynia")
        answer = browser.post(EDIT, typed(whole, town="Sopot"))
        html = answer.content.decode()
        assert answer.status_code == 422 and 'value="Sopot"' in html and "Gdynia" in html
        version = re.findall(r'name="version" value="(\d+)"', html)
        again = browser.post(EDIT, typed(whole, town="Sopot", version=version[0]))
        assert again.status_code == 302 and selectors.statement().town == "Sopot"

    def test_the_same_form_sent_twice_is_one_change(
        self, browser: Client, whole: Statement
    ) -> None:
        sent = typed(whole, town="Sopot")
        assert [browser.post(EDIT, sent).status_code for _turn in (1, 2)] == [302, 302]
        assert selectors.statement().version == whole.version + 1

    @pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "9" * 5000])
    def test_a_spoilt_version_is_no_error(
        self, browser: Client, whole: Statement, version: str
    ) -> None:
        answer = browser.post(EDIT, typed(whole, town="Sopot", version=version))
        assert answer.status_code == 422
        assert selectors.statement().town == "Gdańsk"

    def test_doubled_answers_are_no_error(self, browser: Client, whole: Statement) -> None:
        body = QueryDict(mutable=True)
        body.update(typed(whole))
        body.appendlist("town", "Hel")
        answer = browser.post(
            EDIT, body.urlencode(), content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 302 and selectors.statement().town == "Hel"

    def test_languages_with_gaps_are_unfolded(self, cast: Cast, browser: Client) -> None:
        whole_statement(by=cast.administrator)
        assert '<details class="govuk-details" open>' not in browser.get(EDIT).content.decode()
        whole_statement(by=cast.administrator, contact={"pl": "Zespół"})
        assert browser.get(EDIT).content.decode().count('govuk-details" open>') == 1


class TestOverview:
    def test_it_names_what_is_missing_and_leads_to_it(self, cast: Cast, browser: Client) -> None:
        whole_statement(by=cast.administrator, phone="", contact={"pl": "Zespół"})
        html = browser.get(ROOM).content.decode()
        assert "Brakuje 4 odpowiedzi" in html
        assert f'href="{EDIT}#id_contact_uk"' in html
        assert 'id="id_contact_uk"' in browser.get(EDIT).content.decode()

    def test_a_whole_one_may_be_published(self, browser: Client, whole: Statement) -> None:
        html = browser.get(ROOM).content.decode()
        assert "kompletna, nieopublikowana" in html
        browser.post(PUBLISH, {"version": whole.version})
        html = browser.get(ROOM).content.decode()
        assert "taka sama, jak czytają mieszkańcy" in html and "31 marca 2027" in html

    def test_it_costs_few_queries(
        self, browser: Client, whole: Statement, django_assert_max_num_queries: Any
    ) -> None:
        browser.get(ROOM)
        with django_assert_max_num_queries(14):
            browser.get(ROOM)


class TestPublish:
    def test_half_a_statement_is_refused_with_what_is_missing(
        self, cast: Cast, browser: Client
    ) -> None:
        half = whole_statement(by=cast.administrator, phone="", contact={"pl": "Zespół"})
        answer = browser.post(PUBLISH, {"version": half.version})
        html = answer.content.decode()
        assert answer.status_code == 422 and "Deklaracji nie opublikowano" in html
        assert "<title>Błąd:" in html and f'href="{ROOM}edit/#id_phone"' in html
        for name in ("Numer telefonu w sprawach dostępności", "dostępności – niemiecki"):
            assert name in html
        assert selectors.edition() is None

    def test_a_version_that_nobody_saw_is_refused(self, browser: Client, whole: Statement) -> None:
        for version in ("", "abc", whole.version - 1):
            answer = browser.post(PUBLISH, {"version": version}, follow=True)
            assert "W międzyczasie ktoś zmienił deklarację" in answer.content.decode()
        assert selectors.edition() is None

    def test_a_double_click_makes_one_edition(self, browser: Client, whole: Statement) -> None:
        for _turn in range(2):
            assert browser.post(PUBLISH, {"version": whole.version}).status_code == 302
        assert Edition.objects.count() == 1

    def test_a_review_is_one_button(self, cast: Cast, browser: Client, whole: Statement) -> None:
        publish_statement(version=whole.version, by=cast.administrator)
        answer = browser.post(REVIEW, {"version": whole.version}, follow=True)
        assert "dzisiejszą datą przeglądu" in answer.content.decode()
        page = Structure(browser.get("/pl/accessibility/statement/").content.decode())
        assert "a11y-data-przeglad" in page.ids

    @pytest.mark.parametrize("path", [PUBLISH, REVIEW])
    def test_only_a_form_does_it(self, browser: Client, path: str) -> None:
        assert browser.get(path).status_code == 405


class TestPreview:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_shows_what_is_written_in_each_language(
        self, browser: Client, whole: Statement, language: str
    ) -> None:
        html = browser.get(PREVIEW, {"language": language}).content.decode()
        assert f"Wejście bez schodów ({language})" in html
        assert f'<div lang="{language}">' in html and "Podgląd – tego jeszcze nie widać" in html
        assert len(Structure(html).ids) == 14

    def test_an_unknown_language_is_the_first_one(self, browser: Client, whole: Statement) -> None:
        assert "schodów (pl)" in browser.get(PREVIEW, {"language": "<x>"}).content.decode()

    def test_an_empty_statement_has_a_preview(self, browser: Client) -> None:
        assert "W tym języku brakuje" in browser.get(PREVIEW).content.decode()


@pytest.mark.parametrize("who", ["consultant", "coordinator", "officer", "member", "analyst"])
@pytest.mark.parametrize("path", [ROOM, EDIT, PREVIEW])
def test_for_other_staff_the_room_is_absent(cast: Cast, who: str, path: str) -> None:
    assert browser_of(getattr(cast, who)).get(path).status_code == 404


def test_pages_speak_english_too(browser: Client, whole: Statement) -> None:
    html = browser.get(ROOM.replace("/pl/", "/en/")).content.decode()
    assert "whole, and not public" in html


def test_texts_that_need_no_list_are_paragraphs(cast: Cast, whole: Statement) -> None:
    texts = everywhere("Pierwszy\n\n- jeden\n- dwa\nOstatni")
    statement = whole_statement(by=cast.administrator, conveniences=texts)
    publish_statement(version=statement.version, by=cast.administrator)
    html = browser_of(None).get("/pl/accessibility/statement/").content.decode()
    assert "<li>jeden</li>" in html and '<p class="govuk-body">Pierwszy</p>' in html
