"""The desk, one referral and its steps, as people press the buttons."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.casework.cases.situations import NAME, SUMMARY, url, words
from tests.casework.referrals.situations import MESSAGE, in_state, refer, take
from tests.cast import Cast, browser_of


def move(client: Client, one: Referral, to: State, **said: str) -> str:
    one = Referral.objects.get(pk=one.pk)
    address = url("referral_move", one.pk, to.value)
    response = client.post(address, {"version": one.version, **said}, follow=True)
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


# One referral


def test_it_says_that_its_time_runs_day_and_night(cast: Cast) -> None:
    said = "The time runs day and night, also at weekends"
    sent = in_state(cast, Kind.REFERRAL, State.SENT)
    for person in (cast.partner_worker, cast.coordinator):
        assert said in words(browser_of(person), "referral", sent.pk)
    accepted = take(sent, State.ACCEPTED, cast)
    assert said not in words(browser_of(cast.coordinator), "referral", accepted.pk)


# The desk


@pytest.mark.parametrize(
    ("language", "places"),
    [
        ("en", ["Waiting for our answer", "Returned to us", "In our hands", "Sent by us"]),
        ("pl", ["Czeka na naszą odpowiedź", "Wróciło do nas", "W naszych rękach"]),
    ],
)
def test_the_desk_has_its_places(cast: Cast, language: str, places: list[str]) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    page = words(browser_of(cast.partner_worker), "referrals", language=language)
    assert [place for place in places if place not in page] == []
    assert one.case.number in page and NAME not in page and MESSAGE not in page


def test_the_desk_asks_the_same_however_full_it_is(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _ in range(6):
        in_state(cast, Kind.REFERRAL, State.SENT)
        in_state(cast, Kind.REFERRAL, State.DECLINED)
    for person, cards in ((cast.coordinator, 6 + 6 + 12), (cast.partner_worker, 6)):
        browser = browser_of(person)
        with django_assert_max_num_queries(10):
            page = words(browser, "referrals")
        assert page.count("<article") in {cards, cards - 12}


def test_a_very_full_desk_says_that_there_is_more(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.referrals.views.desk.MOST_IN_A_PLACE", 1)
    for _ in range(2):
        in_state(cast, Kind.REFERRAL, State.SENT)
    assert "There are more." in words(browser_of(cast.partner_worker), "referrals")


@pytest.mark.parametrize("who", ["administrator", "officer", "analyst", "member", "animator"])
def test_without_casework_there_is_no_desk(cast: Cast, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    for name in ("referrals", "referral_workflow"):
        assert browser.get(url(name)).status_code == 404


# One referral


def test_the_partner_reads_what_it_needs_and_presses_what_it_can(cast: Cast) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    page = words(browser_of(cast.partner_worker), "referral", one.pk)
    for text in (MESSAGE, "Accept", "We are considering it", "Decline", "left to answer"):
        assert text in page
    assert "Withdraw" not in page and SUMMARY not in page and NAME not in page
    assert "coordinator person, Ośrodek koordynujący" in page
    assert AuditEvent.objects.filter(verb="referral.seen").count() == 1


def test_one_that_was_declined_no_longer_shows_its_words_to_the_receiver(cast: Cast) -> None:
    one = in_state(cast, Kind.REFERRAL, State.DECLINED)
    page = words(browser_of(cast.partner_worker), "referral", one.pk)
    assert MESSAGE not in page and "Back to the case" not in page
    assert MESSAGE in words(browser_of(cast.coordinator), "referral", one.pk)


def test_one_referral_asks_little(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    one = in_state(cast, Kind.REFERRAL, State.COMPLETED)
    for person in (cast.partner_worker, cast.coordinator, cast.consultant):
        browser = browser_of(person)
        with django_assert_max_num_queries(10):
            browser.get(url("referral", one.pk))


@pytest.mark.parametrize("kind", Kind)
def test_for_strangers_a_referral_does_not_exist(cast: Cast, kind: Kind) -> None:
    one = in_state(cast, kind, State.SENT)
    browser = browser_of(cast.stranger)
    for name, more in (("referral", ()), ("referral_edit", ()), ("referral_move", ("accepted",))):
        assert browser.get(url(name, one.pk, *more)).status_code == 404
        assert browser.post(url(name, one.pk, *more), {"version": "2"}).status_code == 404
        assert browser.get(url(name, uuid4(), *more)).status_code == 404
    assert browser.get(url("case", one.case_id)).status_code == 404
    assert Referral.objects.get(pk=one.pk).state == State.SENT


def test_nothing_of_it_is_on_another_citys_host(cast: Cast) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    for slug in ("gdynia", "slupsk", "elblag"):
        browser = browser_of(cast.partner_worker)
        browser.defaults["HTTP_HOST"] = f"{slug}.localhost"
        for address in (url("referral", one.pk), url("referrals")):
            answer = browser.get(address, follow=True).content.decode()
            assert one.case.number not in answer and MESSAGE not in answer
        with entered(slug):
            assert not Referral.objects.exists()


# Steps


def test_steps_that_need_nothing_are_one_press(cast: Cast) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    browser = browser_of(cast.partner_worker)
    assert "Saved. State: under consideration." in move(browser, one, State.CONSIDERED)
    assert "Saved. State: accepted." in move(browser, one, State.ACCEPTED)
    assert "Saved. State: in progress." in move(browser, one, State.IN_PROGRESS)
    done = move(browser, one, State.COMPLETED, outcome="Jest plan.\nI wsparcie.")
    assert "Saved. State: completed." in done and "Jest plan." in done


def test_a_step_can_be_read_before_it_is_taken(cast: Cast) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    browser = browser_of(cast.partner_worker)
    assert "no free places or staff" in words(browser, "referral_move", one.pk, "declined")
    assert "Accept" in words(browser, "referral_move", one.pk, "accepted")
    page = words(browser, "referral_move", one.pk, "completed")
    assert (
        "This is not possible now: it is in the state “sent”." in page and "<textarea" not in page
    )


@pytest.mark.parametrize(
    ("language", "told"), [("en", "from which it cannot go to"), ("pl", "Nie można przejść")]
)
def test_a_step_the_table_does_not_allow_is_told_with_the_words_kept(
    cast: Cast, language: str, told: str
) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    address = url("referral_move", one.pk, "completed", language=language)
    sent = {"version": one.version, "outcome": "Długo pisany wynik."}
    answer = browser_of(cast.partner_worker).post(address, sent)
    assert answer.status_code == 422
    assert told in answer.content.decode() and "Długo pisany wynik." in answer.content.decode()
    assert Referral.objects.get(pk=one.pk).state == State.SENT


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Somebody was faster"), ("pl", "Ktoś był szybszy")]
)
def test_the_second_of_two_people_is_told_with_the_words_kept(
    cast: Cast, language: str, told: str
) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    take(one, State.ACCEPTED, cast)
    address = url("referral_move", one.pk, "declined", language=language)
    sent = {"version": one.version, "reason": "other", "explanation": "Moje wyjaśnienie."}
    answer = browser_of(cast.partner_worker).post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and told in page and "Moje wyjaśnienie." in page
    again = browser_of(cast.partner_worker).post(address, {**sent, "version": one.version + 1})
    assert again.status_code == 422


def test_a_double_click_is_one_step(cast: Cast) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    browser = browser_of(cast.partner_worker)
    for _ in range(2):
        address = url("referral_move", one.pk, "accepted")
        page = browser.post(address, {"version": one.version}, follow=True)
        assert page.status_code == 200
    assert AuditEvent.objects.filter(verb="referral.accepted", object_id=str(one.pk)).count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"reason": "x"},
        {"reason": "mistake"},
        {"reason": "other"},
        {"reason": "other", "explanation": "  "},
        {"reason": "no_capacity", "explanation": "\x00"},
        {"reason": "no_capacity", "explanation": "a" * 2_001},
        {"reason": "no_capacity", "version": ""},
        {"reason": "no_capacity", "version": "x"},
        {"reason": "no_capacity", "version": "9" * 30},
    ],
)
def test_a_refusal_that_cannot_be_taken_is_told(cast: Cast, said: dict[str, str]) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    address = url("referral_move", one.pk, "declined")
    answer = browser_of(cast.partner_worker).post(address, {"version": one.version, **said})
    assert answer.status_code == 422
    assert Referral.objects.get(pk=one.pk).state == State.SENT


@pytest.mark.parametrize("outcome", ["", "  ", "\x00", "a" * 20_001])
def test_an_outcome_that_cannot_be_taken_is_told(cast: Cast, outcome: str) -> None:
    one = in_state(cast, Kind.REFERRAL, State.ACCEPTED)
    address = url("referral_move", one.pk, "completed")
    sent = {"version": one.version, "outcome": outcome}
    assert browser_of(cast.partner_worker).post(address, sent).status_code == 422


@pytest.mark.parametrize("state", ["expired", "draft", "nonsense", "accepted"])
def test_states_that_are_not_ones_own_to_choose_do_not_exist(cast: Cast, state: str) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    browser = browser_of(cast.coordinator)
    address = url("referral_move", one.pk, state)
    assert browser.get(address).status_code == browser.post(address).status_code == 404


def test_a_transfer_that_came_back_is_noted(cast: Cast) -> None:
    one = in_state(cast, Kind.TRANSFER, State.DECLINED)
    browser = browser_of(cast.coordinator)
    assert "Noted: leave the lead as it is" in words(browser, "referral", one.pk)
    address = url("referral_acknowledge", one.pk)
    assert browser.get(address).status_code == 405
    assert browser_of(cast.consultant).post(address).status_code == 404
    for _ in range(2):
        assert "Noted." in browser.post(address, follow=True).content.decode()
    assert AuditEvent.objects.filter(verb="referral.acknowledged").count() == 1


# Help


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ["Handover to the coordinator", "under consideration", "the clock", "the reason"]),
        ("pl", ["Przekazanie do koordynatora", "rozpatrywane", "zegar", "powód"]),
    ],
)
def test_the_table_of_steps_is_drawn_from_the_workflow(
    cast: Cast, language: str, texts: list[str]
) -> None:
    page = words(browser_of(cast.partner_worker), "referral_workflow", language=language)
    assert [text for text in texts if text not in page] == []
    assert page.count("<table") == len(Kind)


@pytest.mark.parametrize("name", ["referrals", "referral_workflow"])
def test_without_signing_in_one_is_asked_to(gdansk: None, name: str) -> None:
    answer = browser_of(None).get(url(name))
    assert answer.status_code == 302 and "/staff/sign-in/" in answer["Location"]


def test_the_case_tells_the_story_of_its_referrals(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    one = in_state(cast, Kind.REFERRAL, State.COMPLETED)
    case = one.case
    for _ in range(3):
        case.needs.update(state="open")
        take(refer(cast, case), State.DECLINED, cast)
    browser = browser_of(cast.consultant)
    with django_assert_max_num_queries(33):  # two for what the person is to be told of them
        page = words(browser, "case", case.pk)
    assert one.outcome in page and "partner-worker person, Fundacja Łąka" in page
    assert page.count("<article") == 5
