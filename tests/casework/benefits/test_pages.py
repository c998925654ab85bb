"""From the first delivery to what is given in a case; nothing typed is lost."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from casework.benefits.forms.giving import name_of
from casework.benefits.models import Article, Batch, Giving, Store
from casework.cases.models import Case
from ostoja.access.roles import Role
from tests.casework.benefits.making import (
    day,
    deliver,
    give,
    left_of,
    make_article,
    make_store,
    past_its_date,
    stocked,
)
from tests.casework.cases.ending_situations import close
from tests.casework.cases.situations import url, words
from tests.casework.meetings.making import parts
from tests.cast import Cast, browser_of, make_person


def typed(*articles: tuple[Article, str], **changes: Any) -> dict[str, Any]:
    """What a person types on the page of a giving."""
    return {
        **{name_of(one.pk): amount for one, amount in articles},
        "people": "1",
        **parts("given_on", day(0)),
        "note": "Przyszła bez kurtki.",
        "submission": str(uuid4()),
        **changes,
    }


def delivery(**changes: Any) -> dict[str, Any]:
    """What a person types of a delivery."""
    return {
        "amount": "10",
        **parts("expires_on", day(30)),
        "source": "donation",
        "from_whom": "Bank Żywności",
        **parts("on_day", day(0)),
        "submission": str(uuid4()),
        **changes,
    }


def test_from_an_empty_store_to_a_delivery(cast: Cast, browser: Client) -> None:
    assert "No store is open yet" in words(browser, "benefits")
    key = str(uuid4())
    for _twice in range(2):
        browser.post(url("benefit_store_new"), {"name": "Magazyn hostelu", "submission": key})
    store = Store.objects.get()
    assert "no article yet" in words(browser, "benefit_store", store.pk)
    facts = {"name": "Ryż", "kind": "food", "unit": "kg", "low_mark": "1,5"}
    browser.post(url("benefit_article_new", store.pk), facts)
    rice = Article.objects.get()
    assert rice.low_mark == Decimal("1.5")
    sent = delivery(amount="2,5")
    address = url("benefit_delivery", rice.pk)
    browser.post(address, sent)
    text = browser.post(address, sent, follow=True).content.decode()
    assert "2.5 kg" in text and "donation, Bank Żywności" in text
    assert left_of(rice) == Decimal("2.5")
    assert "2.5 kg" in words(browser, "benefit_store", store.pk)
    assert "Ryż" in words(browser, "benefit_sheet", store.pk)
    assert "Bank Żywności" in words(browser, "benefit_book", store.pk)


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": "0"},
        {"amount": "-4"},
        {"amount": "1,5"},
        {"amount": "99999"},
        {"amount": "NaN"},
        {"amount": "1e400"},
        {"amount": ""},
        {"amount": "dużo"},
        {"expires_on_year": "2020"},
        {"on_day_year": "2020"},
        {"source": "x"},
    ],
)
def test_a_bad_delivery_is_said_and_kept(
    cast: Cast, browser: Client, changes: dict[str, Any]
) -> None:
    blanket = make_article(make_store(cast))
    answer = browser.post(url("benefit_delivery", blanket.pk), delivery(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422 and "govuk-error-summary" in page
    assert "Bank Żywności" in page and not Batch.objects.exists()


def test_several_articles_are_given_on_one_page(cast: Cast, case: Case, browser: Client) -> None:
    blanket = stocked(cast)
    soap, gone = make_article(blanket.store, "Mydło"), make_article(blanket.store, "Buty")
    deliver(soap, 3)
    address = url("case_giving", case.pk)
    assert address in words(browser, "case", case.pk)
    page = words(browser, "case_giving", case.pk)
    assert "In the store: 10 pcs." in page and "There is none of:" in page
    assert name_of(gone.pk) not in page
    sent = typed((blanket, "2"), (soap, "1"), people="3")
    for _twice in range(2):
        assert browser.post(address, sent).status_code == 302
    giving = Giving.objects.get()
    assert (giving.people, giving.note, giving.lines.count()) == (3, "Przyszła bez kurtki.", 2)
    assert (left_of(blanket), left_of(soap)) == (8, 2)
    assert "Mydło" in words(browser, "benefit_giving", giving.pk)


@pytest.mark.parametrize(
    ("amount", "changes"),
    [
        ("0", {}),
        ("-1", {}),
        ("0,5", {}),
        ("11", {}),
        ("99999999", {}),
        ("", {}),
        ("2", {"people": "0"}),
        ("2", {"people": "99"}),
        ("2", {"given_on_year": "2020"}),
        ("2", {"given_on_year": "2099"}),
    ],
)
def test_a_bad_giving_is_said_and_kept(
    cast: Cast, case: Case, browser: Client, amount: str, changes: dict[str, Any]
) -> None:
    blanket = stocked(cast)
    answer = browser.post(url("case_giving", case.pk), typed((blanket, amount), **changes))
    page = answer.content.decode()
    assert answer.status_code == 422 and "govuk-error-summary" in page
    assert ("Przyszła bez kurtki." in page and f'value="{amount}"' in page) or not amount
    assert not Giving.objects.exists() and left_of(blanket) == 10


def test_who_came_second_keeps_what_they_typed(cast: Cast, case: Case, browser: Client) -> None:
    """Also where meanwhile there is none at all, and the page would not ask for it any more."""
    blanket = stocked(cast, 3)
    give(cast, case, (blanket, 1))
    page = browser.post(url("case_giving", case.pk), typed((blanket, "3"))).content.decode()
    assert "Koc: only 2 pcs left." in page and 'value="3"' in page
    give(cast, case, (blanket, 2))
    page = browser.post(url("case_giving", case.pk), typed((blanket, "3"))).content.decode()
    assert "Koc: there is nothing left." in page and 'value="3"' in page


def test_what_went_out_of_use_meanwhile_is_said_and_nothing_is_given(
    cast: Cast, case: Case, browser: Client
) -> None:
    blanket = stocked(cast)
    soap = make_article(blanket.store, "Mydło")
    Article.objects.filter(pk=soap.pk).update(is_active=False)
    sent = typed((blanket, "2"), (soap, "1"))
    answer = browser.post(url("case_giving", case.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Mydło: this article is not given out here." in page
    assert 'value="2"' in page and 'value="1"' in page
    assert not Giving.objects.exists() and left_of(blanket) == 10


def test_a_giving_is_out_of_the_store_that_was_shown(
    cast: Cast, case: Case, browser: Client
) -> None:
    """Also where a colleague opens one meanwhile that comes first by its name."""
    blanket = stocked(cast)
    page = words(browser, "case_giving", case.pk)
    action = f"?store={blanket.store.pk}"
    assert f'action="{action}"' in page
    make_store(cast, name="Apteczka")
    sent = typed((blanket, "2"))
    assert browser.post(f"{url('case_giving', case.pk)}{action}", sent).status_code == 302
    assert Giving.objects.get().store == blanket.store


def test_what_was_good_when_it_was_given_is_written_down_later(
    cast: Cast, case: Case, browser: Client
) -> None:
    store = make_store(cast)
    soup, old = make_article(store, "Zupa"), make_article(store, "Mleko")
    past_its_date(soup, 3)
    past_its_date(old, 3, days=40)
    page = words(browser, "case_giving", case.pk)
    assert name_of(soup.pk) in page and "Write here only what was given" in page
    assert name_of(old.pk) not in page
    address = url("case_giving", case.pk)
    today = browser.post(address, typed((soup, "1")))
    assert "Zupa: there is nothing left." in today.content.decode()
    before = typed((soup, "1"), **parts("given_on", day(-1)))
    assert browser.post(address, before).status_code == 302 and left_of(soup) == 2


def test_a_closed_case_is_given_nothing(cast: Cast, case: Case, browser: Client) -> None:
    blanket = stocked(cast)
    close(cast, case)
    assert browser.get(url("case_giving", case.pk)).status_code == 302
    assert url("case_giving", case.pk) not in words(browser, "case", case.pk)
    answer = browser.post(url("case_giving", case.pk), typed((blanket, "2")))
    page = answer.content.decode()
    assert answer.status_code == 422 and "This case is closed, so nothing was changed." in page
    assert "Przyszła bez kurtki." in page and left_of(blanket) == 10


def test_who_has_no_store_gives_nothing(cast: Cast, case: Case, browser: Client) -> None:
    assert url("case_giving", case.pk) not in words(browser, "case", case.pk)
    assert browser.get(url("case_giving", case.pk)).status_code == 404
    store = make_store(cast)
    assert "nothing in this store" in words(browser, "case_giving", case.pk)
    theirs = make_store(cast, cast.partner)
    address = url("case_giving", case.pk)
    for wanted in (theirs.pk, "x"):
        assert browser.get(f"{address}?store={wanted}").status_code == 404
    second = make_store(cast, name="Drugi")
    assert f"?store={store.pk}" in browser.get(f"{address}?store={second.pk}").content.decode()


def test_it_is_taken_back_with_a_reason(cast: Cast, case: Case, browser: Client) -> None:
    blanket = stocked(cast)
    giving = give(cast, case, (blanket, 2))
    address = url("benefit_back", giving.pk)
    assert address in words(browser, "benefit_giving", giving.pk)
    empty = browser.post(address, {"why": "", "back_as": "returned", "version": "1"})
    assert empty.status_code == 422
    stale = browser.post(address, {"why": "Oddała koc.", "back_as": "returned", "version": "7"})
    assert stale.status_code == 422 and "Oddała koc." in stale.content.decode()
    done = {"why": "Oddała koc.", "back_as": "returned", "version": "1"}
    assert "Oddała koc." in browser.post(address, done, follow=True).content.decode()
    assert left_of(blanket) == 10
    again = browser.get(address, follow=True).content.decode()
    assert "taken back already" in again


def test_a_day_later_the_supervisor_takes_it_back(
    cast: Cast, case: Case, browser: Client, boss: Client
) -> None:
    giving = give(cast, case, (stocked(cast), 2))
    Giving.objects.update(given_at=giving.given_at.replace(year=2020))
    address = url("benefit_back", giving.pk)
    assert address not in words(browser, "benefit_giving", giving.pk)
    assert "Only a coordinator" in browser.get(address, follow=True).content.decode()
    assert boss.get(address).status_code == 200


def test_the_book_has_pages(cast: Cast, browser: Client) -> None:
    blanket = stocked(cast, 1)
    for _each in range(55):
        deliver(blanket, 1)
    page = words(browser, "benefit_article", blanket.pk)
    assert "?page=2" in page
    assert browser.get(url("benefit_book", blanket.store.pk), {"page": "2"}).status_code == 200


def test_pages_ask_as_much_of_many_as_of_few(
    cast: Cast, case: Case, browser: Client, django_assert_max_num_queries: Any
) -> None:
    blanket = stocked(cast)
    for at in range(6):
        article = make_article(blanket.store, f"Mydło {at}")
        deliver(article, 5, at)
        give(cast, case, (article, 1), (blanket, 1))
    bounds: dict[tuple[Any, ...], int] = {
        ("benefits",): 9,
        ("benefit_store", blanket.store.pk): 8,
        ("benefit_article", blanket.pk): 11,
        ("benefit_book", blanket.store.pk): 9,
        ("benefit_sheet", blanket.store.pk): 9,
        ("case_giving", case.pk): 10,
        ("benefit_giving", Giving.objects.first().pk): 11,  # type: ignore[union-attr]
    }
    for (name, *keys), most in bounds.items():
        address = url(name, *keys)
        browser.get(address)
        with django_assert_max_num_queries(most):
            assert browser.get(address).status_code == 200


def test_a_coordinator_reads_every_store_and_changes_none_of_others(cast: Cast) -> None:
    blanket = stocked(cast)
    browser = browser_of(make_person(Role.COORDINATOR, cast.coordinating, "c@city.example"))
    assert "Take in a delivery" not in words(browser, "benefit_article", blanket.pk)
    for name in ("benefit_delivery", "benefit_article_edit"):
        assert browser.get(url(name, blanket.pk)).status_code == 404
    assert browser.get(url("benefit_count", blanket.batches.get().pk)).status_code == 404
