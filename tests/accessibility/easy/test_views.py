"""The editor: nothing typed is lost, advice stops nobody, nobody else gets in."""

import re
from typing import Any

import pytest
from django.test import Client

from accessibility.easy import selectors
from accessibility.easy.actions import change_easy_text
from accessibility.easy.forms import pressed
from accessibility.easy.models import LONGEST_LINE, MOST_LINES
from ostoja.audit.models import AuditEvent
from ostoja.ui.easy import Line
from tests.cast import Cast, browser_of

LIST = "/pl/staff/accessibility/easy/"
EDIT = f"{LIST}start/pl/"
A, B, C = Line("A.", "heart"), Line("B.", "phone"), Line("C.")
HARD = "W celu uzyskania pomocy należy dokonać zgłoszenia. Zostanie ono rozpatrzone."


@pytest.fixture
def browser(cast: Cast) -> Client:
    return browser_of(cast.administrator)


def typed(*lines: Line, version: int = 0, **more: str) -> dict[str, str]:
    sent = {"version": str(version), **more}
    for number, line in enumerate(lines, 1):
        sent |= {f"text_{number}": line.text, f"picture_{number}": line.picture}
    return sent


def spoken() -> list[Line]:
    return selectors.text("start", "pl").spoken


def written_in(html: str) -> list[str]:
    return re.findall(r'name="text_\d+" value="([^"]*)"', html)


