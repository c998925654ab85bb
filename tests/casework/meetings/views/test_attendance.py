"""Pages on which organisations are ticked: who is invited, who came, who is excused."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework.meetings.models import Meeting
from tests.casework.meetings.making import attend, invite, make_meeting
from tests.cast import Cast

Queries = Callable[[int], AbstractContextManager[Any]]
MEETING_QUERIES = 7


def page(name: str, meeting: Meeting) -> str:
    return reverse(name, args=[meeting.pk])


class TestAttendance:
    @pytest.fixture
    def meeting(self, cast: Cast) -> Meeting:
        """One that has begun."""
        return make_meeting(cast.partner, in_days=-1)

    def test_ticks_are_saved(self, browser: Client, cast: Cast, meeting: Meeting) -> None:
        text = browser.get(page("meeting_attendance", meeting)).content.decode()
        assert text.count('type="checkbox"') == 4 and "Stali uczestnicy" in text
        typed = {f"came_{cast.partner.pk}": "on", f"people_{cast.centre.pk}": "3"}
        answer = browser.post(page("meeting_attendance", meeting), typed, follow=True)
        assert answer.redirect_chain == [(page("meeting", meeting), 302)]
        noted = dict(meeting.attendances.values_list("organisation", "people"))
        assert noted == {cast.partner.pk: None, cast.centre.pk: 3}

    def test_on_an_error_ticks_stay(self, browser: Client, cast: Cast, meeting: Meeting) -> None:
        name = f"people_{cast.centre.pk}"
        typed = {f"came_{cast.partner.pk}": "on", name: "wiele"}
        answer = browser.post(page("meeting_attendance", meeting), typed)
        text = answer.content.decode()
        assert answer.status_code == 422 and 'value="wiele"' in text and "checked" in text
        assert f'href="#id_{name}"' in text and not meeting.attendances.exists()

    def test_its_queries_do_not_grow(
        self,
        browser: Client,
        cast: Cast,
        meeting: Meeting,
        django_assert_max_num_queries: Queries,
    ) -> None:
        for body in (cast.partner, cast.centre):
            attend(meeting, body)
            browser.get(reverse("meetings"))  # what is kept between requests is read
            with django_assert_max_num_queries(MEETING_QUERIES):
                assert browser.get(page("meeting_attendance", meeting)).status_code == 200

    def test_who_was_invited_can_be_excused(
        self, browser: Client, cast: Cast, meeting: Meeting
    ) -> None:
        invite(meeting, cast.centre, cast.partner)
        text = browser.get(page("meeting_attendance", meeting)).content.decode()
        assert text.count("usprawiedliwiony") == 2
        typed = {f"came_{cast.partner.pk}": "on", f"excused_{cast.centre.pk}": "on"}
        browser.post(page("meeting_attendance", meeting), typed)
        shown = browser.get(page("meeting", meeting)).content.decode()
        assert "Nieobecność usprawiedliwiona" in shown and "1 podmiot" in shown
        again = browser.get(page("meeting_attendance", meeting)).content.decode()
        assert again.count("checked") == 2

    def test_came_and_excused_is_refused_and_kept(
        self, browser: Client, cast: Cast, meeting: Meeting
    ) -> None:
        invite(meeting, cast.centre)
        typed = {f"came_{cast.centre.pk}": "on", f"excused_{cast.centre.pk}": "on"}
        answer = browser.post(page("meeting_attendance", meeting), typed)
        text = answer.content.decode()
        assert answer.status_code == 422 and "jedno z dwojga" in text
        assert text.count("checked") == 2 and meeting.attendances.get().presence == "expected"


class TestBeforeTheStart:
    @pytest.fixture
    def meeting(self, cast: Cast) -> Meeting:
        """One that lies ahead."""
        return make_meeting(cast.partner, in_days=3)

    def test_nobody_is_asked_who_came(self, browser: Client, meeting: Meeting) -> None:
        text = browser.get(page("meeting", meeting)).content.decode()
        assert page("meeting_attendance", meeting) not in text and "Kto przyjdzie" in text
        assert page("meeting_invitations", meeting) in text
        answer = browser.get(page("meeting_attendance", meeting))
        assert answer["Location"] == page("meeting_invitations", meeting)

    def test_who_is_invited_can_be_excused_and_take_it_back(
        self, browser: Client, cast: Cast, meeting: Meeting
    ) -> None:
        invite(meeting, cast.centre)
        address = page("meeting_attendance", meeting)
        assert address in browser.get(page("meeting", meeting)).content.decode()
        text = browser.get(address).content.decode()
        assert text.count('type="checkbox"') == 1 and "Ośrodek kryzysowy: " in text
        excused = {f"excused_{cast.centre.pk}": "on"}
        said = browser.post(address, excused, follow=True).content.decode()
        assert "Usprawiedliwieni zapisani." in said
        assert meeting.attendances.get().presence == "excused"
        before = {"before": f"{cast.centre.pk}=-"}
        browser.post(address, before)
        assert meeting.attendances.get().presence == "expected"

    def test_a_tick_that_somebody_came_is_passed_over(
        self, browser: Client, cast: Cast, meeting: Meeting
    ) -> None:
        invite(meeting, cast.centre)
        typed = {f"came_{cast.centre.pk}": "on", f"people_{cast.centre.pk}": "3"}
        assert browser.post(page("meeting_attendance", meeting), typed).status_code == 302
        assert meeting.attendances.get().presence == "expected"


class TestInvitations:
    def test_they_are_saved_and_shown(self, browser: Client, cast: Cast, meeting: Meeting) -> None:
        shown = browser.get(page("meeting", meeting)).content.decode()
        assert page("meeting_invitations", meeting) in shown
        text = browser.get(page("meeting_invitations", meeting)).content.decode()
        assert text.count('type="checkbox"') == 4 and "Stali uczestnicy" in text
        typed = {"group_0": [str(cast.centre.pk), str(cast.partner.pk)]}
        answer = browser.post(page("meeting_invitations", meeting), typed, follow=True)
        assert answer.redirect_chain == [(page("meeting", meeting), 302)]
        text = answer.content.decode()
        assert "Zaproszeni zapisani." in text and text.count("Ośrodek kryzysowy") == 1
        assert meeting.attendances.filter(invited=True, presence="expected").count() == 2

    def test_nobody_invited_yet_says_nothing(self, browser: Client, meeting: Meeting) -> None:
        assert "Zaproszeni</h3>" not in browser.get(page("meeting", meeting)).content.decode()

    def test_who_came_is_no_longer_among_those_expected(
        self, browser: Client, cast: Cast, meeting: Meeting
    ) -> None:
        invite(meeting, cast.centre, presence="came")
        text = browser.get(page("meeting", meeting)).content.decode()
        assert "1 podmiot" in text and "Zaproszeni</h3>" not in text

    def test_the_list_counts_only_who_came(
        self, browser: Client, cast: Cast, meeting: Meeting
    ) -> None:
        attend(meeting, cast.partner)
        invite(meeting, cast.centre)
        [shown] = browser.get(reverse("meetings")).context["upcoming"]
        assert shown.organisations == 1

    def test_somebody_not_on_the_list_is_refused_and_ticks_stay(
        self, browser: Client, cast: Cast, meeting: Meeting
    ) -> None:
        typed = {"group_0": [str(cast.centre.pk), "x"]}
        answer = browser.post(page("meeting_invitations", meeting), typed)
        text = answer.content.decode()
        assert answer.status_code == 422 and "Wybierz odpowiedź z listy." in text
        assert text.count("checked") == 1 and not meeting.attendances.exists()

    def test_its_queries_do_not_grow(
        self,
        browser: Client,
        cast: Cast,
        meeting: Meeting,
        django_assert_max_num_queries: Queries,
    ) -> None:
        for body in (cast.partner, cast.centre):
            invite(meeting, body)
            browser.get(reverse("meetings"))  # what is kept between requests is read
            with django_assert_max_num_queries(MEETING_QUERIES):
                assert browser.get(page("meeting_invitations", meeting)).status_code == 200
