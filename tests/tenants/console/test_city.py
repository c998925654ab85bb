"""One city on the console: its facts, and what an operator does to it."""

from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.flows import login
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tenants.console import city_acts, health
from tenants.console.acts import ActRefused, acts_on
from tenants.fence import entered, entered_platform
from tenants.jobs.models import Job
from tenants.models import City, Stage, UpgradeOfCity
from tenants.safekeeping.models import BackupOfCity

CITY = "/en/staff/cities/gdansk/"


def city(slug: str = "gdansk") -> City:
    with entered_platform():
        return City.objects.get(slug=slug)


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def bundle(backup_root: Path) -> str:
    """The name of a file that lies where the backups of Gdańsk do."""
    path = backup_root / "gdansk" / "gdansk-20260105T100000Z.ostoja"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"sealed")
    return path.name


def only_job() -> Job:
    with entered_platform():
        return Job.objects.get()


def test_it_shows_what_is_known_outside_the_city(console: Client, backup_root: Path) -> None:
    page = text(console.get(CITY))
    for words in ("gdansk.localhost", "running", "Municipal crisis intervention", "current"):
        assert words in page
    assert "msik" not in page, "a blueprint has a title for people"


def test_asked_twice_it_is_one_job(console: Client, backup_root: Path) -> None:
    first = console.post(f"{CITY}backup/")["Location"]
    assert console.post(f"{CITY}backup/")["Location"] == first


def test_it_is_suspended_and_resumed_in_the_operators_name(console: Client, operator: User) -> None:
    page = console.post(f"{CITY}suspend/", follow=True)
    assert "is suspended" in text(page)
    assert city().stage == Stage.SUSPENDED
    console.post(f"{CITY}resume/")
    assert city().stage == Stage.RUNNING
    for place in (entered_platform(), entered("gdansk")):
        with place:
            events = AuditEvent.objects.filter(verb__in=["city.suspended", "city.resumed"])
            assert [event.actor_id for event in events] == [operator.pk] * 2


def test_what_does_not_apply_now_is_not_done(console: Client) -> None:
    page = console.post(f"{CITY}resume/", follow=True)
    assert "cannot be done to the city as it is now" in text(page)
    with entered_platform():
        assert not AuditEvent.objects.filter(verb="city.resumed").exists()
    assert console.get(f"{CITY}nothing/").status_code == 404
    assert console.get("/en/staff/cities/nowhere/").status_code == 404
    assert console.post("/en/staff/cities/nowhere/suspend/").status_code == 404


def test_looking_at_an_act_does_nothing(console: Client, backup_root: Path) -> None:
    for act in acts_on(city()):
        assert console.get(f"{CITY}{act.name}/").status_code == 200
    assert city().stage == Stage.RUNNING
    with entered_platform():
        assert not Job.objects.exists()


@pytest.mark.parametrize("name", ["suspend", "restore", "copy", "delete"])
def test_a_console_that_was_left_open_does_nothing_grave(
    console: Client, bundle: str, name: str
) -> None:
    with entered_platform():
        session = console.session
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": 0}]
        session.save()
    for answer in (console.get(f"{CITY}{name}/"), console.post(f"{CITY}{name}/")):
        assert answer["Location"].startswith("/en/staff/confirm/")
    assert city().stage == Stage.RUNNING


def test_the_job_knows_whose_bundle_it_must_be(console: Client, bundle: str) -> None:
    console.post(f"{CITY}restore/", {"bundle": bundle, "typed": "gdansk"})
    assert only_job().arguments["of"] == "gdansk"


@pytest.mark.parametrize("name", ["", "../keys/city_gdansk.json", "/etc/passwd", "none.ostoja"])
def test_only_a_bundle_of_the_folder_is_restored(console: Client, bundle: str, name: str) -> None:
    wanted = {"bundle": name, "typed": "gdansk"}
    assert console.post(f"{CITY}restore/", wanted).status_code == 200
    with entered_platform():
        assert not Job.objects.filter(kind="restore").exists()


def test_a_slug_that_is_taken_is_refused(console: Client, bundle: str) -> None:
    chosen = {"bundle": bundle, "beside": "gdynia"}
    assert "is taken by another city" in text(console.post(f"{CITY}copy/", chosen))


def test_an_upgrade_that_failed_says_why(console: Client) -> None:
    with entered_platform():
        UpgradeOfCity.objects.create(
            city=city(), at="2026-01-05T10:00Z", error="OperationalError: a table is held"
        )
    assert "a table is held" in text(console.get(CITY))


