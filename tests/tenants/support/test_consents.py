"""A city's consent: who gives it, for how long, and that it ends at once when it is withdrawn."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ostoja.access.roles import Role
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from ostoja.privacy.retention.classes import class_named
from tenants.support import actions
from tenants.support.choices import LONGEST, Hours
from tenants.support.models import SupportConsent
from tests.cast import Cast, browser_of, make_person
from tests.tenants.support.making import allow, ended_consent

PAGE = "/pl/staff/support/"
ALLOW = "/pl/staff/support/allow/"


def sent(**changed: object) -> dict[str, object]:
    return {"purpose": "Kolory się nie zapisują.", "hours": 4, "submission": uuid4(), **changed}


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("at").values_list("verb", flat=True))


class TestGiving:
    def test_an_administrator_lets_support_in_for_some_hours(self, cast: Cast) -> None:
        answer = browser_of(cast.administrator).post(ALLOW, sent())
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
        consent = SupportConsent.objects.get()
        assert consent.given_by == cast.administrator
        assert consent.until - consent.given_at == timedelta(hours=4)
        assert "Kolory się nie zapisują." in browser_of(cast.administrator).get(PAGE).text
        assert "support.allowed" in verbs()

    def test_the_other_administrators_are_told(self, cast: Cast) -> None:
        other = make_person(Role.CITY_ADMIN, email="second@city.example")
        allow(cast.administrator)
        told = Notification.objects.filter(kind="support-allowed")
        assert [row.person for row in told] == [other]

    def test_sent_twice_it_is_one(self, cast: Cast) -> None:
        form, browser = sent(), browser_of(cast.administrator)
        for _time in range(2):
            assert browser.post(ALLOW, form).status_code == 302
        assert SupportConsent.objects.count() == 1

    def test_a_second_one_is_refused_while_one_is_open(self, cast: Cast) -> None:
        allow(cast.administrator)
        with pytest.raises(actions.AlreadyAllowed):
            allow(cast.administrator)
        answer = browser_of(cast.administrator).post(ALLOW, sent(), follow=True)
        assert "Wsparcie jest już wpuszczone" in answer.text

    def test_after_the_end_of_one_there_may_be_another(self, cast: Cast) -> None:
        ended_consent("Wczoraj", cast.administrator)
        allow(cast.administrator)
        assert SupportConsent.objects.count() == 2

    @pytest.mark.parametrize(
        "wrong",
        [
            {"purpose": ""},
            {"purpose": "   "},
            {"purpose": "x" * 301},
            {"purpose": "a\x00b"},
            {"hours": ""},
            {"hours": 73},
            {"hours": "-1"},
            {"hours": "1e9"},
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, cast: Cast, wrong: dict[str, Any]
    ) -> None:
        answer = browser_of(cast.administrator).post(ALLOW, sent(**wrong))
        assert answer.status_code == 422
        assert "govuk-error-summary" in answer.text
        assert not SupportConsent.objects.exists()

    def test_a_session_that_lay_open_asks_who_one_is(self, cast: Cast) -> None:
        browser = browser_of(cast.administrator)
        session = browser.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": 1.0}]
        session.save()
        answer = browser.post(ALLOW, sent())
        assert answer.status_code == 302
        assert "/confirm/" in answer["Location"]
        assert not SupportConsent.objects.exists()

    @pytest.mark.parametrize("who", ["consultant", "coordinator", "officer", "analyst", "animator"])
    def test_nobody_else_finds_the_pages(self, cast: Cast, who: str) -> None:
        browser = browser_of(getattr(cast, who))
        consent = allow(cast.administrator)
        assert browser.get(PAGE).status_code == 404
        assert browser.post(ALLOW, sent()).status_code == 404
        assert browser.post(f"{PAGE}{consent.pk}/withdraw/").status_code == 404
        assert SupportConsent.objects.get().is_open


class TestDatabase:
    def _refused(self, **facts: Any) -> None:
        now = timezone.now()
        whole = {"purpose": "x", "given_at": now, "until": now + timedelta(hours=1), **facts}
        with pytest.raises(IntegrityError), transaction.atomic():
            SupportConsent.objects.create(**whole)

    def test_it_refuses_what_lasts_longer_than_three_days(self, cast: Cast) -> None:
        self._refused(until=timezone.now() + timedelta(hours=LONGEST, minutes=1))

    def test_it_refuses_an_end_before_the_beginning(self, cast: Cast) -> None:
        self._refused(until=timezone.now() - timedelta(seconds=1))

    def test_it_refuses_one_without_a_purpose(self, cast: Cast) -> None:
        self._refused(purpose="")

    def test_it_refuses_two_at_a_time(self, cast: Cast) -> None:
        allow(cast.administrator)
        self._refused()

    def test_it_takes_another_one_after_a_withdrawal(self, cast: Cast) -> None:
        first = allow(cast.administrator)
        actions.withdraw_consent(pk=first.pk, by=cast.administrator)
        assert allow(cast.administrator).is_open


class TestWithdrawing:
    def test_it_ends_at_once_and_stands_in_the_list(self, cast: Cast) -> None:
        consent, browser = allow(cast.administrator), browser_of(cast.administrator)
        answer = browser.post(f"{PAGE}{consent.pk}/withdraw/", follow=True)
        assert "Nikt ze wsparcia nie może już wejść" in answer.text
        consent.refresh_from_db()
        assert not consent.is_open
        assert consent.withdrawn_by == cast.administrator
        assert "support.withdrawn" in verbs()

    def test_once_more_it_only_says_so(self, cast: Cast) -> None:
        consent, browser = allow(cast.administrator), browser_of(cast.administrator)
        for words in ("Nikt ze wsparcia", "już się zakończyła"):
            answer = browser.post(f"{PAGE}{consent.pk}/withdraw/", follow=True)
            assert words in answer.text

    def test_one_that_is_not_there_is_absent(self, cast: Cast) -> None:
        browser = browser_of(cast.administrator)
        assert browser.post(f"{PAGE}{uuid4()}/withdraw/").status_code == 404
        assert browser.get(f"{PAGE}{uuid4()}/withdraw/").status_code == 405


def test_the_page_asks_no_more_for_many_consents(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(cast.administrator)
    for number in range(1, 8):
        day = timezone.now() - timedelta(days=number)
        SupportConsent.objects.create(
            purpose="x",
            given_by=cast.administrator,
            given_at=day,
            until=day + timedelta(hours=Hours.FOUR),
        )
    browser.get(PAGE)
    with django_assert_max_num_queries(9):
        assert browser.get(PAGE).status_code == 200


def test_it_is_kept_as_long_as_the_record_and_then_goes(cast: Cast) -> None:
    kind = class_named("support")
    assert kind is not None
    ended_consent("Wczoraj", cast.administrator)
    allow(cast.administrator)
    assert list(kind.due(timezone.now() - timedelta(days=kind.days))) == []
    due = list(kind.due(timezone.now()))
    assert [one.purpose for one in due] == ["Wczoraj"]
    kind.delete(due)
    assert [one.purpose for one in SupportConsent.objects.all()] == ["Kolory"]
