"""The first page after sign-in, and one's own account."""

from typing import Any

import pytest

from ostoja.access.roles import Role
from ostoja.accounts import home
from ostoja.accounts.actions import invite
from ostoja.accounts.home import Panel, PanelRow, Registered
from ostoja.accounts.models import Invitation, Membership, User
from ostoja.audit.models import AuditEvent
from ostoja.ui.city import UNKNOWN, CityFacts
from tenants.fence import entered_platform
from tests.cast import Cast, browser_of, sign_in
from tests.platform.ostoja.accounts.people import client_on, make_user

HOME = "/pl/staff/"
ACCOUNT = "/pl/staff/account/"


class TestHome:
    def test_each_panel_is_for_whom_it_concerns(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def panel(user: User) -> Panel | None:
            if user != cast.consultant:
                return None
            return Panel("Kolejka", [PanelRow("Rozmowa 7", "/x/", "od 5 minut")], more_url="/y/")

        monkeypatch.setattr(home, "_registered", [Registered(panel, 1, "")])
        text = browser_of(cast.consultant).get(HOME).content.decode()
        assert 'href="/x/"' in text
        assert "od 5 minut" in text
        assert 'href="/y/"' in text
        assert "Nic na Ciebie nie czeka" in browser_of(cast.analyst).get(HOME).content.decode()

    def test_panels_come_in_order_with_the_empty_ones_last(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(home, "_registered", [])
        row = PanelRow("x", "/x/")
        home.register(lambda _: Panel("third", empty="nothing"), order=1)
        home.register(lambda _: Panel("second", [row]), order=30)
        home.register(lambda _: Panel("first", [row]), order=20)
        titles = [panel.title for panel in home.panels_for(cast.analyst, UNKNOWN)]
        assert titles == ["first", "second", "third"]

    def test_a_panel_of_a_module_is_only_where_the_module_is(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(home, "_registered", [])
        home.register(lambda _: Panel("of every city"))
        home.register(lambda _: Panel("of some"), module="shelter")
        for modules, expected in ((["shelter"], 2), (["cases"], 1)):
            panels = home.panels_for(cast.analyst, CityFacts(modules=modules))
            assert len(panels) == expected

    def test_administrators_see_invitations_and_learn_about_them(self, cast: Cast) -> None:
        Invitation.objects.all().delete()
        browser = browser_of(cast.administrator)
        assert "Zaproszenie jest ważne 7 dni" in browser.get(HOME).content.decode()
        invite(
            email="ewa@city.example",
            full_name="",
            role=Role.DPO,
            group=None,
            language="pl",
            by=cast.administrator,
        )
        assert "ewa@city.example – Inspektor ochrony danych" in browser.get(HOME).content.decode()

    def test_who_has_no_role_is_told_who_gives_one(self, cast: Cast) -> None:
        Membership.objects.filter(user=cast.analyst).delete()
        assert "Nie masz jeszcze roli" in browser_of(cast.analyst).get(HOME).content.decode()

    @pytest.mark.parametrize(
        "who",
        [
            "consultant",
            "supervisor",
            "coordinator",
            "partner_worker",
            "member",
            "animator",
            "administrator",
            "officer",
            "analyst",
        ],
    )
    def test_it_opens_for_every_role_at_a_bounded_cost(
        self, cast: Cast, who: str, django_assert_max_num_queries: Any
    ) -> None:
        browser = browser_of(getattr(cast, who))
        browser.get(HOME)
        with django_assert_max_num_queries(20):
            assert browser.get(HOME).status_code == 200


class TestOwnAccount:
    def test_it_shows_everything_about_oneself(self, cast: Cast) -> None:
        text = browser_of(cast.consultant).get(ACCOUNT).content.decode()
        for expected in ("consultant person", "consultant@city.example", "Konsultant", "Polski"):
            assert expected in text

    def test_name_and_language_can_be_changed(self, cast: Cast) -> None:
        browser = browser_of(cast.consultant)
        assert "consultant person" in browser.get(f"{ACCOUNT}details/").content.decode()
        typed = {"full_name": "Anna Maria", "language": "en"}
        answer = browser.post(f"{ACCOUNT}details/", typed)
        assert answer["Location"] == "/en/staff/account/"
        assert User.objects.get(pk=cast.consultant.pk).full_name == "Anna Maria"
        assert AuditEvent.objects.filter(verb="person.details_changed").count() == 1

    def test_a_mistake_keeps_what_was_typed(self, cast: Cast) -> None:
        typed = {"full_name": "Anna Maria", "language": "de"}
        answer = browser_of(cast.consultant).post(f"{ACCOUNT}details/", typed)
        assert "Anna Maria" in answer.content.decode()
        assert answer.context["form"].errors

    def test_it_costs_a_fixed_number_of_queries(
        self, cast: Cast, django_assert_max_num_queries: Any
    ) -> None:
        browser = browser_of(cast.consultant)
        browser.get(ACCOUNT)
        with django_assert_max_num_queries(9):
            browser.get(ACCOUNT)


@pytest.mark.usefixtures("db")
class TestOperators:
    @pytest.mark.parametrize(
        "path",
        ["", "account/", "account/details/", "account/password/", "account/sessions/", "sign-out/"],
    )
    def test_their_own_host_has_sign_in_and_own_account(self, path: str) -> None:
        with entered_platform():
            operator = make_user("operator@ostoja.example")
            client = client_on("operator")
            sign_in(client, operator)
            assert client.get(f"/pl/staff/{path}").status_code == 200

    def test_without_sign_in_it_is_closed(self) -> None:
        answer = client_on("operator").get("/pl/staff/account/")
        assert answer["Location"] == "/pl/staff/sign-in/?next=/pl/staff/account/"
        assert client_on("operator").get("/pl/staff/sign-in/").status_code == 200

    def test_cities_people_pages_are_not_there(self) -> None:
        assert client_on("operator").get("/pl/staff/people/").status_code == 404