def test_all_cities_are_upgraded_by_one_job(console: Client) -> None:
    first = console.post("/en/staff/upgrade/")["Location"]
    assert console.post("/en/staff/upgrade/")["Location"] == first
    assert (only_job().kind, only_job().arguments, only_job().city) == ("upgrade", {}, "")


def test_its_number_of_queries_is_held(
    console: Client, bundle: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    console.get(CITY)
    with entered_platform(), django_assert_max_num_queries(27):
        console.get(CITY)


def test_a_file_that_vanished_since_is_said(console: Client, backup_root: Path) -> None:
    wanted = {"bundle": "gone.ostoja", "beside": "gdansk-copy"}
    with pytest.raises(ActRefused, match="no longer there"), override("en"):
        city_acts.restore(city(), wanted, User())


def test_the_newest_backup_stands_first(console: Client, bundle: str, backup_root: Path) -> None:
    newer = backup_root / "gdansk" / "gdansk-20260106T100000Z.ostoja"
    newer.write_bytes(b"sealed")
    (backup_root / "gdansk" / ".half.ostoja.17").write_bytes(b"half")
    page = text(console.get(f"{CITY}copy/"))
    assert page.index(newer.name) < page.index(bundle)
    assert ".half" not in page


def test_a_backup_that_failed_is_told_until_one_was_made(console: Client, bundle: str) -> None:
    with entered_platform():
        BackupOfCity.objects.create(city=city(), at="2026-01-06T02:00Z", error="no room")
    assert "no room" in text(console.get(CITY))
    with entered_platform():
        BackupOfCity.objects.update(at="2026-01-04T02:00Z")  # before the bundle that lies there
    assert "no room" not in text(console.get(CITY))


def test_each_way_back_asks_only_for_what_it_needs(console: Client, bundle: str) -> None:
    beside, in_place = text(console.get(f"{CITY}copy/")), text(console.get(f"{CITY}restore/"))
    assert 'name="beside"' in beside
    assert 'name="typed"' not in beside
    assert 'name="typed"' in in_place
    assert 'name="beside"' not in in_place


@pytest.fixture
def lost(db: None) -> City:
    """A city that is written down, whose upgrade failed, and that has no schema."""
    with entered_platform():
        row = City.objects.create(slug="sopot", schema_name="city_sopot", name="Sopot")
        UpgradeOfCity.objects.create(city=row, at="2026-01-06T02:00Z", error="ProgrammingError")
    return row


@pytest.mark.parametrize(
    ("language", "words"), [("en", "has lost the schema"), ("pl", "straciła schemat")]
)
def test_a_lost_city_says_what_brings_it_back_and_no_wrong_advice(
    console: Client, backup_root: Path, lost: City, language: str, words: str
) -> None:
    address = f"/{language}/staff/cities/sopot/"
    page = text(console.get(address))
    assert words in page
    assert "ostoja city restore FILE" in page
    assert "ProgrammingError" not in page
    name = "sopot-20260105T100000Z.ostoja"
    (backup_root / "sopot").mkdir(parents=True)
    (backup_root / "sopot" / name).write_bytes(b"sealed")
    assert f"ostoja city restore {name}" in text(console.get(address))
    assert words not in text(console.get(f"/{language}/staff/cities/gdansk/"))


def test_of_a_lost_city_only_its_return_is_offered(console: Client, lost: City) -> None:
    address = "/en/staff/cities/sopot/"
    page = text(console.get(address))
    assert f'href="{address}restore/"' in page
    assert f'href="{address}invite/"' not in page
    assert f'href="{address}backup/"' not in page
    assert console.post(f"{address}invite/")["Location"] == address
    assert "Support access" not in page, "nobody can be let in"
    assert "No backup of this city lies on the server" in text(console.get(f"{address}restore/"))


def test_of_a_lost_copy_nothing_needs_to_come_back(console: Client, lost: City) -> None:
    with entered_platform():
        City.objects.filter(pk=lost.pk).update(copy_of="gdansk")
    page = text(console.get("/en/staff/cities/sopot/"))
    assert "ostoja city discard sopot" in page
    assert "A backup brings it back" not in page


def test_the_page_on_health_names_it(console: Client, lost: City) -> None:
    with entered_platform():
        said = health.cities_without_tables()
        assert (said.text, said.colour, list(said.lines)) == ("1", "red", ["Sopot"])
        City.objects.filter(pk=lost.pk).delete()
    page = text(console.get("/en/staff/health/"))
    assert "sopot" not in page
    assert "Cities without their tables" in page
