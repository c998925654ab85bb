"""The list of cases: orders, columns, what is overdue, and lists kept under a name."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from casework.cases import actions, lists
from casework.cases.forms.lists import known_wish
from casework.cases.models import Case, SavedList
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import cases_visible_to
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, need, shown, url
from tests.cast import Cast, browser_of


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are told in English, whichever page asked before."""
    with override("en"):
        yield


def names(client: Client, **query: str) -> list[str]:
    """The pseudonyms of the list from top to bottom."""
    found = client.get(url("cases"), query)
    return [row.case.pseudonym for row in found.context["rows"]]


def keep(owner: User, name: str = "Moje", **facts: Any) -> SavedList:
    """A list of this person."""
    given = {"submission": uuid4(), "wish": {"overdue": True}, "shared_with": None, **facts}
    return actions.save_list(name=name, by=owner, **given)


@pytest.fixture
def three(cast: Cast) -> list[Case]:
    """One that can wait, one that is late, one that somebody must look at today."""
    made = [
        make_case(cast, pseudonym=name, urgency=urgency, age=age)
        for name, urgency, age in (("A", "routine", 1), ("B", "soon", 2), ("C", "urgent", 3))
    ]
    late = timezone.now() - timedelta(days=1)
    Case.objects.filter(pk=made[1].pk).update(due_at=late)
    return made


# Orders, columns, filters


def test_what_is_overdue_stands_on_top_and_says_so(cast: Cast, three: list[Case]) -> None:
    browser = browser_of(cast.consultant)
    assert names(browser) == ["B", "C", "A"]
    page = shown(browser, url("cases"))
    assert page.count(">overdue<") == 1
    assert names(browser, overdue="on") == ["B"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("urgency", "CBA"),
        ("newest", "CBA"),
        ("longest", "ABC"),
        ("changed", "CBA"),
        ("nonsense", "BCA"),
    ],
)
def test_each_order_orders(cast: Cast, three: list[Case], sort: str, expected: str) -> None:
    assert "".join(names(browser_of(cast.consultant), sort=sort)) == expected


@pytest.mark.parametrize("order", list(lists.ORDERS))
def test_each_order_is_read_from_an_index(cast: Cast, order: str) -> None:
    found = lists.ordered(cases_visible_to(cast.consultant), order)[:25]
    with connection.cursor() as cursor:
        cursor.execute("set local enable_sort = off")
        cursor.execute("set local enable_bitmapscan = off")
    plan = found.explain()
    assert "Index Scan" in plan and "Sort" not in plan.replace("enable_sort", "")


def test_the_columns_are_those_that_were_chosen(cast: Cast, three: list[Case]) -> None:
    browser = browser_of(cast.consultant)
    page = shown(
        browser, url("cases") + "?columns=needs&columns=worker&columns=age&columns=language"
    )
    for text in (str(need(0).name), "consultant person", "Polish", "Age"):
        assert text in page
    assert "Led by</th>" not in page
    usual = shown(browser, url("cases"))
    assert "Led by</th>" in usual and "Worker</th>" not in usual


def test_a_column_tells_a_partner_no_more_than_the_case_does(cast: Cast) -> None:
    case = make_case(cast)
    grant(cast.partner.group, case, Permission.CASE_VIEW)
    page = shown(browser_of(cast.partner_worker), url("cases") + "?columns=needs&columns=worker")
    assert case.number in page
    assert "consultant person" not in page and str(need(0).name) not in page


