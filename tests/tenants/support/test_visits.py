"""An operator in a city: what lets them in, what ends it, what they leave in the records."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts.memberships import holds, know_memberships, memberships_of, roles_of
from ostoja.accounts.models import Membership, User
from ostoja.accounts.selectors import people, person_with
from ostoja.audit.models import AuditEvent
from ostoja.audit.presenters import lines
from ostoja.notifications.models import Notification
from ostoja.ui.city import forget
from tenants.fence import entered, entered_platform
from tenants.profile.models import CityProfile
from tenants.support import actions
from tenants.support.models import SupportConsent, SupportVisit
from tests.cast import Cast, make_cast
from tests.tenants.support.making import (
    COLOURS,
    allow,
    is_in,
    make_operator,
    switch_off,
    visitor,
)

HOME = "/pl/staff/"


@pytest.fixture
def operator(cast: Cast) -> User:
    return make_operator()


@pytest.fixture
def consent(cast: Cast) -> SupportConsent:
    return allow(cast.administrator)


def verbs_on_platform() -> list[str]:
    with entered_platform():
        rows = AuditEvent.objects.filter(verb__startswith="support").order_by("at")
        return [f"{row.verb} {row.actor_name} {row.details}" for row in rows]


class TestEnd:
    def test_a_withdrawal_ends_a_session_that_is_kept_alive(
        self, operator: User, consent: SupportConsent, cast: Cast
    ) -> None:
        client = visitor(operator)
        assert is_in(client)
        actions.withdraw_consent(pk=consent.pk, by=cast.administrator)
        assert not is_in(client)
        person = SupportVisit.objects.get().person
        assert person is not None and not person.is_active
        key = client.cookies.get("session")
        assert key is None or not Session.objects.filter(session_key=key.value).exists()

    def test_the_end_of_the_consent_ends_it(self, operator: User, consent: SupportConsent) -> None:
        client = visitor(operator)
        ago = timezone.now() - timedelta(hours=2)
        SupportConsent.objects.update(given_at=ago, until=timezone.now())
        assert not is_in(client)

    def test_the_person_alone_is_nobody_after_the_end(
        self, operator: User, consent: SupportConsent
    ) -> None:
        client = visitor(operator)
        User.objects.exclude(visits_until=None).update(visits_until=timezone.now())
        assert not is_in(client)

    def test_the_session_ends_with_the_consent(
        self, operator: User, consent: SupportConsent
    ) -> None:
        client = visitor(operator)
        session = Session.objects.get(session_key=client.cookies["session"].value)
        assert abs(session.expire_date - consent.until) < timedelta(seconds=5)

    def test_an_operator_who_is_switched_off_is_out(
        self, operator: User, consent: SupportConsent
    ) -> None:
        client = visitor(operator)
        switch_off(operator)
        assert not is_in(client)
        assert SupportVisit.objects.get().left_at is not None

    def test_a_suspended_city_answers_nobody(self, operator: User, consent: SupportConsent) -> None:
        from tenants.stages import suspend_city

        client = visitor(operator)
        suspend_city("gdansk")
        assert client.get(COLOURS).status_code == 503

    def test_the_session_opens_no_other_city(self, operator: User, consent: SupportConsent) -> None:
        client = visitor(operator)
        copied = Session.objects.get(session_key=client.cookies["session"].value)
        with entered("gdynia"):
            allow(make_cast().administrator)
            values = {"session_data": copied.session_data, "expire_date": copied.expire_date}
            Session.objects.create(session_key=copied.session_key, **values)
        client.defaults["HTTP_HOST"] = "gdynia.localhost"
        assert not is_in(client)

    @pytest.mark.parametrize("way", ["/pl/staff/support/leave/", "/pl/staff/sign-out/"])
    def test_who_leaves_is_out_and_may_come_again(
        self, operator: User, consent: SupportConsent, way: str
    ) -> None:
        client = visitor(operator)
        assert client.post(way, headers={"origin": ""}).status_code == 403  # no token
        client.handler.enforce_csrf_checks = False
        assert client.post(way).status_code in {200, 302}
        assert not is_in(client)
        assert SupportVisit.objects.get().left_at is not None
        assert is_in(visitor(operator))
        assert SupportVisit.objects.count() == 2


class TestPowers:
    @pytest.fixture
    def person(self, operator: User, consent: SupportConsent) -> User:
        visitor(operator)
        return User.objects.exclude(visits_until=None).get()

    def test_a_role_that_somebody_gives_them_is_worth_nothing(self, person: User) -> None:
        for role in Role:
            Membership.objects.create(user=person, role=role)
        asked = User.objects.get(pk=person.pk)
        assert memberships_of(asked) == []
        assert not holds(asked, Permission.PEOPLE_MANAGE)
        many = User.objects.get(pk=person.pk)
        know_memberships([many])
        assert roles_of(many) == set()

    def test_they_are_none_of_the_citys_people(self, person: User) -> None:
        assert person not in people()
        assert person_with(person.pk) is None

    def test_they_are_told_nothing(self, person: User, cast: Cast) -> None:
        from ostoja.accounts.notices import tell

        tell(person, "password_changed")
        assert not Notification.objects.filter(person=person).exists()

    def test_they_change_a_setting_under_their_name(
        self, operator: User, consent: SupportConsent
    ) -> None:
        client = visitor(operator)
        client.handler.enforce_csrf_checks = False
        version = CityProfile.objects.get().version
        sent = {"colour": "#0e4a57", "accent": "#bd7d25", "version": version}
        page = client.get(COLOURS)
        fields = {name: sent[name] for name in page.context["form"].fields if name in sent}
        assert client.post(COLOURS, {**fields, "save": "1"}).status_code == 302
        [line] = lines(AuditEvent.objects.filter(verb="city.colours_set"))
        assert line.who == "Wsparcie: Ewa Lis (operator platformy)"
        forget()

    def test_the_api_takes_no_session(self, operator: User, consent: SupportConsent) -> None:
        client = visitor(operator)
        for noun in ("me", "cases", "people", "readiness"):
            assert client.get(f"/api/v1/{noun}/").status_code == 401

    def test_residents_pages_take_them_for_nobody(
        self, operator: User, consent: SupportConsent
    ) -> None:
        answer = visitor(operator).get("/pl/")
        assert answer.status_code == 200
        assert "Ewa Lis" not in answer.text


class TestRecords:
    def test_the_city_reads_everything_and_the_platform_that_they_came_and_went(
        self, operator: User, consent: SupportConsent
    ) -> None:
        client = visitor(operator)
        client.get(COLOURS)
        client.handler.enforce_csrf_checks = False
        client.post("/pl/staff/support/leave/")
        rows = AuditEvent.objects.filter(verb__startswith="support").order_by("at", "id")
        found = [(row.verb, row.via) for row in rows if row.actor_name.endswith("Ewa Lis")]
        assert [verb for verb, _via in found] == [
            "support.asked",
            "support.entered",
            "support.page_seen",
            "support.left",
        ]
        assert {via for _verb, via in found} == {"operator"}
        assert rows.get(verb="support.page_seen").details == {"page": "/staff/city/colours/"}
        city = {"city": "gdansk"}
        said = [f"support.{verb} Ewa Lis {city}" for verb in ("asked", "entered", "left")]
        assert verbs_on_platform() == said

    def test_the_platform_also_reads_that_the_city_ended_it(
        self, operator: User, consent: SupportConsent, cast: Cast
    ) -> None:
        visitor(operator)
        actions.withdraw_consent(pk=consent.pk, by=cast.administrator)
        assert verbs_on_platform()[-1].startswith("support.ended Ewa Lis")

    def test_what_is_absent_for_them_is_not_said_to_have_been_seen(
        self, operator: User, consent: SupportConsent
    ) -> None:
        client = visitor(operator)
        assert client.get("/pl/staff/people/").status_code == 404
        assert not AuditEvent.objects.filter(verb="support.page_seen").exists()

    def test_the_administrators_are_told_of_each_visit(
        self, operator: User, consent: SupportConsent, cast: Cast
    ) -> None:
        visitor(operator)
        visitor(operator)
        told = Notification.objects.filter(kind="support-entered")
        assert [row.person for row in told] == [cast.administrator] * 2

    def test_the_way_is_forgotten_with_the_request(
        self, operator: User, consent: SupportConsent, cast: Cast
    ) -> None:
        from ostoja.audit.origin import way

        visitor(operator).get(HOME)
        assert way() == ""


def test_each_page_says_that_they_are_support_and_how_to_leave(
    operator: User, consent: SupportConsent
) -> None:
    client = visitor(operator)
    for page in (HOME, COLOURS, "/pl/staff/opening/"):
        text = client.get(page).text
        assert "Jesteś tu jako wsparcie" in text
        assert 'action="/pl/staff/support/leave/"' in text
    assert "Twoje konto</a>" not in client.get(HOME).text


def test_a_page_of_a_visit_asks_little(
    operator: User, consent: SupportConsent, django_assert_max_num_queries: Any
) -> None:
    client = visitor(operator)
    client.get(COLOURS)
    with django_assert_max_num_queries(16):
        client.get(COLOURS)
