"""Every route × whose session × which city: nothing of one city shows in another.

Each row has a positive control: the same call inside the city succeeds and shows the city's
own canary, so a row that would notice nothing cannot pass.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from tenants.fence import entered
from tests.cast import browser_of
from tests.isolation.ids import canary
from tests.isolation.route import Route
from tests.isolation.routes import OPERATIONS, ROUTES
from tests.isolation.world import CITIES, World

EVERYWHERE = ("gdansk", "gdynia", "slupsk", "elblag")
Worlds = dict[str, World]
NAMES = sorted(ROUTES)


def route_names(resolver: URLResolver) -> Iterator[str]:
    """The names of all routes below a resolver."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield str(pattern.name)
        else:
            yield from route_names(pattern)


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    names = set(route_names(get_resolver("ostoja.urls.city")))
    assert sorted(names - OPERATIONS) == NAMES


def address(name: str, world: World) -> str:
    """The route's address with the world's ids, in Polish."""
    with translation.override("pl"):
        return reverse(name, kwargs=ROUTES[name].arguments(world))


def call(client: Client, route: Route, path: str) -> Any:
    """One request."""
    return client.get(path) if route.method == "get" else client.post(path, {})


def signed_in(world: World, who: str | None) -> Client:
    """A client on the world's host, with that world's person."""
    with entered(world.slug):
        return browser_of(getattr(world.cast, who) if who else None, world.slug)


def everything(answer: Any) -> str:
    """Body and headers."""
    return f"{answer.headers} {answer.content.decode(errors='replace')}"


def assert_no_canary_but(own: str | None, answer: Any) -> None:
    text = everything(answer)
    for slug in EVERYWHERE:
        if slug != own:
            assert canary(slug) not in text, f"shows {slug}"


def assert_closed(answer: Any) -> None:
    """Absent, or sent to the sign-in page, which says nothing of what is behind it."""
    assert answer.status_code in {302, 404}, answer.status_code
    if answer.status_code == 302:
        assert "/staff/sign-in/" in answer.headers["Location"]
    assert_no_canary_but(None, answer)


@pytest.mark.prove
@pytest.mark.parametrize("slug", CITIES)
@pytest.mark.parametrize("name", NAMES)
def test_inside_each_city_it_succeeds(name: str, slug: str, worlds: Worlds) -> None:
    succeeds(name, slug, worlds)


def _in_turn() -> list[tuple[str, str]]:
    """Each route in one of the cities, and the routes of each person and of nobody in all."""
    by_person = sorted(NAMES, key=lambda name: ROUTES[name].who or "")
    return [(name, CITIES[at % len(CITIES)]) for at, name in enumerate(by_person)]


@pytest.mark.parametrize(("name", "slug"), _in_turn())
def test_inside_its_city_it_succeeds(name: str, slug: str, worlds: Worlds) -> None:
    """The long proof tries all."""
    succeeds(name, slug, worlds)


def succeeds(name: str, slug: str, worlds: Worlds) -> None:
    route, world = ROUTES[name], worlds[slug]
    answer = call(signed_in(world, route.who), route, address(name, world))
    assert answer.status_code in route.expects, answer.status_code
    if route.shows:
        assert world.canary in everything(answer)
    assert_no_canary_but(slug, answer)


STAFF = [name for name in NAMES if ROUTES[name].who]


@pytest.mark.parametrize("name", STAFF)
def test_a_session_of_one_city_is_nobody_in_another(name: str, worlds: Worlds) -> None:
    """The same person has the same id there; even a copied session row does not help."""
    route, here, there = ROUTES[name], worlds["gdansk"], worlds["gdynia"]
    client = signed_in(here, route.who)
    with entered("gdansk"):
        copied = Session.objects.order_by("expire_date").values().last()
    with entered("gdynia"):
        Session.objects.create(**dict(copied or {}))
    client.defaults["HTTP_HOST"] = "gdynia.localhost"
    assert_closed(call(client, route, address(name, there)))


@pytest.mark.parametrize("name", STAFF)
def test_the_ids_of_another_city_are_absent_here(name: str, worlds: Worlds) -> None:
    route, here, there = ROUTES[name], worlds["gdansk"], worlds["elblag"]
    arguments: dict[str, Any] = route.arguments(there)
    answer = call(signed_in(here, route.who), route, address(name, there))
    if any(
        str(value) not in map(str, route.arguments(here).values()) for value in arguments.values()
    ):
        assert answer.status_code == 404 or name == "subject_audit", answer.status_code
    assert_no_canary_but("gdansk", answer)


@pytest.mark.parametrize("name", STAFF)
def test_without_a_session_everything_of_staff_is_closed(name: str, worlds: Worlds) -> None:
    world = worlds["gdansk"]
    client = Client(HTTP_HOST="gdansk.localhost")
    assert_closed(call(client, ROUTES[name], address(name, world)))


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_host_and_the_operators_show_nothing(name: str, worlds: Worlds) -> None:
    path = address(name, worlds["gdansk"])
    for host in ("nowhere.localhost", "operator.localhost"):
        assert_no_canary_but(None, call(Client(HTTP_HOST=host), ROUTES[name], path))


def test_a_receipt_code_opens_nothing_elsewhere(worlds: Worlds) -> None:
    code = worlds["elblag"].receipt_code
    path = address("return_with_code", worlds["gdansk"])
    at_home = Client(HTTP_HOST="elblag.localhost").post(path, {"code": code})
    assert canary("elblag") in everything(at_home)
    for slug in CITIES:
        answer = Client(HTTP_HOST=f"{slug}.localhost").post(path, {"code": code})
        assert answer.status_code == 422
        assert_no_canary_but(None, answer)


def test_the_same_submission_has_another_code_in_each_city(worlds: Worlds) -> None:
    assert len({world.receipt_code for world in worlds.values()}) == len(worlds)


def test_an_invitation_of_one_city_lets_nobody_into_another(worlds: Worlds) -> None:
    path = address("accept_invitation", worlds["elblag"])
    answer = Client(HTTP_HOST="gdansk.localhost").get(path)
    assert answer.status_code in {404, 410}
    assert_no_canary_but(None, answer)