def test_all_columns_of_a_long_list_take_as_many_queries_as_of_a_short_one(
    cast: Cast, three: list[Case], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _ in range(30):
        make_case(cast)
    query = "&".join(f"columns={key}" for key in lists.COLUMNS)
    browser = browser_of(cast.consultant)
    with django_assert_max_num_queries(12):
        page = browser.get(f"{url('cases')}?{query}")
    assert len(page.context["rows"]) == 25


def test_no_more_are_counted_than_anybody_pages_through(
    cast: Cast, three: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    page = shown(browser_of(cast.consultant), url("cases"))
    assert "More than 2 cases, overdue first. Choose fewer to see the others." in page


# Lists under a name


def test_a_list_is_kept_and_shown_again(cast: Cast, three: list[Case]) -> None:
    browser = browser_of(cast.consultant)
    asked = "?overdue=on&sort=urgency&columns=state&columns=age"
    page = shown(browser, url("case_list_new") + asked)
    assert "Only those that are overdue" in page and "the most urgent first" in page
    kept = browser.post(url("case_list_new") + asked, {"name": "Pilne", "submission": uuid4()})
    assert kept.status_code == 302
    saved = SavedList.objects.get()
    assert saved.wish == {"overdue": True, "sort": "urgency", "columns": ["state", "age"]}
    again = shown(browser, kept.headers["Location"])
    assert 'aria-current="page">Pilne</a>' in again.replace("\n", "").replace("  ", "")
    assert AuditEvent.objects.filter(verb="case_list.saved").count() == 1


def test_sent_twice_it_is_one_list(cast: Cast) -> None:
    submission = uuid4()
    first = keep(cast.consultant, submission=submission)
    assert keep(cast.consultant, submission=submission) == first
    assert SavedList.objects.count() == 1
    with pytest.raises(NotAllowed, match="already used"):
        keep(cast.colleague, submission=submission)


def test_a_list_is_one_s_own_until_it_is_shared(cast: Cast) -> None:
    own = keep(cast.consultant)
    assert not lists.lists_of(cast.colleague).exists()
    shared = keep(cast.consultant, "Nasze", shared_with=cast.centre.group)
    assert list(lists.lists_of(cast.colleague)) == [shared]
    assert list(lists.lists_of(cast.consultant)) == [own, shared]
    assert not lists.lists_of(cast.partner_worker).exists()
    page = shown(browser_of(cast.colleague), url("cases"))
    assert "Nasze" in page and "consultant person" in page and "Moje" not in page


def test_a_shared_list_shows_each_only_their_own_cases(cast: Cast, three: list[Case]) -> None:
    keep(cast.consultant, "Nasze", shared_with=cast.centre.group, wish={"mine": True})
    assert names(browser_of(cast.consultant), mine="on") == ["B", "C", "A"]
    assert names(browser_of(cast.colleague), mine="on") == []


def test_nobody_shares_with_a_body_they_do_not_act_for(cast: Cast) -> None:
    sent = {"name": "Nasze", "shared_with": cast.partner.group_id, "submission": uuid4()}
    answer = browser_of(cast.consultant).post(url("case_list_new"), sent)
    assert answer.status_code == 422
    assert not SavedList.objects.exists()


@pytest.mark.parametrize("who", ["colleague", "coordinator", "partner_worker"])
def test_only_its_owner_changes_or_removes_a_list(cast: Cast, who: str) -> None:
    saved = keep(cast.consultant, shared_with=cast.centre.group)
    browser = browser_of(getattr(cast, who))
    assert browser.get(url("case_list_edit", saved.pk)).status_code == 404
    assert browser.post(url("case_list_edit", saved.pk), {"name": "X"}).status_code == 404
    assert browser.post(url("case_list_remove", saved.pk)).status_code == 404
    saved.refresh_from_db()
    assert saved.name == "Moje"


def test_its_owner_changes_and_removes_it(cast: Cast) -> None:
    saved, browser = keep(cast.consultant), browser_of(cast.consultant)
    facts = {"name": "Spóźnione", "shared_with": cast.centre.group_id, "version": 1}
    assert browser.post(url("case_list_edit", saved.pk), facts).status_code == 302
    saved.refresh_from_db()
    assert (saved.name, saved.shared_with, saved.version) == ("Spóźnione", cast.centre.group, 2)
    assert saved.wish == {"overdue": True}
    assert browser.post(url("case_list_remove", saved.pk)).status_code == 302
    assert not SavedList.objects.exists()
    assert browser.post(url("case_list_remove", saved.pk)).status_code == 404


def test_a_list_that_changed_meanwhile_is_not_overwritten(cast: Cast) -> None:
    saved = keep(cast.consultant)
    facts: dict[str, Any] = {"wish": {}, "shared_with": None, "by": cast.consultant}
    actions.change_list(saved=saved, version=1, name="Nowa", **facts)
    with pytest.raises(StaleObject):
        actions.change_list(saved=saved, version=1, name="Stara", **facts)
    answer = browser_of(cast.consultant).post(
        url("case_list_edit", saved.pk), {"name": "Stara", "version": 1}
    )
    assert answer.status_code == 422 and "Stara" in answer.content.decode()


def test_a_name_stands_once_and_the_lists_end_somewhere(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(cast.consultant)
    keep(cast.colleague)
    answer = browser_of(cast.consultant).post(
        url("case_list_new"), {"name": "Moje", "submission": uuid4()}
    )
    assert answer.status_code == 422 and "Choose another name" in answer.content.decode()
    monkeypatch.setattr("casework.cases.actions.lists.MOST_LISTS", 1)
    with pytest.raises(NotAllowed, match="Remove one first"):
        keep(cast.consultant, "Druga")


def test_a_wish_that_the_list_does_not_know_any_more_asks_for_nothing(cast: Cast) -> None:
    wish = {"overdue": True, "urgency": "yesterday", "columns": ["state", "gone"], "other": "x"}
    assert known_wish(wish) == {"overdue": True}
    saved = keep(cast.consultant, wish=wish)
    browser = browser_of(cast.consultant)
    assert browser.get(url("case_list_edit", saved.pk)).status_code == 200
    assert browser.get(url("cases")).status_code == 200


def test_a_list_goes_with_its_owner(cast: Cast) -> None:
    keep(cast.stranger)
    cast.stranger.delete()
    assert not SavedList.objects.exists()
