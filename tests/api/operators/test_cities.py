"""Operators' programs look at cities, onboard new ones, suspend them and end the suspension."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from api.models import Sending
from ostoja.accounts.models import User
from tenants.fence import Power, entered, entered_platform
from tenants.models import City, Domain, UpgradeOfCity
from tenants.parts import HERE
from tenants.profile.models import CityProfile
from tests.api.operators.people import (
    SOPOT,
    make_operator,
    program_of_operator,
    recorded,
    stage_of,
)
from tests.api.programs import assert_problem
from tests.databases import CITIES
from tests.tenants.bundles.test_bundles import drop

BODY = {
    "name": "Gmina Miasta Sopotu",
    "street": "Kościuszki 25/27",
    "postal_code": "81-704",
    "town": "Sopot",
    "email": "kontakt@sopot.example",
}


def slugs(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [one["slug"] for one in answer.json()["results"]]


def test_all_cities_are_listed_with_how_they_stand(ewa: User) -> None:
    answer = program_of_operator(ewa).get("cities/")
    assert slugs(answer) == sorted(CITIES)
    [gdansk] = [one for one in answer.json()["results"] if one["slug"] == "gdansk"]
    assert gdansk["domains"] == [gdansk["domain"]] == ["gdansk.localhost"]
    assert (gdansk["blueprint"], gdansk["is_behind"]) == ("msik", False)
    assert (gdansk["upgrade"], gdansk["copy_of"]) == (None, None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("blueprint=msik", ["elblag", "gdansk"]),
        ("stage=planning", ["slupsk"]),
        ("stage=planning&blueprint=msik", []),
        ("teryt=22", ["gdynia"]),
        ("teryt=2262", ["gdynia"]),
        ("teryt=9", []),
        ("behind=false", sorted(CITIES)),
        ("behind=true", []),
    ],
)
def test_cities_are_found_by_how_they_stand(ewa: User, query: str, found: list[str]) -> None:
    with entered_platform():
        City.objects.filter(slug="gdynia").update(teryt="2262")
    assert slugs(program_of_operator(ewa).get(f"cities/?{query}")) == found


@pytest.mark.parametrize("query", ["stage=open", "teryt=%00", "name=x", "limit=0", "cursor=x"])
def test_a_filter_that_is_none_is_refused(ewa: User, query: str) -> None:
    problem = assert_problem(program_of_operator(ewa).get(f"cities/?{query}"), 400)
    assert problem["errors"][0]["parameter"] == query.partition("=")[0]


def test_a_city_that_missed_a_migration_is_behind(ewa: User) -> None:
    with entered("gdynia", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'meetings'")
    with entered_platform():
        city = City.objects.get(slug="gdynia")
        UpgradeOfCity.objects.create(city=city, at=city.created_at, error="LockNotAvailable")
    program = program_of_operator(ewa)
    assert slugs(program.get("cities/?behind=true")) == ["gdynia"]
    read = program.get("cities/gdynia/").json()
    assert (read["is_behind"], read["upgrade"]["error"]) == (True, "LockNotAvailable")


def test_lists_come_in_pages(ewa: User) -> None:
    program, found, path = program_of_operator(ewa), [], "cities/?limit=3"
    while path:
        answer = program.get(path)
        found.append(slugs(answer))
        path = answer.json()["next"]
    assert found == [sorted(CITIES)[:3], sorted(CITIES)[3:]]


def test_what_a_program_has_already_is_not_sent_again(ewa: User) -> None:
    program = program_of_operator(ewa)
    tag = program.get("cities/gdansk/").headers["ETag"]
    assert program.get("cities/gdansk/", If_None_Match=tag).status_code == 304


@pytest.mark.parametrize("slug", ["sopot", "public", "GDANSK", "a_b", "x" * 200])
def test_a_city_that_is_not_there_is_404(ewa: User, slug: str) -> None:
    program = program_of_operator(ewa)
    for path in (f"cities/{slug}/", f"cities/{slug}/bundles/"):
        assert_problem(program.get(path), 404)
    for step in ("suspend", "resume", "upgrade", "backup"):
        assert_problem(program.post(f"cities/{slug}/{step}/"), 404)
    assert_problem(program.post(f"cities/{slug}/restore/", {"bundle": "x"}), 404)


def test_a_city_comes_into_being_and_its_link_lets_the_administrator_in(ewa: User) -> None:
    program = program_of_operator(ewa)
    made = program.post("cities/", SOPOT)
    assert made.status_code == 201, made.content
    assert made.headers["Location"] == "/api/v1/cities/sopot/"
    body = made.json()
    assert (body["slug"], body["teryt"], body["is_behind"]) == ("sopot", "2264", False)
    path = body["invitation"].partition("localhost:8000")[2]
    page = Client(HTTP_HOST="sopot.localhost").get(path)
    assert (page.status_code, "admin@sopot.example" in page.content.decode()) == (200, True)
    read = program.get("cities/sopot/")
    assert "invitation" not in read.json() and body["invitation"] not in read.content.decode()


def test_what_is_said_of_a_city_stands_in_it(ewa: User) -> None:
    facts = {
        "modules": ["partners", "meetings"],
        "languages": ["pl", "uk"],
        "colours": ["#0e4a57", "#bd7d25"],
        "legal_act": {"title": "Zarządzenie", "date": "14.08.2019"},
        "controller": BODY,
    }
    answer = program_of_operator(ewa).post("cities/", {**SOPOT, **facts})
    assert answer.status_code == 201, answer.content
    with entered("sopot"):
        profile = CityProfile.objects.get()
    assert (profile.modules, profile.languages) == (["partners", "meetings"], ["pl", "uk"])
    assert profile.brand_colour == "#0e4a57" and profile.legal_act["date"] == "2019-08-14"
    assert profile.controller["town"] == "Sopot"


def test_a_blueprint_of_ones_own_is_taken_and_its_line_named(ewa: User) -> None:
    program = program_of_operator(ewa)
    own = (HERE / "blueprints/coalition.toml").read_text()
    own = own.replace('name = "coalition"', 'name = "seaside"')
    facts = {name: value for name, value in SOPOT.items() if name != "blueprint"}
    broken = program.post("cities/", {**facts, "own_blueprint": f"{own}\n[["})
    assert "line" in assert_problem(broken, 422)["errors"][0]["detail"].lower()
    answer = program.post("cities/", {**facts, "own_blueprint": own})
    assert answer.status_code == 201, answer.content
    with entered("sopot"):
        assert "meetings" in CityProfile.objects.get().modules


def test_who_onboarded_a_city_is_on_record_with_the_token(ewa: User) -> None:
    program = program_of_operator(ewa)
    program.post("cities/", SOPOT)
    prefix = (program.token or "").split("_")[1]
    assert recorded("city.onboarded")[-1] == ("Ewa Lis", f"token:{prefix}")


def test_however_often_it_is_sent_a_city_is_made_once(ewa: User) -> None:
    program, key = program_of_operator(ewa), "one-and-the-same"
    first, second = (program.post("cities/", SOPOT, key=key) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert second.headers["Idempotency-Replayed"] == "true"
    assert first.json()["invitation"] == second.json()["invitation"]
    with entered_platform():
        kept = Sending.objects.values_list("answer", flat=True).get(key=key)
        assert City.objects.filter(slug="sopot").count() == 1
        with connection.cursor() as cursor:
            cursor.execute("select answer from api_sending where key = %s", [key])
            raw = str(cursor.fetchone())
    assert first.json()["invitation"] in kept and first.json()["invitation"] not in raw


def test_a_key_of_one_operator_repeats_nothing_for_another(ewa: User) -> None:
    key = "one-and-the-same"
    assert program_of_operator(ewa).post("cities/", SOPOT, key=key).status_code == 201
    other = program_of_operator(make_operator("jan@platform.example"))
    problem = assert_problem(other.post("cities/", SOPOT, key=key), 422)
    assert "/slug" in {one["pointer"] for one in problem["errors"]}


WRONG: dict[str, tuple[dict[str, Any], set[str]]] = {
    "a slug that is taken": ({"slug": "gdansk"}, {"/slug"}),
    "a reserved slug": ({"slug": "upgrade"}, {"/slug"}),
    "a slug with spaces": ({"slug": "a b"}, {"/slug"}),
    "a name of spaces": ({"name": "   "}, {"/name"}),
    "no blueprint": ({"blueprint": "atlantis"}, {"/blueprint"}),
    "no address": ({"admin_email": "nobody"}, {"/admin_email"}),
    "no TERYT": ({"teryt": "9999"}, {"/teryt"}),
    "a domain that is taken": ({"domain": "gdansk.localhost"}, {"/domain"}),
    "several at once": ({"teryt": "1", "blueprint": "x"}, {"/teryt", "/blueprint"}),
    "no such language": ({"languages": ["xx"]}, {"/languages/0"}),
    "no Polish": ({"languages": ["en", "uk"]}, {"/languages"}),
    "a number": ({"name": 5}, {"/name"}),
    "no blueprint at all": ({"blueprint": ""}, {"/blueprint"}),
    "no TOML": ({"own_blueprint": "a = = 1"}, {"/own_blueprint"}),
    "no part of a blueprint": ({"own_blueprint": "[tea]\nx = 1"}, {"/own_blueprint"}),
    "a module that is none": ({"modules": ["tea"]}, {"/modules/0"}),
    "a module without its other": ({"modules": ["referrals"]}, {"/modules"}),
    "a colour that cannot be read": ({"colours": ["#ffff99", "#bd7d25"]}, {"/colours"}),
    "one colour": ({"colours": ["#0e4a57"]}, {"/colours"}),
    "an act without a name": ({"legal_act": {"number": "1"}}, {"/legal_act/title"}),
    "no day": ({"legal_act": {"title": "A", "date": "soon"}}, {"/legal_act/date"}),
    "no address of a controller": (
        {"controller": {**BODY, "email": "x"}},
        {"/controller/email"},
    ),
    "a group that is none": ({"controller": "x"}, {"/controller"}),
    "another member": ({"stage": "running"}, {"/stage"}),
    "NUL": ({"name": "So\x00pot"}, {"/name"}),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_taken_is_named_by_its_member(ewa: User, name: str) -> None:
    changes, pointers = WRONG[name]
    answer = program_of_operator(ewa).post("cities/", {**SOPOT, **changes})
    problem = assert_problem(answer, 422)
    assert {one["pointer"] for one in problem["errors"]} == pointers
    with entered_platform():
        assert not Domain.objects.filter(domain="sopot.localhost").exists()


def test_problems_are_told_in_polish(ewa: User) -> None:
    program = program_of_operator(ewa, language="pl")
    problem = assert_problem(program.post("cities/", {**SOPOT, "teryt": "9999"}), 422)
    assert "Nie ma kodu TERYT" in problem["errors"][0]["detail"]


def test_a_city_is_closed_and_opened_again(ewa: User) -> None:
    program = program_of_operator(ewa)
    before = stage_of("gdansk")
    for _ in range(2):  # closing what is closed changes nothing
        assert program.post("cities/gdansk/suspend/").json()["stage"] == "suspended"
    assert Client(HTTP_HOST="gdansk.localhost").get("/pl/").status_code == 503
    assert program.post("cities/gdansk/resume/").json()["stage"] == before == stage_of("gdansk")


def test_closing_a_city_is_on_record_here_and_there(ewa: User) -> None:
    program = program_of_operator(ewa)
    program.post("cities/gdansk/suspend/")
    prefix = (program.token or "").split("_")[1]
    assert recorded("city.suspended") == [("Ewa Lis", f"token:{prefix}")]
    assert recorded("city.suspended", "gdansk") == [("Ewa Lis", "operator")]
    assert not recorded("city.suspended", "gdynia")


def test_a_city_in_ruins_is_closed_all_the_same(ewa: User) -> None:
    drop("gdynia")
    program = program_of_operator(ewa)
    assert program.post("cities/gdynia/suspend/").status_code == 200
    assert stage_of("gdynia") == "suspended"
    assert slugs(program.get("cities/?behind=true")) == ["gdynia"]


def test_a_copy_stays_closed(ewa: User) -> None:
    with entered_platform():
        City.objects.filter(slug="slupsk").update(copy_of="gdansk", stage="suspended")
    problem = assert_problem(program_of_operator(ewa).post("cities/slupsk/resume/"), 409)
    assert "copy" in problem["detail"] and stage_of("slupsk") == "suspended"


@pytest.mark.parametrize("path", ["cities/gdansk/suspend/", "cities/upgrade/", "cities/"])
def test_a_post_without_a_key_or_with_other_members_is_refused(ewa: User, path: str) -> None:
    program = program_of_operator(ewa)
    assert_problem(program.post(path, {}, key=None), 400)
    assert_problem(program.post(path, {"x": 1}), 422)
    assert stage_of("gdansk") == "running"


def test_something_that_fails_late_leaves_no_half_city(
    ewa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_of_operator(ewa)

    def fail(*_given: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("api.once._keep", fail)
    assert program.post("cities/", SOPOT).status_code == 500
    with entered_platform():
        assert not City.objects.filter(slug="sopot").exists()
