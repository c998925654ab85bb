"""Pages of a store: counting, writing off, changing, and what presses first."""

from uuid import uuid4

from django.test import Client

from casework.benefits.models import Article
from tests.casework.benefits.making import (
    day,
    deliver,
    left_of,
    make_article,
    make_store,
    past_its_date,
    stocked,
)
from tests.casework.cases.situations import url, words
from tests.casework.meetings.making import parts
from tests.cast import Cast


def test_counting_and_writing_off(cast: Cast, browser: Client) -> None:
    blanket = stocked(cast)
    batch = blanket.batches.get()
    count, off = url("benefit_count", batch.pk), url("benefit_write_off", batch.pk)
    assert "In the book: 10 pcs, without a date." in words(browser, "benefit_count", batch.pk)
    sent = {"amount": "8", "version": str(batch.version), "submission": str(uuid4())}
    refused = browser.post(count, sent)
    assert refused.status_code == 422 and "Write the reason." in refused.content.decode()
    deliver(blanket, 1)
    stale = browser.post(count, sent | {"reason": "Dwa podarte"})
    assert stale.status_code == 422 and "Dwa podarte" in stale.content.decode()
    assert "In the book: 11 pcs" in stale.content.decode()
    batch.refresh_from_db()
    again = sent | {"reason": "Dwa podarte", "version": str(batch.version)}
    assert browser.post(count, again).status_code == 302
    assert left_of(blanket) == 8
    too_much = browser.post(off, {"amount": "9", "why": "damaged", "reason": "Zalane"})
    assert too_much.status_code == 422 and "only 8 pcs left" in too_much.content.decode()
    assert browser.post(off, {"amount": "3", "why": "damaged"}).status_code == 302
    page = words(browser, "benefit_article", blanket.pk)
    assert "stock-taking" in page and "damaged" in page and left_of(blanket) == 5


def test_what_was_emptied_by_a_slip_is_counted_once_more(cast: Cast, browser: Client) -> None:
    soup = make_article(make_store(cast), "Zupa")
    batch = deliver(soup, 5, 30).batch
    count, off = url("benefit_count", batch.pk), url("benefit_write_off", batch.pk)
    browser.post(off, {"amount": "5", "why": "lost"})
    page = words(browser, "benefit_article", soup.pk)
    assert left_of(soup) == 0 and count in page and off not in page
    assert "<strong>0 pcs</strong>" in page and count not in words(
        browser, "benefit_sheet", soup.store.pk
    )
    batch.refresh_from_db()
    sent = {"amount": "5", "reason": "Stoi w szafie", "version": str(batch.version)}
    browser.post(count, sent)
    assert left_of(soup) == 5


def test_a_delivery_of_what_went_out_of_use_meanwhile_is_refused_and_kept(
    cast: Cast, browser: Client
) -> None:
    soup = make_article(make_store(cast), "Zupa")
    Article.objects.filter(pk=soup.pk).update(is_active=False)
    address = url("benefit_delivery", soup.pk)
    assert browser.get(address).status_code == 302
    sent = {"amount": "7", "source": "donation", "from_whom": "Bank Żywności"}
    answer = browser.post(address, sent | parts("on_day", day(0)))
    page = answer.content.decode()
    assert answer.status_code == 422 and "This article is not in use any more." in page
    assert "Bank Żywności" in page and left_of(soup) == 0


def test_a_polish_page_says_with_a_comma_what_is_too_little(cast: Cast, browser: Client) -> None:
    rice = make_article(make_store(cast), "Ryż", unit="kg", kind="food")
    address = url("benefit_delivery", rice.pk, language="pl")
    answer = browser.post(address, {"amount": "0", "source": "purchase"} | parts("on_day", day(0)))
    assert answer.status_code == 422 and "0,01" in answer.content.decode()


def test_articles_and_stores_are_changed_and_stale_ones_kept(cast: Cast, browser: Client) -> None:
    blanket = make_article(make_store(cast))
    address = url("benefit_article_edit", blanket.pk)
    facts = {"name": "Koc wełniany", "kind": "bedding", "unit": "piece", "is_active": "on"}
    bad = browser.post(address, facts | {"low_mark": "0,5", "version": "1"})
    assert bad.status_code == 422 and "Koc wełniany" in bad.content.decode()
    assert browser.post(address, facts | {"low_mark": "2", "version": "1"}).status_code == 302
    stale = browser.post(address, facts | {"name": "Kocyk", "version": "1"})
    assert stale.status_code == 422 and "Kocyk" in stale.content.decode()
    deliver(blanket, 1)
    assert 'name="unit"' not in browser.get(address).content.decode()
    out = {"name": "Koc wełniany", "kind": "bedding", "version": "2"}
    assert "Give it out or write it off first" in browser.post(address, out).content.decode()
    store = url("benefit_store_edit", blanket.store.pk)
    assert (
        "write it off first" in browser.post(store, {"name": "M", "version": "1"}).content.decode()
    )
    assert browser.post(store, {"name": "M", "is_active": "on", "version": "1"}).status_code == 302


def test_what_presses_stands_first(cast: Cast, browser: Client) -> None:
    store = make_store(cast)
    for name, low in (("Enough", None), ("Low", 5), ("None", 5), ("Soon", None), ("Spoilt", None)):
        article = make_article(store, name, low_mark=low)
        if name in {"Enough", "Low"}:
            deliver(article, 3)
        elif name == "Soon":
            deliver(article, 3, 6)
        elif name == "Spoilt":
            deliver(article, 1)
            past_its_date(article, 2)
    page = words(browser, "benefit_store", store.pk)
    places = [page.index(f">{name}<") for name in ("None", "Low", "Soon", "Spoilt", "Enough")]
    assert places == sorted(places)
    for said in ("none left", "runs low", "expires", "past its date: 2 pcs"):
        assert said in page
    home = words(browser, "staff_home")
    assert "Stores to see to" in home and "none left: 1, runs low: 1, dates to see to: 2" in home
    assert "none left: 1" in words(browser, "benefits")


def test_articles_stand_in_polish_order(cast: Cast, browser: Client) -> None:
    store = make_store(cast)
    for name in ("Ryż", "Żel", "Ręcznik", "Łyżka", "Mydło"):
        deliver(make_article(store, name), 1)
    page = words(browser, "benefit_store", store.pk)
    places = [page.index(f">{name}<") for name in ("Łyżka", "Mydło", "Ręcznik", "Ryż", "Żel")]
    assert places == sorted(places)