class TestList:
    def test_it_names_every_page_in_each_language_of_the_city(self, browser: Client) -> None:
        html = browser.get(LIST).content.decode()
        assert html.count(f'href="{LIST}') >= 20 * 4
        assert "Strona główna" in html and "Usterka platformy" in html
        assert f"{LIST}failure/" not in html

    def test_it_says_whose_a_text_is_and_that_it_was_checked(
        self, browser: Client, cast: Cast
    ) -> None:
        change_easy_text(page="start", language="pl", version=0, lines=[A], by=cast.administrator)
        assert "własny tekst" in browser.get(LIST).content.decode()
        browser.post(f"{EDIT}check/", {**checked(), "version": "1"})
        assert "sprawdzony" in browser.get(LIST).content.decode()

    def test_it_asks_as_often_for_many_texts_as_for_one(
        self, browser: Client, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        browser.get(LIST)
        for page in ("start", "contact", "receipt", "return"):
            change_easy_text(page=page, language="pl", version=0, lines=[A], by=cast.administrator)
        with django_assert_max_num_queries(10):
            browser.get(LIST)


class TestEdit:
    def test_a_change_is_saved_and_read_at_once(self, browser: Client) -> None:
        answer = browser.post(EDIT, typed(A, Line("  "), B, do="save"), follow=True)
        assert "Mieszkańcy już to czytają" in answer.content.decode()
        assert spoken() == [A, B]
        browser.get("/pl/accessibility/easy/on/")
        assert "A." in browser.get("/pl/").content.decode()

    def test_the_form_begins_with_the_platforms_text_and_an_empty_line(
        self, browser: Client, django_assert_max_num_queries: Any
    ) -> None:
        browser.get(EDIT)
        with django_assert_max_num_queries(11):
            html = browser.get(EDIT).content.decode()
        assert written_in(html)[0] == "Ta strona jest o pomocy w trudnej chwili."
        assert "To tekst platformy." in html and "Przywróć tekst platformy" not in html
        assert html.count('ostoja-easy__line"') == 9, "the preview"

    def test_saving_without_a_change_records_nothing(self, browser: Client) -> None:
        lines = selectors.text("start", "pl").spoken
        before = AuditEvent.objects.count()
        assert browser.post(EDIT, typed(*lines)).status_code == 302
        assert AuditEvent.objects.count() == before
        assert selectors.text("start", "pl").version == 0

    def test_advice_is_given_and_stops_nobody(self, browser: Client) -> None:
        html = browser.post(EDIT, typed(Line(HARD), do="check")).content.decode()
        for found in ("W celu", "aby, żeby", "Kilka zdań w jednym wierszu", "Nie wiadomo, kto"):
            assert found in html
        assert "zrozumie go wielu" in html and written_in(html) == [HARD]
        assert selectors.text("start", "pl").version == 0, "a check saves nothing"
        assert browser.post(EDIT, typed(Line(HARD))).status_code == 302
        assert spoken() == [Line(HARD)]

    @pytest.mark.parametrize(
        ("button", "lines"),
        [
            ("add", [A, B, C, Line("")]),
            ("up-2", [B, A, C]),
            ("down-2", [A, C, B]),
            ("remove-2", [A, C]),
            ("up-1", [A, B, C]),
            ("down-3", [A, B, C]),
            ("up-9", [A, B, C]),
            ("up-x", [A, B, C]),
            ("perhaps-2", [A, B, C]),
            ("up-" + "9" * 5000, [A, B, C]),
        ],
    )
    def test_a_button_changes_the_order_and_saves_nothing(
        self, browser: Client, button: str, lines: list[Line]
    ) -> None:
        answer = browser.post(EDIT, typed(A, B, C, version=0, do=button))
        assert answer.status_code == 200
        assert pressed([A, B, C], button) == lines
        assert written_in(answer.content.decode()) == [one.text for one in lines if one.text]
        assert selectors.text("start", "pl").version == 0

    def test_the_last_line_is_emptied_rather_than_lost(self) -> None:
        assert pressed([A], "remove-1") == [Line("")]
        assert len(pressed([A] * MOST_LINES, "add")) == MOST_LINES

    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            ([Line("")], "Wpisz przynajmniej jedno zdanie."),
            ([], "Wpisz przynajmniej jedno zdanie."),
            ([A, Line("x" * (LONGEST_LINE + 1))], "Napisz najwyżej"),
            ([A, Line("x\x00y")], "Niektórych znaków"),
            ([A, Line("B.", "no-such-picture")], "Wybierz odpowiedź z listy"),
        ],
    )
    def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
        self, browser: Client, lines: list[Line], words: str
    ) -> None:
        answer = browser.post(EDIT, typed(*lines))
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "<title>Błąd:" in html and words in html
        assert len(written_in(html)) == len([one for one in lines if one.text])
        assert selectors.text("start", "pl").version == 0

    def test_the_second_of_two_people_is_told_and_loses_nothing(
        self, browser: Client, cast: Cast
    ) -> None:
        change_easy_text(page="start", language="pl", version=0, lines=[A], by=cast.administrator)
        answer = browser.post(EDIT, typed(B, version=0))
        html = answer.content.decode()
        assert answer.status_code == 422 and written_in(html) == ["B."]
        assert "Zapisane teraz" in html and "<li>A.</li>" in html
        version = re.findall(r'name="version" value="(\d+)"', html)[0]
        assert browser.post(EDIT, typed(B, version=int(version))).status_code == 302
        assert spoken() == [B]

    def test_the_same_form_sent_twice_is_one_change(self, browser: Client) -> None:
        assert [browser.post(EDIT, typed(A)).status_code for _turn in (1, 2)] == [302, 302]
        assert selectors.text("start", "pl").version == 1

    @pytest.mark.parametrize("path", ["nowhere/pl/", "start/fr/", "failure/pl/", "start/PL/"])
    def test_there_is_no_other_page_and_no_other_language(self, browser: Client, path: str) -> None:
        assert browser.get(f"{LIST}{path}").status_code == 404
        assert browser.post(f"{LIST}{path}check/", checked()).status_code == 404
        assert browser.post(f"{LIST}{path}restore/", {"version": "1"}).status_code == 404


def checked(**changes: str) -> dict[str, str]:
    day = {"checked_on_day": "2", "checked_on_month": "11", "checked_on_year": "2025"}
    return {"version": "0", "checked_by": "Koło", **day, **changes}


