"""Parts that a city does not have: their pages are absent, and nothing leads to them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse

from ostoja.accounts import home
from ostoja.ui import city, navigation
from ostoja.ui.city import CityFacts
from ostoja.urls.city import STAFF_ROOMS
from tenants.parts import blueprint_names, read_blueprint
from tenants.profile.models import CityProfile
from tests.cast import Cast, browser_of, make_cast

# The first page of each room, with somebody who may open it.
FIRST_PAGES = {
    "inbox": ("contact", "consultant"),
    "entry_points": ("contact", "consultant"),
    "cases": ("cases", "consultant"),
    "referrals": ("referrals", "partner_worker"),
    "playbooks": ("playbooks", "consultant"),
    "my_tasks": ("cases", "consultant"),
    "partners": ("partners", "coordinator"),
    "roster": ("roster", "consultant"),
    "my_duties": ("roster", "consultant"),
    "shelter": ("shelter", "consultant"),
    "incidents": ("incidents", "consultant"),
    "visits": ("visits", "consultant"),
    "benefits": ("benefits", "consultant"),
    "reports": ("cases", "coordinator"),
    "meetings": ("meetings", "member"),
    "outcomes": ("meetings", "member"),
}


def items_of_a_city() -> list[navigation.NavigationItem]:
    """The operators' host has pages of its own."""
    return [item for item in navigation._main.values() if navigation._url(item)]


def module_of(url_name: str) -> str:
    """The module with which a route is mounted."""
    return str(getattr(resolve(reverse(url_name)).func, "module", ""))


def choose(*modules: str) -> None:
    """Give the city these modules alone."""
    CityProfile.objects.update(modules=list(modules))
    city.forget()


@pytest.mark.parametrize("url_name", FIRST_PAGES)
def test_a_page_is_there_with_its_module_and_absent_without(cast: Cast, url_name: str) -> None:
    module, who = FIRST_PAGES[url_name]
    browser, path = browser_of(getattr(cast, who)), reverse(url_name)
    link = f'href="{path}"'
    choose(module)
    assert browser.get(path).status_code == 200
    assert link in browser.get(reverse("staff_home")).content.decode()
    choose()
    assert browser.get(path).status_code == 404
    assert browser.post(path).status_code == 404
    assert link not in browser.get(reverse("staff_home")).content.decode()


@pytest.mark.parametrize("who", ["consultant", "coordinator", "member", "administrator"])
def test_a_city_without_any_module_still_has_its_start_page(cast: Cast, who: str) -> None:
    choose()
    page = browser_of(getattr(cast, who)).get("/pl/staff/")
    modules = [panel.module for panel in home._registered]
    assert page.status_code == 200
    assert set(modules) > {""}
    assert len(page.context["panels"]) <= modules.count("")


@pytest.mark.usefixtures("gdynia")
def test_a_coalition_has_meetings_and_no_cases() -> None:
    cast = make_cast()
    browser = browser_of(cast.consultant, "gdynia")
    for path in ("inbox/", "cases/", "referrals/", "entry-points/"):
        assert browser.get(f"/pl/staff/{path}").status_code == 404
    assert browser_of(cast.member, "gdynia").get("/pl/staff/meetings/").status_code == 200


@pytest.mark.usefixtures("gdansk")
def test_residents_find_the_directory_only_where_there_is_one() -> None:
    client, link = Client(HTTP_HOST="gdansk.localhost"), 'href="/pl/partners/"'
    choose("partners")
    assert client.get("/pl/partners/").status_code == 200
    assert client.get("/pl/").content.decode().count(link) == 2  # in the page and its footer
    choose()
    assert client.get("/pl/partners/").status_code == 404
    assert link not in client.get("/pl/").content.decode()
    assert link not in client.get("/pl/contact/").content.decode()


def test_navigation_and_routes_name_the_same_module() -> None:
    items = items_of_a_city()
    assert {item.url_name: item.module for item in items} == {
        item.url_name: module_of(item.url_name) for item in items
    }
    assert {item.module for item in items} >= {module for module, _who in FIRST_PAGES.values()}


def test_panels_and_routes_of_a_room_name_the_same_module() -> None:
    rooms: dict[str, set[str]] = {}
    for item in items_of_a_city():
        rooms.setdefault(room_of(resolve(reverse(item.url_name)).func), set()).add(item.module)
    for entry in home._registered:
        room = room_of(entry.panel)
        assert rooms.get(room, mounted(room)) == {entry.module}, entry.panel


def room_of(made_there: Any) -> str:
    """The package of a view or panel, such as `casework.cases`."""
    return ".".join(made_there.__module__.split(".")[:2])


def mounted(room: str) -> set[str]:
    """With which module the pages of a room are, where the navigation does not lead to them."""
    return {module for urls, module in STAFF_ROOMS if urls.__name__.startswith(f"{room}.")}


@pytest.mark.parametrize("name", blueprint_names())
def test_a_blueprint_has_what_its_modules_rest_on(name: str) -> None:
    """Handing over needs cases, and a conversation may become one."""
    modules = read_blueprint(name)["modules"]
    assert "cases" in modules or not {"referrals", "contact", "shelter"} & set(modules)


@pytest.mark.parametrize(
    ("modules", "module", "expected"),
    [(None, "cases", True), ([], "cases", False), (["cases"], "cases", True), ([], "", True)],
)
def test_what_a_city_has(modules: Any, module: str, expected: bool) -> None:
    assert CityFacts(modules=modules).has(module) is expected
