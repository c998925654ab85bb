"""The page of the search, and the question whether somebody is known, on paper and while typing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from casework.cases.models import Case
from casework.intake.actions import receive_report
from ostoja.access.door import revoke
from ostoja.access.permissions import Permission
from tests.casework.cases.situations import NAME, form_data, make_case, shown, url, words
from tests.casework.cases.test_opening_page import opening
from tests.cast import Cast, browser_of

PHONE, PESEL = "+48600100200", "44051401359"


def found(browser: Client, typed: str, language: str = "en") -> str:
    """What the search says."""
    return shown(browser, address_of(browser, typed, language))


def address_of(browser: Client, typed: str, language: str = "en") -> str:
    """Where that is said."""
    answer = browser.post(url("case_search", language=language), {"words": typed})
    assert answer.status_code == 302
    return str(answer["Location"])


class TestSearch:
    def test_the_list_of_cases_holds_the_box(self, cast: Cast) -> None:
        page = words(browser_of(cast.consultant), "cases")
        assert f'action="{url("case_search")}"' in page and 'name="words"' in page

    @pytest.mark.parametrize(
        ("typed", "why"),
        [
            ("Zmyślona", "to samo imię lub nazwisko"),
            ("Zmyśolna", "imię lub nazwisko różni się jedną literą"),
            ("Janiny Zmyślonej", "to samo imię lub nazwisko, odmienione"),
            (PHONE, "ten sam numer telefonu"),
            (PESEL, "ten sam PESEL"),
        ],
    )
    def test_it_says_who_was_found_and_why(self, cast: Cast, typed: str, why: str) -> None:
        case = make_case(cast, phone=PHONE, pesel=PESEL)
        page = found(browser_of(cast.consultant), typed, "pl")
        assert url("case", case.pk, language="pl") in page and case.number in page
        assert why in page
        assert (NAME in page) == (typed not in {PHONE, PESEL})

    def test_what_was_typed_is_in_no_address(self, cast: Cast) -> None:
        browser = browser_of(cast.consultant)
        make_case(cast)
        assert NAME not in shown(browser, url("case_search", words="Zmy"))
        assert NAME in found(browser, "Zmyślona")

    def test_nobody_found_is_told_with_what_to_try(self, cast: Cast) -> None:
        assert "Nobody was found" in found(browser_of(cast.consultant), "Nikt Taki")

    def test_a_mistyped_pesel_is_told(self, cast: Cast) -> None:
        browser = browser_of(cast.consultant)
        assert "looks like a PESEL" in found(browser, "44051401358")
        assert "looks like a PESEL" not in found(browser, PESEL)
        assert "looks like a PESEL" not in found(browser, "48600100200")

    @pytest.mark.parametrize("typed", ["", " ", "a" * 101, "\x00", "x\x00"])
    def test_what_cannot_be_looked_for_is_told(self, cast: Cast, typed: str) -> None:
        answer = browser_of(cast.consultant).post(url("case_search"), {"words": typed})
        assert answer.status_code == 422
        assert "govuk-error-summary" in answer.content.decode()

    @pytest.mark.parametrize("who", ["administrator", "officer", "analyst", "member"])
    def test_who_sees_no_cases_has_no_search(self, cast: Cast, who: str) -> None:
        browser = browser_of(getattr(cast, who))
        assert browser.get(url("case_search")).status_code == 404
        assert browser.post(url("people_alike"), {}).status_code == 404

    def test_a_stranger_learns_nothing(self, cast: Cast) -> None:
        case = make_case(cast, phone=PHONE)
        for typed in (NAME, PHONE, case.number):
            page = found(browser_of(cast.stranger), typed)
            assert "Nobody was found" in page and case.pseudonym not in page

    def test_more_than_fit_are_told(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        for _ in range(21):
            make_case(cast)
        page = found(browser_of(cast.consultant), "janina")
        assert "More cases fit" in page and page.count("ostoja-card") >= 20


class TestOpening:
    def test_a_known_person_is_asked_about_and_nothing_typed_is_lost(self, cast: Cast) -> None:
        known = make_case(cast)
        browser, sent = browser_of(cast.consultant), opening(person_name="Janina Zmyslona")
        answer = browser.post(url("case_new"), sent)
        page = answer.content.decode()
        assert answer.status_code == 422 and "govuk-error-summary" in page
        assert url("case", known.pk) in page and 'target="_blank"' in page
        assert "Janina Zmyslona" in page and sent["summary"] in page and "Nie dzwonić." in page
        assert f'value="{known.pk}"' in page and f'value="{sent["submission"]}"' in page
        assert Case.objects.count() == 1
        browser.post(url("case_new"), {**sent, "other_person": str(known.pk)})
        assert Case.objects.count() == 2

    def test_somebody_else_found_meanwhile_is_asked_about_again(self, cast: Cast) -> None:
        known, later = make_case(cast), make_case(cast, person_name="", phone=PHONE)
        sent = opening(person_name=NAME, phone=PHONE, other_person=str(known.pk))
        answer = browser_of(cast.consultant).post(url("case_new"), sent)
        assert answer.status_code == 422
        assert url("case", later.pk) in answer.content.decode()
        assert url("case", known.pk) not in answer.content.decode()

    @pytest.mark.parametrize("spoilt", ["", "x", "\x00", "1 2 3", "x " * 10_000])
    def test_a_spoilt_answer_asks_again(self, cast: Cast, spoilt: str) -> None:
        make_case(cast)
        sent = opening(person_name=NAME, other_person=spoilt)
        assert browser_of(cast.consultant).post(url("case_new"), sent).status_code == 422

    def test_the_same_form_twice_is_not_asked_about_itself(self, cast: Cast) -> None:
        browser, sent = browser_of(cast.consultant), opening(person_name=NAME, phone="600100200")
        assert [browser.post(url("case_new"), sent).status_code for _ in range(2)] == [302, 302]
        assert Case.objects.get().phone == PHONE

    def test_whom_one_may_not_see_is_not_told_of(self, cast: Cast) -> None:
        revoke(cast.centre.group, make_case(cast), Permission.CASE_PERSON)
        browser_of(cast.consultant).post(url("case_new"), opening(person_name=NAME))
        assert Case.objects.count() == 2

    def test_a_wrong_pesel_comes_back_with_what_was_typed(self, cast: Cast) -> None:
        answer = browser_of(cast.consultant).post(
            url("case_new", language="pl"), opening(pesel="44051401358", phone="12")
        )
        page = answer.content.decode()
        assert answer.status_code == 422 and 'value="44051401358"' in page
        assert "nie pasuje do pozostałych" in page

    def test_from_a_report_too(self, cast: Cast) -> None:
        known = make_case(cast)
        report, _is_new = receive_report(submission=known.pk, text="Pomocy", language="pl")
        browser, sent = browser_of(cast.consultant), opening(person_name=NAME)
        address = url("conversation_case", report.pk)
        answer = browser.post(address, sent)
        assert answer.status_code == 422 and url("case", known.pk) in answer.content.decode()
        denied = {**sent, "other_person": str(known.pk)}
        assert [browser.post(address, denied).status_code for _ in range(2)] == [302, 302]
        assert Case.objects.count() == 2


class TestChanging:
    def test_a_name_that_becomes_anothers_is_asked_about(self, cast: Cast) -> None:
        known, case = make_case(cast), make_case(cast, person_name="")
        browser = browser_of(cast.consultant)
        data = form_data(case, person_name="Janina Zmyślona")
        answer = browser.post(url("case_edit", case.pk), data)
        page = answer.content.decode()
        assert answer.status_code == 422 and url("case", known.pk) in page
        denied = {**data, "other_person": str(known.pk)}
        assert browser.post(url("case_edit", case.pk), denied).status_code == 302

    def test_what_stays_as_it_was_is_not_asked_about(self, cast: Cast) -> None:
        make_case(cast)
        case = make_case(cast)
        data = form_data(case, summary="Inaczej.")
        answer = browser_of(cast.consultant).post(url("case_edit", case.pk), data)
        assert answer.status_code == 302

    def test_who_may_read_the_person_reads_phone_and_pesel(self, cast: Cast) -> None:
        case = make_case(cast, phone=PHONE, pesel=PESEL)
        page = shown(browser_of(cast.consultant), url("case", case.pk))
        assert "+48 600 100 200" in page and "tel:+48600100200" in page and PESEL in page
        revoke(cast.centre.group, case, Permission.CASE_PERSON)
        page = shown(browser_of(cast.consultant), url("case", case.pk))
        assert "600 100 200" not in page and PESEL not in page


class TestWhileTyping:
    @pytest.mark.parametrize(
        "typed",
        [
            {"person_name": "janina zmyslona"},
            {"phone": "600 100 200"},
            {"pesel": "440514 01359"},
            {"person_name": "Ktoś Inny", "phone": "600100200"},
        ],
    )
    def test_a_part_of_the_page_says_who_is_known(self, cast: Cast, typed: dict[str, str]) -> None:
        case = make_case(cast, phone=PHONE, pesel=PESEL)
        answer = browser_of(cast.consultant).post(url("people_alike"), typed)
        page = answer.content.decode()
        assert url("case", case.pk) in page and 'name="other_person"' in page
        assert "govuk-error" not in page and "<html" not in page

    @pytest.mark.parametrize(
        "typed", [{}, {"person_name": "Ja"}, {"phone": "60"}, {"pesel": "44"}, {"case": "\x00"}]
    )
    def test_it_is_empty_where_nobody_is(self, cast: Cast, typed: dict[str, str]) -> None:
        make_case(cast, phone=PHONE, pesel=PESEL)
        answer = browser_of(cast.consultant).post(url("people_alike"), typed)
        assert answer.status_code == 200 and not answer.content.decode().strip()

    def test_the_case_itself_is_left_out(self, cast: Cast) -> None:
        case = make_case(cast)
        typed = {"person_name": NAME, "case": str(case.pk)}
        answer = browser_of(cast.consultant).post(url("people_alike"), typed)
        assert not answer.content.decode().strip()

    def test_it_is_only_for_those_who_write_cases_and_only_posted(self, cast: Cast) -> None:
        typed = {"person_name": NAME}
        assert browser_of(cast.supervisor).post(url("people_alike"), typed).status_code == 404
        assert browser_of(cast.consultant).get(url("people_alike")).status_code == 405


def test_pages_ask_little(cast: Cast, django_assert_max_num_queries: Callable[..., Any]) -> None:
    for _ in range(3):
        make_case(cast)
    browser = browser_of(cast.consultant)
    address = address_of(browser, "janina")
    with django_assert_max_num_queries(13):
        assert NAME in shown(browser, address)
    with django_assert_max_num_queries(10):
        browser.post(url("people_alike"), {"person_name": NAME})