class TestCheck:
    def test_who_checked_it_stands_under_the_preview(self, browser: Client) -> None:
        html = browser.post(f"{EDIT}check/", checked(), follow=True).content.decode()
        assert "Sprawdzili: Koło" in html and selectors.text("start", "pl").version == 1

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"checked_on_day": "", "checked_on_month": "", "checked_on_year": ""}, "Wpisz dzień"),
            ({"checked_on_year": "2199"}, "nie jest w przyszłości"),
            ({"checked_on_day": "31"}, "Wpisz datę, która istnieje"),
            ({"checked_by": "x" * 201}, "Napisz najwyżej"),
        ],
    )
    def test_what_is_wrong_is_told(
        self, browser: Client, changes: dict[str, str], words: str
    ) -> None:
        answer = browser.post(f"{EDIT}check/", checked(**changes))
        assert answer.status_code == 422 and words in answer.content.decode()
        assert selectors.text("start", "pl").version == 0

    def test_a_text_that_was_changed_meanwhile_was_not_checked(
        self, browser: Client, cast: Cast
    ) -> None:
        change_easy_text(page="start", language="pl", version=0, lines=[A], by=cast.administrator)
        answer = browser.post(f"{EDIT}check/", checked())
        assert answer.status_code == 422 and 'value="Koło"' in answer.content.decode()
        assert selectors.text("start", "pl").checked_by == ""


def test_the_platforms_text_is_taken_again(browser: Client, cast: Cast) -> None:
    change_easy_text(page="start", language="pl", version=0, lines=[A], by=cast.administrator)
    browser.post(f"{EDIT}restore/", {"version": "7"})
    assert spoken() == [A]
    browser.post(f"{EDIT}restore/", {"version": "1"})
    assert selectors.text("start", "pl").version == 0


@pytest.mark.parametrize("who", ["consultant", "officer", "coordinator", "analyst"])
def test_only_who_looks_after_them_gets_in(cast: Cast, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    assert [browser.get(path).status_code for path in (LIST, EDIT)] == [404, 404]
    assert browser.post(EDIT, typed(A)).status_code == 404
    assert spoken() != [A]


def test_whoever_has_not_signed_in_is_asked_to(cast: Cast) -> None:
    stranger = Client(HTTP_HOST="gdansk.localhost")
    assert stranger.get(EDIT).status_code == 302
    assert stranger.post(EDIT, typed(A)).status_code == 302
    assert spoken() != [A]


class TestPlainCheck:
    ADDRESS = "/pl/staff/plain/"

    def test_one_text_gives_a_part_of_a_page(self, cast: Cast) -> None:
        sent = {"text": HARD, "language": "pl", "limits": "plain"}
        html = browser_of(cast.consultant).post(self.ADDRESS, sent).content.decode()
        assert "aby, żeby" in html and "<html" not in html and "Słowa w zdaniu" in html

    def test_a_whole_form_gives_a_page_and_saves_nothing(self, cast: Cast) -> None:
        sent = {
            "about_pl": HARD,
            "about_en": "Short words.",
            "about_de": " ",
            "plain_field": [
                "about_pl pl plain Opis", "about_en en easy Opis – angielski",
                "about_de de plain Opis – niemiecki", "broken",
            ],
        }  # fmt: skip
        html = browser_of(cast.consultant).post(self.ADDRESS, sent).content.decode()
        assert "<h2" in html and "Opis – angielski" in html and "niemiecki" not in html
        assert "aby, żeby" in html and "Nic nie wymaga poprawki." in html

    def test_it_says_when_there_is_nothing_to_look_at(self, cast: Cast) -> None:
        html = browser_of(cast.consultant).post(self.ADDRESS, {}).content.decode()
        assert "Nie ma jeszcze tekstu do sprawdzenia." in html

    def test_it_is_for_staff(self, cast: Cast) -> None:
        stranger = Client(HTTP_HOST="gdansk.localhost")
        assert stranger.post(self.ADDRESS, {"text": HARD}).status_code in {302, 404}
        assert browser_of(cast.consultant).get(self.ADDRESS).status_code == 405
