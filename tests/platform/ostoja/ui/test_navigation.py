"""The navigation of staff pages."""

from types import SimpleNamespace

import pytest

from ostoja.ui import city, navigation
from ostoja.ui.city import CityFacts
from ostoja.ui.navigation import (
    NavigationItem,
    Place,
    account_links,
    main_links,
    main_navigation,
    register,
    register_account,
    shortcuts_url,
)
from tests.platform.ostoja.ui.pages import PERSON, STRANGER, request_to

CONSULTANT = SimpleNamespace(is_authenticated=True, held=frozenset({"cases.view_case"}))


def _register_all() -> None:
    register(NavigationItem("Closed", "closed_cases", "cases.view_case", 30))
    register(NavigationItem("Cases", "cases", "cases.view_case", 20))
    register(NavigationItem("Desk", "staff_home", order=10, exact=True))
    register(NavigationItem("Elsewhere", "no_such_route", order=40))


def test_a_person_sees_what_their_permissions_open_in_order() -> None:
    _register_all()
    labels = [link.label for link in main_links(request_to("/pl/staff/", user=CONSULTANT))]
    assert labels == ["Desk", "Cases", "Closed"]
    labels = [link.label for link in main_links(request_to("/pl/staff/", user=PERSON))]
    assert labels == ["Desk"]


def test_nobody_else_sees_any() -> None:
    _register_all()
    assert main_links(request_to("/pl/staff/", user=STRANGER)) == []


def test_the_page_one_is_on_is_marked() -> None:
    _register_all()
    links = main_links(request_to("/pl/staff/cases/", user=CONSULTANT))
    assert [link.current for link in links] == ["", "page", ""]


def test_a_page_below_marks_the_nearest_one_above() -> None:
    _register_all()
    links = main_links(request_to("/pl/staff/cases/7/", user=CONSULTANT))
    assert [link.current for link in links] == ["", "true", ""]


def test_the_start_page_is_marked_on_itself_alone() -> None:
    _register_all()
    [desk, *_others] = main_links(request_to("/pl/staff/", user=CONSULTANT))
    assert desk.current == "page"
    links = main_links(request_to("/pl/staff/me/", user=CONSULTANT))
    assert [link.current for link in links] == ["", "", ""]


def test_an_address_that_only_begins_alike_is_another_page() -> None:
    _register_all()
    links = main_links(request_to("/pl/staff/casesofwine/", user=CONSULTANT))
    assert [link.current for link in links] == ["", "", ""]


def test_cities_without_the_module_do_not_show_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    register(NavigationItem("Cases", "cases", module="cases"))
    register(NavigationItem("Desk", "staff_home"))
    for modules, expected in (
        (["cases"], {"Cases", "Desk"}),
        ([], {"Desk"}),
        (None, {"Cases", "Desk"}),
    ):
        monkeypatch.setattr(city, "_readers", [lambda modules=modules: CityFacts(modules=modules)])
        city.forget()
        links = main_links(request_to("/pl/staff/", user=PERSON))
        assert {link.label for link in links} == expected


def test_registering_again_replaces() -> None:
    register(NavigationItem("Old", "cases"))
    register(NavigationItem("New", "cases"))
    assert [link.label for link in main_links(request_to("/pl/", user=PERSON))] == ["New"]


def test_the_persons_own_menu_is_apart() -> None:
    register_account(NavigationItem("My account", "me"))
    request = request_to("/pl/staff/me/", user=PERSON)
    assert [(link.label, link.current) for link in account_links(request)] == [
        ("My account", "page")
    ]
    assert main_links(request) == []


def test_a_link_carries_the_key_of_its_page() -> None:
    register(NavigationItem("Cases", "cases", key="c"))
    register(NavigationItem("Desk", "staff_home"))
    assert {link.label: link.key for link in main_links(request_to("/pl/staff/", user=PERSON))} == {
        "Cases": "c",
        "Desk": "",
    }


@pytest.mark.parametrize("user", [None, STRANGER, SimpleNamespace(shortcuts=False)])
def test_who_uses_no_keys_gets_no_list_of_them(user: object) -> None:
    assert shortcuts_url(request_to("/pl/staff/", user=user)) == ""


def test_where_there_is_no_such_page_there_is_no_list() -> None:
    assert shortcuts_url(request_to("/pl/staff/", user=SimpleNamespace(shortcuts=True))) == ""


def _folding(path: str) -> tuple[list[object], ...]:
    register(NavigationItem("Desk", "staff_home", order=10, exact=True))
    register(NavigationItem("Closed", "closed_cases", order=20, place=Place.MORE))
    register(NavigationItem("Mine", "me", order=30, place=Place.SETTINGS))
    register(NavigationItem("Cases", "cases", order=40))
    shown = main_navigation(request_to(path, user=PERSON))
    parts = (shown.in_sight, shown.more, shown.settings)
    return tuple([link.label for link in part] for part in parts)


def test_what_is_not_for_every_day_is_folded_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "FEW", 3)
    assert _folding("/pl/staff/") == (["Desk", "Cases"], ["Closed"], ["Mine"])


def test_the_page_one_is_on_is_always_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "FEW", 3)
    assert _folding("/pl/staff/me/") == (["Desk", "Cases", "Mine"], ["Closed"], [])


def test_few_pages_all_stay_in_sight() -> None:
    assert _folding("/pl/staff/") == (["Desk", "Closed", "Mine", "Cases"], [], [])


def test_who_has_no_pages_has_no_navigation() -> None:
    assert not main_navigation(request_to("/pl/staff/", user=STRANGER))
