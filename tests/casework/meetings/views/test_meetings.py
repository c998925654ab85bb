"""Pages of meetings, as a member of the coalition uses them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from casework.meetings.models import Meeting
from casework.partners.models import Location
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.casework.meetings.making import (
    attend,
    make_action,
    make_meeting,
    make_outcome,
    make_place,
    today,
    typed_meeting,
)
from tests.cast import Cast, browser_of, make_cast

Queries = Callable[[int], AbstractContextManager[Any]]
LIST_QUERIES, MEETING_QUERIES = 7, 7


def page(name: str, meeting: Meeting) -> str:
    return reverse(name, args=[meeting.pk])


class TestList:
    def test_it_shows_what_lies_ahead_and_what_was(
        self, browser: Client, cast: Cast, earlier: Meeting
    ) -> None:
        make_meeting(cast.partner, in_days=21, title="Wspólna lustracja")
        make_outcome(earlier)
        text = browser.get(reverse("meetings")).content.decode()
        assert text.index("Wspólna lustracja") < text.index("Minione spotkania")
        assert text.index("Minione spotkania") < text.index(str(earlier.pk))
        assert "Fundacja Łąka" in text and "Dodaj spotkanie" in text

    def test_an_empty_list_says_so(self, browser: Client) -> None:
        text = browser.get(reverse("meetings")).content.decode()
        assert "Żadne spotkanie nie jest zaplanowane" in text
        assert "Żadne spotkanie jeszcze się nie odbyło" in text

    def test_it_goes_on_on_other_pages(self, browser: Client, cast: Cast) -> None:
        for days in range(1, 23):
            make_meeting(cast.partner, in_days=-days)
        ahead = make_meeting(cast.partner, in_days=1)
        second = browser.get(reverse("meetings"), {"page": "2"}).content.decode()
        assert second.count("ostoja-table__row") == 2 and str(ahead.pk) not in second
        assert browser.get(reverse("meetings"), {"page": "x"}).status_code == 200

    def test_who_only_reads_is_offered_no_form(self, cast: Cast, meeting: Meeting) -> None:
        browser = browser_of(cast.administrator, "gdynia")
        for url in (reverse("meetings"), page("meeting", meeting)):
            text = browser.get(url).content.decode()
            assert reverse("meeting_new") not in text and "edit/" not in text

    def test_its_queries_do_not_grow(
        self, browser: Client, cast: Cast, django_assert_num_queries: Queries
    ) -> None:
        for number in (2, 8):
            for step in range(number):
                for days in (-1, 1):
                    room = make_place(cast.partner, f"{number}-{step}-{days}")
                    meeting = make_meeting(cast.partner, in_days=days * (step + 1), place=room)
                    attend(meeting, cast.centre)
                    make_outcome(meeting)
            browser.get(reverse("meetings"))  # what is kept between requests is read
            with django_assert_num_queries(LIST_QUERIES):
                assert browser.get(reverse("meetings")).status_code == 200


class TestMeeting:
    def test_it_tells_when_where_and_who_came(
        self, browser: Client, cast: Cast, place: Location
    ) -> None:
        Location.objects.filter(pk=place.pk).update(accessibility=["step_free", "x"])
        meeting = make_meeting(cast.partner, place=place, title="Zima", topic="Jedno\nDrugie")
        attend(meeting, cast.centre, 2)
        attend(meeting, cast.other_partner)
        text = browser.get(page("meeting", meeting)).content.decode()
        for words in ("Zima", "ul. Próbna 1, 81-000 Gdynia", "Jedno<br>Drugie", "12:00"):
            assert words in text
        assert "2 podmioty, 2 osoby" in text and "Ośrodek kryzysowy: 2" in text

    def test_what_is_open_from_earlier_meetings_returns(
        self, browser: Client, cast: Cast, meeting: Meeting, earlier: Meeting
    ) -> None:
        make_action(earlier, cast.partner, in_days=-1, text="Zebrać godziny przyjęć.")
        make_outcome(earlier, kind="success", text="Ulotka gotowa.")
        text = browser.get(page("meeting", meeting)).content.decode()
        assert "Zebrać godziny przyjęć." in text and "po terminie" in text
        assert "Ulotka gotowa." not in text
        assert "Ulotka gotowa." in browser.get(page("meeting", earlier)).content.decode()

    def test_a_place_of_which_nothing_is_known_says_so(
        self, browser: Client, cast: Cast, place: Location
    ) -> None:
        meeting = make_meeting(cast.partner, place=place)
        assert "brak danych" in browser.get(page("meeting", meeting)).content.decode()

    def test_its_queries_do_not_grow(
        self,
        browser: Client,
        cast: Cast,
        meeting: Meeting,
        earlier: Meeting,
        django_assert_num_queries: Queries,
    ) -> None:
        bodies = [cast.partner, cast.other_partner, cast.centre, cast.coordinating]
        for number in (1, 4):
            meeting.attendances.all().delete()
            for body in bodies[:number]:
                attend(meeting, body)
                make_action(earlier, body)
                make_action(meeting, body)
            browser.get(reverse("meetings"))  # what is kept between requests is read
            with django_assert_num_queries(MEETING_QUERIES):
                assert browser.get(page("meeting", meeting)).status_code == 200


class TestWriting:
    def test_a_meeting_is_logged(self, browser: Client, cast: Cast, place: Location) -> None:
        answer = browser.get(reverse("meeting_new"))
        assert "Może Fundacja Łąka: stały uczestnik" in answer.content.decode()
        typed = typed_meeting(cast.partner, place=str(place.pk))
        answer = browser.post(reverse("meeting_new"), typed, follow=True)
        meeting = Meeting.objects.get()
        assert answer.redirect_chain == [(page("meeting", meeting), 302)]
        assert "Spotkanie zapisane" in answer.content.decode()
        assert (meeting.host, meeting.place, meeting.day) == (cast.partner, place, today())
        assert AuditEvent.objects.get(object_id=meeting.pk).verb == "meeting.logged"

    def test_the_hint_says_when_somebody_hosted(
        self, browser: Client, cast: Cast, place: Location, earlier: Meeting
    ) -> None:
        make_meeting(cast.partner, in_days=-60)
        text = browser.get(reverse("meeting_new")).content.decode()
        assert "Może Fundacja Łąka: ze stałych uczestników najdawniej" in text

    def test_sent_twice_it_is_one(self, browser: Client, cast: Cast) -> None:
        typed = typed_meeting(cast.partner)
        first, second = (browser.post(reverse("meeting_new"), typed) for _ in range(2))
        assert first["Location"] == second["Location"]
        assert Meeting.objects.count() == 1

    def test_on_an_error_nothing_typed_is_lost(self, browser: Client, cast: Cast) -> None:
        typed = typed_meeting(cast.partner, title="Nasz tytuł", ends="9:00", topic="Punkt 1")
        answer = browser.post(reverse("meeting_new"), typed)
        text = answer.content.decode()
        assert answer.status_code == 422 and not Meeting.objects.exists()
        assert "<title>Błąd: " in text and "Koniec musi być później niż początek" in text
        for words in ("Nasz tytuł", "9:00", "Punkt 1", typed["submission"]):
            assert words in text
        assert f'<option value="{cast.partner.pk}" selected>' in text

    def test_a_meeting_is_changed(self, browser: Client, cast: Cast, meeting: Meeting) -> None:
        text = browser.get(page("meeting_edit", meeting)).content.decode()
        assert 'name="version" value="1"' in text and "12:00" in text
        typed = typed_meeting(cast.centre, version="1", title="Inaczej")
        answer = browser.post(page("meeting_edit", meeting), typed)
        assert answer["Location"] == page("meeting", meeting)
        meeting.refresh_from_db()
        assert (meeting.title, meeting.host, meeting.version) == ("Inaczej", cast.centre, 2)

    def test_who_comes_second_sees_both_and_may_go_on(
        self, browser: Client, cast: Cast, meeting: Meeting
    ) -> None:
        Meeting.objects.filter(pk=meeting.pk).update(version=2, title="Tytuł pierwszej osoby")
        typed = typed_meeting(cast.partner, version="1", title="Tytuł drugiej osoby")
        answer = browser.post(page("meeting_edit", meeting), typed)
        text = answer.content.decode()
        assert answer.status_code == 422 and "Ktoś zmienił to w międzyczasie" in text
        assert "Tytuł pierwszej osoby" in text and "Tytuł drugiej osoby" in text
        assert 'name="version" value="2"' in text
        browser.post(page("meeting_edit", meeting), {**typed, "version": "2"})
        meeting.refresh_from_db()
        assert meeting.title == "Tytuł drugiej osoby"

    def test_a_change_sent_twice_overtakes_nobody(
        self, browser: Client, cast: Cast, meeting: Meeting
    ) -> None:
        typed = typed_meeting(cast.partner, version="1", title="Raz")
        for _ in range(2):
            assert browser.post(page("meeting_edit", meeting), typed).status_code == 302
        assert Meeting.objects.get().version == 2

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "\x00"])
    def test_a_spoilt_version_changes_nothing(
        self, browser: Client, cast: Cast, meeting: Meeting, version: str
    ) -> None:
        typed = typed_meeting(cast.partner, version=version, title="Nie")
        assert browser.post(page("meeting_edit", meeting), typed).status_code == 422
        assert Meeting.objects.get().title == ""


PAGES = ["meeting", "meeting_edit", "meeting_attendance", "meeting_invitations", "outcome_new"]


@pytest.mark.parametrize("method", ["get", "post"])
class TestDoors:
    @pytest.mark.parametrize("name", PAGES)
    def test_who_holds_no_permission_finds_nothing(
        self, cast: Cast, meeting: Meeting, method: str, name: str
    ) -> None:
        stranger = browser_of(cast.stranger, "gdynia")
        assert getattr(stranger, method)(page(name, meeting)).status_code == 404

    @pytest.mark.parametrize("name", PAGES[1:])
    def test_who_only_reads_writes_nothing(
        self, cast: Cast, meeting: Meeting, method: str, name: str
    ) -> None:
        reader = browser_of(cast.administrator, "gdynia")
        assert getattr(reader, method)(page(name, meeting)).status_code == 404
        assert getattr(reader, method)(reverse("meeting_new")).status_code == 404

    @pytest.mark.parametrize("name", PAGES)
    def test_another_citys_meeting_does_not_exist(
        self, cast: Cast, meeting: Meeting, method: str, name: str
    ) -> None:
        with entered("slupsk"):
            elsewhere = browser_of(make_cast().member, "slupsk")
            assert getattr(elsewhere, method)(page(name, meeting)).status_code == 404
            assert elsewhere.get(reverse("meetings")).status_code == 200

    def test_who_has_not_signed_in_is_sent_there(
        self, cast: Cast, meeting: Meeting, method: str
    ) -> None:
        answer = getattr(browser_of(None, "gdynia"), method)(page("meeting", meeting))
        assert answer.status_code == 302 and "/sign-in/" in answer["Location"]

    @pytest.mark.parametrize("name", PAGES)
    def test_what_does_not_exist_does_not_exist(
        self, browser: Client, method: str, name: str
    ) -> None:
        assert getattr(browser, method)(reverse(name, args=[uuid4()])).status_code == 404


def test_pages_are_in_english_too(browser: Client, meeting: Meeting) -> None:
    text = browser.get(page("meeting", meeting).replace("/pl/", "/en/")).content.decode()
    assert "Open from earlier meetings" in text and "Coalition meeting" in text


def test_the_navigation_names_meetings_and_the_decision_book(browser: Client) -> None:
    text = browser.get(reverse("meetings")).content.decode()
    assert f'href="{reverse("meetings")}" aria-current="page"' in text
    assert "Księga ustaleń" in text
