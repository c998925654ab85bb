"""Pages of outcomes: writing several in a row, settling them, the decision book."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from casework.meetings.models import Meeting, Outcome
from tenants.fence import entered
from tests.casework.meetings.making import (
    make_action,
    make_outcome,
    noon,
    parts,
    today,
    typed_action,
    typed_outcome,
)
from tests.cast import Cast, browser_of, make_cast

Queries = Callable[[int], AbstractContextManager[Any]]
BOOK_QUERIES = 7


def close(outcome: Outcome) -> str:
    return reverse("outcome_close", args=[outcome.pk])


def edit(outcome: Outcome) -> str:
    return reverse("outcome_edit", args=[outcome.pk])


def new(meeting: Meeting) -> str:
    return reverse("outcome_new", args=[meeting.pk])


class TestWriting:
    def test_one_after_another(self, browser: Client, cast: Cast, meeting: Meeting) -> None:
        assert "Zapisz i dodaj następne" in browser.get(new(meeting)).content.decode()
        answer = browser.post(new(meeting), typed_action(cast.partner, text="Klucze."), follow=True)
        text = answer.content.decode()
        assert answer.redirect_chain == [(new(meeting), 302)]
        assert "Zapisano: zadanie – Klucze." in text and "Zapisano 1 ustalenie" in text
        assert " checked" not in text
        browser.post(new(meeting), typed_outcome(kind="success", text="Udało się."))
        kinds = Outcome.objects.values_list("kind", "state")
        assert list(kinds) == [("action", "open"), ("success", "noted")]

    def test_each_page_has_an_id_of_its_own(self, browser: Client, meeting: Meeting) -> None:
        first, second = (
            browser.get(new(meeting)).context["form"]["submission"].value() for _ in range(2)
        )
        assert first != second

    def test_sent_twice_it_is_one(self, browser: Client, meeting: Meeting) -> None:
        typed = typed_outcome()
        for _ in range(2):
            assert browser.post(new(meeting), typed).status_code == 302
        assert Outcome.objects.count() == 1

    def test_on_an_error_nothing_typed_is_lost(
        self, browser: Client, cast: Cast, meeting: Meeting
    ) -> None:
        typed = typed_outcome(kind="action", text="Długi tekst", due_on_day="31", due_on_month="2")
        answer = browser.post(new(meeting), typed)
        text = answer.content.decode()
        assert answer.status_code == 422 and not Outcome.objects.exists()
        assert "<title>Błąd: " in text and "zadanie musi mieć podmiot" in text
        for words in ("Długi tekst", 'value="31"', typed["submission"]):
            assert words in text
        assert "checked" in text

    @pytest.mark.parametrize(
        "text", ["=cmd|' /C calc'!A0", "{{7*7}}", "<script>alert(1)</script>", "\u202eodwrotnie"]
    )
    def test_words_are_words(self, browser: Client, meeting: Meeting, text: str) -> None:
        browser.post(new(meeting), typed_outcome(text=text))
        assert Outcome.objects.get().text == text
        shown = browser.get(reverse("meeting", args=[meeting.pk])).content.decode()
        assert "<script>alert" not in shown


class TestChanging:
    def test_an_outcome_is_changed(self, browser: Client, cast: Cast, meeting: Meeting) -> None:
        outcome = make_action(meeting, cast.partner)
        assert "Przygotować listę." in browser.get(edit(outcome)).content.decode()
        typed = typed_outcome(kind="success", text="Lista jest.", version="1")
        answer = browser.post(edit(outcome), typed)
        place = f"{reverse('meeting', args=[meeting.pk])}#outcome-{outcome.pk}"
        assert answer["Location"] == place
        outcome.refresh_from_db()
        assert (outcome.kind, outcome.state, outcome.text) == ("success", "noted", "Lista jest.")

    def test_who_comes_second_sees_both_and_may_go_on(
        self, browser: Client, meeting: Meeting
    ) -> None:
        outcome = make_outcome(meeting, text="Słowa pierwszej osoby", version=2)
        typed = typed_outcome(text="Słowa drugiej osoby", version="1")
        answer = browser.post(edit(outcome), typed)
        text = answer.content.decode()
        assert answer.status_code == 422 and "Ktoś zmienił to w międzyczasie" in text
        assert "Słowa pierwszej osoby" in text and "Słowa drugiej osoby" in text
        assert browser.post(edit(outcome), {**typed, "version": "2"}).status_code == 302
        outcome.refresh_from_db()
        assert outcome.text == "Słowa drugiej osoby"

    def test_a_change_sent_twice_overtakes_nobody(self, browser: Client, meeting: Meeting) -> None:
        outcome = make_outcome(meeting)
        typed = typed_outcome(text="Raz", version="1")
        for _ in range(2):
            assert browser.post(edit(outcome), typed).status_code == 302


class TestSettling:
    def test_one_tap_closes(
        self, browser: Client, cast: Cast, meeting: Meeting, earlier: Meeting
    ) -> None:
        outcome = make_action(earlier, cast.partner)
        page = reverse("meeting", args=[meeting.pk])
        assert f'action="{close(outcome)}"' in browser.get(page).content.decode()
        tapped = {"verdict": "done", "version": "1", "meeting": str(meeting.pk)}
        for _ in range(2):  # a double tap closes it once, and nobody is told off
            answer = browser.post(close(outcome), tapped)
            assert answer["Location"] == f"{page}#outcome-{outcome.pk}"
        outcome.refresh_from_db()
        assert (outcome.state, outcome.version) == ("done", 2)

    def test_it_goes_on_until_a_new_day(
        self, browser: Client, cast: Cast, meeting: Meeting
    ) -> None:
        outcome = make_action(meeting, cast.partner)
        typed = {"verdict": "open", "version": "1", **parts("due_on", today(30))}
        assert browser.post(close(outcome), typed)["Location"] == reverse("outcomes")
        outcome.refresh_from_db()
        assert outcome.is_open and outcome.due_on == today(30)

    def test_it_is_dropped_with_a_reason(self, browser: Client, meeting: Meeting) -> None:
        outcome = make_outcome(meeting)
        answer = browser.post(close(outcome), {"verdict": "dropped", "version": "1"})
        assert answer.status_code == 422 and "Napisz, dlaczego" in answer.content.decode()
        typed = {"verdict": "dropped", "version": "1", "closing_note": "Zbędne."}
        assert browser.post(close(outcome), typed).status_code == 302
        page = browser.get(reverse("outcomes"), {"state": "closed"}).content.decode()
        assert "Zbędne." in page and "zaniechane" in page

    def test_it_is_opened_again(self, browser: Client, meeting: Meeting, earlier: Meeting) -> None:
        outcome = make_outcome(earlier, state="done", closed_at=noon(1))
        link = f"{close(outcome)}?verdict=open&amp;meeting={meeting.pk}"
        page = reverse("meeting", args=[meeting.pk])
        assert link in browser.get(page).content.decode()
        form = browser.get(link.replace("&amp;", "&"))
        assert form.context["form"]["verdict"].value() == "open"
        typed = {"verdict": "open", "version": "1", "meeting": str(meeting.pk)}
        assert browser.post(close(outcome), typed)["Location"].startswith(page)
        outcome.refresh_from_db()
        assert outcome.is_open

    def test_what_is_noted_cannot_be_settled(self, browser: Client, meeting: Meeting) -> None:
        outcome = make_outcome(meeting, kind="success")
        answer = browser.post(close(outcome), {"verdict": "done", "version": "1"})
        assert answer.status_code == 422
        assert "To ustalenie jest już zamknięte" in answer.content.decode()

    def test_who_comes_second_is_told(self, browser: Client, meeting: Meeting) -> None:
        outcome = make_outcome(meeting, version=2)
        typed = {"verdict": "dropped", "version": "1", "closing_note": "Mój powód."}
        answer = browser.post(close(outcome), typed)
        text = answer.content.decode()
        assert answer.status_code == 422 and "Ktoś zmienił to w międzyczasie" in text
        assert "Mój powód." in text and 'name="version" value="2"' in text

    def test_a_note_to_what_somebody_else_closed_is_not_lost(
        self, browser: Client, meeting: Meeting
    ) -> None:
        outcome = make_outcome(meeting, state="done", version=2)
        typed = {"verdict": "done", "version": "1", "closing_note": "Ważna uwaga."}
        answer = browser.post(close(outcome), typed)
        assert answer.status_code == 422 and "Ważna uwaga." in answer.content.decode()
        answer = browser.post(close(outcome), {**typed, "version": "2"})
        text = answer.content.decode()
        assert answer.status_code == 422 and "Ważna uwaga." in text
        outcome.refresh_from_db()
        assert outcome.closing_note == ""

    def test_the_same_verdict_sent_twice_is_no_conflict(
        self, browser: Client, meeting: Meeting
    ) -> None:
        outcome = make_outcome(meeting)
        typed = {"verdict": "done", "version": "1", "closing_note": "Gotowe."}
        for _ in range(2):
            assert browser.post(close(outcome), typed).status_code == 302
        outcome.refresh_from_db()
        assert (outcome.closing_note, outcome.version) == ("Gotowe.", 2)

    @pytest.mark.parametrize("meeting_id", ["x", "\x00", str(UUID(int=7)), "//evil.example"])
    def test_a_spoilt_way_back_leads_to_the_book(
        self, browser: Client, meeting: Meeting, meeting_id: str
    ) -> None:
        outcome = make_outcome(meeting)
        assert browser.get(close(outcome), {"meeting": meeting_id}).status_code == 200
        typed = {"verdict": "done", "version": "1", "meeting": meeting_id}
        answer = browser.post(close(outcome), typed)
        assert answer.status_code == 302 and answer["Location"] == reverse("outcomes")


class TestBook:
    def test_it_shows_what_is_open_and_filters(
        self, browser: Client, cast: Cast, meeting: Meeting
    ) -> None:
        make_outcome(meeting, text="Decyzja otwarta")
        make_action(meeting, cast.partner, in_days=-1, text="Zadanie spóźnione")
        make_outcome(meeting, kind="success", text="Sukces")

        def shown(**query: str) -> set[str]:
            text = browser.get(reverse("outcomes"), query).content.decode()
            words = ("Decyzja otwarta", "Zadanie spóźnione", "Sukces<")
            return {word for word in words if word in text}

        assert shown() == {"Decyzja otwarta", "Zadanie spóźnione"}
        assert shown(state="overdue") == {"Zadanie spóźnione"}
        assert shown(kind="decision") == {"Decyzja otwarta"}
        assert shown(owner=str(cast.partner.pk)) == {"Zadanie spóźnione"}
        assert shown(state="closed") == {"Sukces<"}
        assert shown(state="x", kind="\x00", owner="x", page="99") == shown()

    def test_an_empty_book_says_so(self, browser: Client) -> None:
        assert "Nie ma takich ustaleń" in browser.get(reverse("outcomes")).content.decode()

    def test_its_queries_do_not_grow(
        self,
        browser: Client,
        cast: Cast,
        meeting: Meeting,
        earlier: Meeting,
        django_assert_num_queries: Queries,
    ) -> None:
        for body in (cast.partner, cast.other_partner):
            for one in (meeting, earlier):
                make_action(one, body)
            browser.get(reverse("outcomes"))  # what is kept between requests is read
            with django_assert_num_queries(BOOK_QUERIES):
                assert browser.get(reverse("outcomes")).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
class TestDoors:
    def test_who_may_not_write_finds_nothing(
        self, cast: Cast, meeting: Meeting, method: str
    ) -> None:
        outcome = make_outcome(meeting)
        for user in (cast.stranger, cast.administrator, cast.consultant):
            browser = browser_of(user, "gdynia")
            for url in (close(outcome), edit(outcome), new(meeting)):
                assert getattr(browser, method)(url).status_code == 404
        assert browser_of(cast.stranger, "gdynia").get(reverse("outcomes")).status_code == 404
        reader = browser_of(cast.administrator, "gdynia")
        assert reader.get(reverse("outcomes")).status_code == 200

    def test_another_citys_outcome_does_not_exist(
        self, cast: Cast, meeting: Meeting, method: str
    ) -> None:
        outcome = make_outcome(meeting, text="Tylko w Gdyni")
        with entered("gdansk"):
            elsewhere = browser_of(make_cast().member, "gdansk")
            for url in (close(outcome), edit(outcome)):
                assert getattr(elsewhere, method)(url).status_code == 404
            book = elsewhere.get(reverse("outcomes"))
            assert book.status_code == 200 and "Tylko w Gdyni" not in book.content.decode()
