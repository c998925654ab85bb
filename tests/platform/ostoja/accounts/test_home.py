"""The first page after sign-in, and one's own account."""

from functools import partial
from typing import Any

import pytest

from ostoja.access.roles import Role
from ostoja.accounts import home
from ostoja.accounts.actions import invite
from ostoja.accounts.home import Figure, Panel, PanelRow, Pressing, Registered
from ostoja.accounts.models import Invitation, Membership, User
from ostoja.audit.models import AuditEvent
from ostoja.ui.city import UNKNOWN, CityFacts
from tenants.fence import entered_platform
from tests.cast import Cast, browser_of, make_person, sign_in
from tests.platform.ostoja.accounts.people import client_on, make_user

HOME = "/pl/staff/"
ACCOUNT = "/pl/staff/account/"
# Three are the session, the person and their roles; most panels ask once.
QUERIES = {
    Role.CITY_ADMIN: 39,
    Role.COORDINATOR: 27,
    Role.CONSULTANT: 18,
    Role.DPO: 18,
    Role.ANIMATOR: 7,
    Role.PARTNER_WORKER: 11,
    Role.COALITION_MEMBER: 6,
    Role.ANALYST: 6,
    Role.SUPERVISOR: 12,
    Role.CONCEPT_AUTHOR: 5,
    Role.INTERVIEWER: 4,
}


def _same(panel: Panel, user: User) -> Panel:
    """The panel, whoever asks."""
    return panel


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
        assert (
            "Teraz nic na Ciebie nie czeka" in browser_of(cast.analyst).get(HOME).content.decode()
        )

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

    def test_the_most_pressing_stands_on_top_and_is_counted(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(home, "_registered", [])
        for number, pressing in enumerate((Pressing.LATER, Pressing.TODAY, Pressing.NOW)):
            row = PanelRow(f"row {number}", f"/{number}/", "słowo", pressing)
            panel = Panel(row.text, [row])
            home.register(partial(_same, panel), order=number)
        titles = [panel.title for panel in home.panels_for(cast.analyst, UNKNOWN)]
        assert titles == ["row 2", "row 1", "row 0"]
        text = browser_of(cast.analyst).get(HOME).content.decode()
        assert "1 rzecz nie może czekać." in text and "1 rzecz na dziś." in text
        assert text.count("govuk-tag--red") == text.count("govuk-tag--yellow") == 1

    def test_what_can_wait_is_said_to_be_so(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(home, "_registered", [])
        home.register(lambda _: Panel("x", [PanelRow("y", "/y/")]))
        assert "Dziś nie ma nic pilnego" in browser_of(cast.analyst).get(HOME).content.decode()

    def test_figures_make_a_panel_full_without_waiting(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(home, "_registered", [])
        home.register(lambda _: Panel("x", figures=[Figure("odpowiedzi", "mniej niż 5")]))
        text = browser_of(cast.analyst).get(HOME).content.decode()
        assert "mniej niż 5" in text and "Teraz nic na Ciebie nie czeka" in text

    def test_an_empty_panel_teaches_and_offers_the_first_step(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(home, "_registered", [])
        home.register(lambda _: Panel("x", empty="Tu będzie coś.", step=("Zacznij", "/begin/")))
        text = browser_of(cast.analyst).get(HOME).content.decode()
        assert "Tu będzie coś." in text and 'href="/begin/"' in text

    @pytest.mark.parametrize(
        ("role", "words"),
        [
            (Role.INTERVIEWER, "lustracje i ankiety"),
            (Role.CONCEPT_AUTHOR, "uwagi do koncepcji"),
            (Role.ANALYST, "tabele i wykresy"),
            (Role.DPO, "Raz w tygodniu przejrzyj, kto otwierał sprawy"),
        ],
    )
    def test_a_role_without_its_own_room_yet_is_told_what_comes(
        self, cast: Cast, role: Role, words: str
    ) -> None:
        person = make_person(role, email=f"new.{role}@city.example")
        assert words in browser_of(person).get(HOME).content.decode()

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

    @pytest.mark.parametrize(("role", "queries"), QUERIES.items())
    def test_it_opens_for_every_role_at_a_fixed_cost(
        self, cast: Cast, role: Role, queries: int, django_assert_max_num_queries: Any
    ) -> None:
        body = cast.coordinating if role == Role.COORDINATOR else cast.partner
        of_nobody = role.is_city_wide or role in {Role.INTERVIEWER, Role.CONCEPT_AUTHOR}
        person = make_person(role, None if of_nobody else body, f"one.{role}@city.example")
        browser = browser_of(person)
        browser.get(HOME)
        with django_assert_max_num_queries(queries):
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
