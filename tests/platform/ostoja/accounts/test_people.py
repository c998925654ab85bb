"""The city's people: roles, switching off with a handover, and who may do that."""

from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator

from ostoja.access.permissions import Permission
from ostoja.access.roles import Role
from ostoja.accounts import actions, handover, selectors
from ostoja.accounts.actions.people import LastAdministrator
from ostoja.accounts.handover import OpenWork
from ostoja.accounts.memberships import groups_with, holds
from ostoja.accounts.models import Membership, User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from tenants.fence import entered
from tests.cast import Cast, browser_of, make_person
from tests.platform.ostoja.accounts.people import (
    client_on,
    code_of,
    give_second_factor,
    make_user,
    type_code,
    type_password,
)

PEOPLE = "/pl/staff/people/"


def address(user: User, *more: str) -> str:
    """A page about this person."""
    return "/".join([f"/pl/staff/people/{user.pk}", *more]) + "/"


class TestList:
    def test_everybody_is_there_with_roles_and_state(self, cast: Cast) -> None:
        User.objects.filter(pk=cast.analyst.pk).update(is_active=False)
        text = browser_of(cast.administrator).get(PEOPLE).content.decode()
        assert "consultant person" in text
        assert "Konsultant" in text
        assert "wyłączone" in text
        assert "nigdy" in text

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"name": "COLLEAGUE"}, {"colleague@city.example"}),
            ({"role": "dpo"}, {"dpo@city.example"}),
            ({"state": "off"}, {"analyst@city.example"}),
            ({"name": "person", "role": "analyst", "state": "on"}, set()),
            ({"name": "%"}, set()),
        ],
    )
    def test_searching(self, cast: Cast, query: dict[str, str], expected: set[str]) -> None:
        User.objects.filter(pk=cast.analyst.pk).update(is_active=False)
        answer = browser_of(cast.administrator).get(PEOPLE, query)
        assert {person.email for person, _roles in answer.context["rows"]} == expected

    def test_they_are_in_polish_order(self, cast: Cast) -> None:
        names = ["Zofia", "Łucja", "Lucyna", "ćma", "Cyryl", "Ćwirek", "Żaneta", "Źdźbło", "Maria"]
        for name in names:
            make_user(f"{len(name)}{ord(name[0])}{name[1:3]}@city.example".lower(), full_name=name)
        found = selectors.people().filter(full_name__in=names)
        assert [user.full_name for user in found] == [
            "Cyryl",
            "ćma",
            "Ćwirek",
            "Lucyna",
            "Łucja",
            "Maria",
            "Zofia",
            "Źdźbło",
            "Żaneta",
        ]

    @pytest.mark.parametrize("query", ["role=king", "state=x", "page=nine", "name=%00", "page=-1"])
    def test_bad_searches_are_no_error(self, cast: Cast, query: str) -> None:
        assert browser_of(cast.administrator).get(f"{PEOPLE}?{query}").status_code == 200

    def test_it_costs_the_same_for_few_and_many(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        browser = browser_of(cast.administrator)
        for number in range(20):
            make_person(Role.PARTNER_WORKER, cast.partner, f"p{number}@city.example")
        browser.get(PEOPLE)
        # session, person, roles; count, people, their roles; bodies; invitations
        with django_assert_num_queries(8):
            browser.get(PEOPLE)

    def test_other_cities_people_are_not_there(self, cast: Cast) -> None:
        with entered("gdynia"):
            make_person(Role.ANALYST, email="only.in.gdynia@city.example")
        assert "only.in.gdynia" not in browser_of(cast.administrator).get(PEOPLE).content.decode()


class TestDoors:
    PAGES = ("", "roles", "deactivate", "second-factor")

    @pytest.mark.parametrize("who", ["consultant", "coordinator", "officer", "stranger", "analyst"])
    def test_only_administrators(self, cast: Cast, who: str) -> None:
        browser = browser_of(getattr(cast, who))
        assert browser.get(PEOPLE).status_code == 404
        for page in self.PAGES:
            url = address(cast.member, *filter(None, [page]))
            assert browser.get(url).status_code == 404
            assert browser.post(url).status_code == 404
        assert browser.post(address(cast.member, "reactivate")).status_code == 404

    def test_nobody_is_sent_to_sign_in(self, gdansk: None) -> None:
        assert browser_of(None).get(PEOPLE)["Location"] == f"/pl/staff/sign-in/?next={PEOPLE}"

    def test_an_administrator_finds_no_person_of_another_city(self, cast: Cast) -> None:
        with entered("gdynia"):
            other = make_person(Role.ANALYST, email="other@city.example")
            url = address(other)
        browser = browser_of(cast.administrator)
        assert browser.get(url).status_code == 404
        assert browser.post(url + "deactivate/").status_code == 404
        assert browser.get(f"/pl/staff/people/{uuid4()}/").status_code == 404

    @pytest.mark.parametrize("page", PAGES)
    def test_administrators_pages_open(self, cast: Cast, page: str) -> None:
        url = address(cast.member, *filter(None, [page]))
        for language in ("pl", "en"):
            answer = browser_of(cast.administrator).get(url.replace("/pl/", f"/{language}/"))
            assert answer.status_code == 200

    def test_one_person_costs_a_fixed_number_of_queries(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        browser = browser_of(cast.administrator)
        browser.get(address(cast.member))
        with django_assert_num_queries(7):
            browser.get(address(cast.member))


class TestRoles:
    def test_adding_one(self, cast: Cast) -> None:
        typed = {"role": "animator", "organisation": cast.partner.group_id}
        answer = browser_of(cast.administrator).post(address(cast.member, "roles"), typed)
        assert answer["Location"] == address(cast.member)
        member = User.objects.get(pk=cast.member.pk)
        assert holds(member, Permission.MEETING_LOG)
        event = AuditEvent.objects.get(verb="role.added")
        assert event.details == {"role": "animator"}
        assert event.actor_id == cast.administrator.pk

    def test_the_same_twice_is_refused(self, cast: Cast) -> None:
        typed = {"role": "coalition-member", "organisation": cast.partner.group_id}
        answer = browser_of(cast.administrator).post(address(cast.member, "roles"), typed)
        assert "ma już tę rolę" in answer.content.decode()

    def test_taking_one_away(self, cast: Cast) -> None:
        held = cast.member.memberships.get()
        url = address(cast.member, "roles", str(held.pk), "remove")
        assert browser_of(cast.administrator).get(url).status_code == 405
        assert browser_of(cast.administrator).post(url).status_code == 302
        assert not holds(User.objects.get(pk=cast.member.pk), Permission.MEETING_LOG)
        assert AuditEvent.objects.filter(verb="role.removed").count() == 1

    def test_a_role_of_somebody_else_is_not_found(self, cast: Cast) -> None:
        held = cast.member.memberships.get()
        url = address(cast.analyst, "roles", str(held.pk), "remove")
        assert browser_of(cast.administrator).post(url).status_code == 404

    def test_the_last_administrator_keeps_the_role(self, cast: Cast) -> None:
        held = cast.administrator.memberships.get()
        url = address(cast.administrator, "roles", str(held.pk), "remove")
        answer = browser_of(cast.administrator).post(url, follow=True)
        assert Membership.objects.filter(pk=held.pk).exists()
        assert answer.status_code == 200

    def test_a_role_counts_only_while_its_holder_is_active(self, cast: Cast) -> None:
        assert groups_with(cast.consultant, Permission.CASE_VIEW) == [cast.centre.group_id]
        actions.deactivate(user=cast.consultant, by=cast.administrator)
        again = User.objects.get(pk=cast.consultant.pk)
        assert groups_with(again, Permission.CASE_VIEW) == []


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[tuple[User, User]]:
    """One kind of open work; whose was handed over by whom."""
    done: list[tuple[User, User]] = []
    kind = OpenWork("rozmowy", lambda _: 0 if done else 3, lambda user, by: done.append((user, by)))
    nothing = OpenWork("sprawy", lambda _: 0, lambda user, by: None)
    monkeypatch.setattr(handover, "_kinds", [kind, nothing])
    return done


class TestSwitchingOff:
    def test_it_shows_what_the_person_has_in_hand(self, cast: Cast, work: list[Any]) -> None:
        page = browser_of(cast.administrator).get(address(cast.consultant, "deactivate"))
        assert "rozmowy: 3" in page.content.decode()
        assert "sprawy" not in str(page.context["open_work"])
        assert not work

    def test_it_ends_sessions_and_hands_work_over(self, cast: Cast, work: list[Any]) -> None:
        theirs = browser_of(cast.consultant)
        assert theirs.get("/pl/staff/account/").status_code == 200
        browser_of(cast.administrator).post(address(cast.consultant, "deactivate"))
        assert theirs.get("/pl/staff/account/").status_code == 302
        assert work == [(cast.consultant, cast.administrator)]
        assert not User.objects.get(pk=cast.consultant.pk).is_active
        event = AuditEvent.objects.get(verb="person.deactivated")
        assert event.object_id == str(cast.consultant.pk)

    def test_the_person_is_told_by_e_mail(self, cast: Cast) -> None:
        browser_of(cast.administrator).post(address(cast.consultant, "deactivate"))
        message = OutboxMessage.objects.get(to=cast.consultant.email)
        assert message.subject == "Twoje konto zostało wyłączone"

    def test_when_the_handover_fails_nothing_happens(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(user: User, by: User) -> None:
            raise RuntimeError("no")

        monkeypatch.setattr(handover, "_kinds", [OpenWork("x", lambda _: 1, fail)])
        with pytest.raises(RuntimeError):
            actions.deactivate(user=cast.consultant, by=cast.administrator)
        assert User.objects.get(pk=cast.consultant.pk).is_active

    def test_and_on_again(self, cast: Cast) -> None:
        browser = browser_of(cast.administrator)
        browser.post(address(cast.consultant, "deactivate"))
        assert browser.get(address(cast.consultant, "deactivate")).status_code == 302
        browser.post(address(cast.consultant, "reactivate"))
        assert holds(User.objects.get(pk=cast.consultant.pk), Permission.CASE_OPEN)
        assert AuditEvent.objects.filter(verb="person.reactivated").count() == 1

    def test_the_last_administrator_stays(self, cast: Cast) -> None:
        browser = browser_of(cast.administrator)
        url = address(cast.administrator, "deactivate")
        assert "jedyny administrator" in browser.get(url).content.decode()
        browser.post(url)
        assert User.objects.get(pk=cast.administrator.pk).is_active

    def test_one_who_is_switched_off_is_no_administrator(self, cast: Cast) -> None:
        second = make_person(Role.CITY_ADMIN, email="second@city.example")
        actions.deactivate(user=second, by=cast.administrator)
        with pytest.raises(LastAdministrator):
            actions.deactivate(user=cast.administrator, by=cast.administrator)

    def test_of_two_one_may_go(self, cast: Cast) -> None:
        make_person(Role.CITY_ADMIN, email="second@city.example")
        actions.deactivate(user=cast.administrator, by=cast.administrator)
        assert not User.objects.get(pk=cast.administrator.pk).is_active


class TestLostTelephone:
    def test_the_person_sets_up_a_new_one(self, cast: Cast) -> None:
        user = make_user()
        secret = give_second_factor(user)
        theirs = client_on()
        type_password(theirs, user.email)
        type_code(theirs, code_of(secret))
        browser_of(cast.administrator).post(address(user, "second-factor"))
        assert not Authenticator.objects.filter(user=user).exists()
        assert theirs.get("/pl/staff/account/").status_code == 302
        answer = type_password(theirs, user.email)
        assert theirs.get(answer["Location"])["Location"] == "/pl/staff/account/second-factor/"
        assert OutboxMessage.objects.get().to == user.email
        assert AuditEvent.objects.filter(verb="second_factor.reset").count() == 1
