"""The list of cities: in words, found, ordered, and as quick for hundreds."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tenants.console import facts
from tenants.console.facts import Said
from tenants.fence import entered_platform
from tenants.jobs.models import Job, State
from tenants.models import City, Domain
from tenants.safekeeping.models import RestoreTest

LIST = "/en/staff/"


def slugs(console: Client, query: str = "") -> list[str]:
    answer = console.get(f"{LIST}{query}")
    assert answer.status_code == 200
    return [row.city.slug for row in answer.context["rows"]]


def text(console: Client, query: str = "") -> str:
    return console.get(f"{LIST}{query}").content.decode()


def many(number: int) -> None:
    """Cities that are written down and have no tables yet."""
    with entered_platform():
        made = City.objects.bulk_create(
            City(
                slug=f"gmina-{place}",
                schema_name=f"city_gmina_{place}",
                name=f"Gmina {place:03}",
                blueprint="msik",
            )
            for place in range(number)
        )
        Domain.objects.bulk_create(
            Domain(domain=f"{city.slug}.localhost", tenant=city, is_primary=True) for city in made
        )


def test_it_is_in_words(console: Client, backup_root: Path) -> None:
    page = text(console)
    for words in ("gdansk.localhost", "planning", "current", "MB"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?text=gda", ["gdansk"]),
        ("?text=SLUPSK.LOCAL", ["slupsk"]),
        ("?text=nowhere", []),
        ("?stage=planning", ["slupsk"]),
        ("?stage=nonsense", ["elblag", "gdansk", "gdynia", "slupsk"]),
        ("?order=stage&text=gd", ["gdansk", "gdynia"]),
    ],
)
def test_it_is_searched(console: Client, query: str, found: list[str]) -> None:
    assert sorted(slugs(console, query)) == sorted(found)


def named(*names: str) -> None:
    with entered_platform():
        City.objects.bulk_create(
            City(slug=f"c{place}", schema_name=f"city_c{place}", name=name, blueprint="msik")
            for place, name in enumerate(names)
        )


def test_names_stand_in_polish_order(console: Client) -> None:
    named("Żory", "Zgierz", "Łódź", "Lubań")
    with entered_platform():
        City.objects.exclude(slug__startswith="c").delete()
    listed = [row.city.name for row in console.get(LIST).context["rows"]]
    assert listed == ["Lubań", "Łódź", "Zgierz", "Żory"]
    by_stage = [row.city.name for row in console.get(f"{LIST}?order=stage").context["rows"]]
    assert by_stage == listed, "equals stand by name"


@pytest.fixture
def one_of_each(backup_root: Path) -> None:
    """Gdynia's backup did not come back, Elbląg's job failed, a new city has no tables."""
    moment = datetime(2026, 1, 5, 10, tzinfo=UTC)
    with entered_platform():
        city = City.objects.get(slug="gdynia")
        RestoreTest.objects.create(city=city, at=moment, bundle="x", error="2 rows differ")
        Job.objects.create(kind="backup", city="elblag", state=State.FAILED, ended_at=moment)
    named("Nowe")
    for slug in ("gdansk", "gdynia", "slupsk", "elblag"):
        bundle = backup_root / slug / f"{slug}-20260105T100000Z.ostoja"
        bundle.parent.mkdir(parents=True)
        bundle.write_bytes(b"sealed")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?problem=any", ["c0", "elblag", "gdynia"]),
        ("?problem=version", ["c0"]),
        ("?problem=backup", ["c0"]),
        ("?problem=trial", ["gdynia"]),
        ("?problem=jobs", ["elblag"]),
        ("?problem=jobs&text=gdy", []),
        ("?problem=nonsense", ["c0", "elblag", "gdansk", "gdynia", "slupsk"]),
    ],
)
def test_it_is_searched_by_what_is_wrong(
    console: Client, one_of_each: None, query: str, found: list[str]
) -> None:
    assert sorted(slugs(console, query)) == found


def test_the_newest_first(console: Client) -> None:
    many(1)
    assert slugs(console, "?order=new")[0] == "gmina-0"


def test_a_city_without_tables_says_so(console: Client, backup_root: Path) -> None:
    many(1)
    assert "no tables" in text(console, "?text=gmina-0")
    assert console.get("/en/staff/cities/gmina-0/").status_code == 200


def test_failed_and_open_jobs_are_counted_until_a_later_one_is_done(console: Client) -> None:
    def job(state: State) -> None:
        ended = None if state in {State.WAITING, State.RUNNING} else "2026-01-05T10:00Z"
        with entered_platform():
            Job.objects.create(kind="backup", city="gdansk", state=state, ended_at=ended)

    job(State.FAILED)
    assert "1 failed" in text(console)
    job(State.WAITING)
    assert "1 open" in text(console)
    job(State.DONE)
    assert "1 failed" not in text(console)


def test_other_topics_add_their_facts(console: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_facts", dict(facts._facts))
    facts.register_fact(
        "trial",
        "Trial fact",
        lambda cities: {city.slug: Said(f"of {city.slug}") for city in cities},
        in_list=True,
    )
    assert "Trial fact" in text(console)
    assert "of gdansk" in text(console)
    assert "of gdansk" in console.get("/en/staff/cities/gdansk/").content.decode()


def test_it_takes_as_many_queries_for_hundreds(
    console: Client, backup_root: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many(380)
    console.get(LIST)
    with entered_platform(), django_assert_max_num_queries(13):
        assert len(slugs(console)) == 50
    assert len(slugs(console, "?page=8")) == 34
    with entered_platform(), django_assert_max_num_queries(21):
        assert len(slugs(console, "?problem=any&text=gmina&stage=running")) == 50
