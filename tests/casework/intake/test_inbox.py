"""The inbox: who waits, and nothing of what they wrote."""

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.intake import actions
from casework.intake.models import Conversation
from tests.casework.intake.reports import (
    age,
    make_entry_point,
    make_report,
    page_of,
    send_answer,
)
from tests.cast import Cast, browser_of


def test_the_longest_waiting_stands_first_and_doubtful_ones_last(cast: Cast) -> None:
    early, late, doubtful = make_report(), make_report(), make_report(is_doubtful=True)
    age(early, hours=5)
    age(late, hours=1)
    age(doubtful, hours=9)
    page = browser_of(cast.consultant).get("/pl/staff/inbox/")
    assert list(page.context["page_obj"]) == [early, late, doubtful]


def test_children_stand_before_adults_and_not_before_doubt(cast: Cast) -> None:
    unasked, adult = make_report(), make_report(is_minor=False)
    child, later_child = make_report(is_minor=True), make_report(is_minor=True)
    doubtful, doubtful_child = (
        make_report(is_doubtful=True, is_minor=is_minor) for is_minor in (None, True)
    )
    for hours, report in enumerate((later_child, child, adult, unasked, doubtful_child, doubtful)):
        age(report, hours=hours + 1)
    page = browser_of(cast.consultant).get("/pl/staff/inbox/")
    expected = [child, later_child, unasked, adult, doubtful_child, doubtful]
    assert list(page.context["page_obj"]) == expected
    assert page.content.decode().count("poniżej 18 lat") == 3


def test_the_inbox_shows_nothing_of_what_was_written(cast: Cast) -> None:
    make_report("Tajemnica")
    assert "Tajemnica" not in browser_of(cast.consultant).get("/pl/staff/inbox/").content.decode()


def test_the_inbox_shows_who_answers_where_from_and_for_how_long(cast: Cast) -> None:
    conversation = make_report(entry_point=make_entry_point(), language="uk", is_doubtful=True)
    age(conversation, hours=3)
    actions.claim(conversation=conversation, by=cast.colleague)
    Conversation.objects.update(is_sample=True)
    text = browser_of(cast.consultant).get("/pl/staff/inbox/").content.decode()
    for shown in (
        "Plakat",
        "ukraiński",
        "3\xa0godziny",
        cast.colleague.full_name,
        "automat",
        "dane przykładowe",
    ):
        assert shown in text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 2),
        ("?state=waiting", 1),
        ("?state=claimed", 1),
        ("?state=answered", 1),
        ("?state=closed", 0),
        ("?state=all", 3),
        ("?state=all&language=uk", 1),
        ("?state=all&entry_point=HWP7K3", 1),
        ("?mine=on", 1),
        ("?state=nonsense&language=xx&entry_point=%00&page=abc", 2),
        ("?page=99", 2),
    ],
)
def test_the_inbox_can_be_filtered(cast: Cast, query: str, number: int) -> None:
    waiting = make_report(language="uk", entry_point=make_entry_point())
    claimed, answered = make_report(), make_report()
    actions.claim(conversation=claimed, by=cast.consultant)
    assert send_answer(browser_of(cast.consultant), answered).status_code == 302
    page = browser_of(cast.consultant).get(f"/pl/staff/inbox/{query}")
    assert page.status_code == 200
    assert len(page.context["page_obj"]) == number
    assert waiting.language == "uk"


def test_an_empty_inbox_says_what_will_come(cast: Cast) -> None:
    assert "Nikt nie czeka" in browser_of(cast.consultant).get("/pl/staff/inbox/").content.decode()


def test_the_inbox_asks_as_much_for_fifty_as_for_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser_of(cast.consultant)
    for _ in range(3):
        actions.claim(
            conversation=make_report(entry_point=make_entry_point(f"HWP7K{_ + 2}")),
            by=cast.colleague,
        )
    client.get("/pl/staff/inbox/")
    with django_assert_max_num_queries(12):
        client.get("/pl/staff/inbox/")


def test_nobody_waits_no_minutes(cast: Cast) -> None:
    conversation, client = make_report(), browser_of(cast.consultant)
    for path in ("/pl/staff/inbox/", page_of(conversation), "/pl/staff/"):
        text = client.get(path).content.decode()
        assert "niecałą minutę" in text and "0\N{NO-BREAK SPACE}minut" not in text
    age(conversation, minutes=1)
    assert "czeka 1\N{NO-BREAK SPACE}minutę" in client.get("/pl/staff/").content.decode()
