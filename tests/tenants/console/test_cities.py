"""The list of cities: in words, found, ordered, and as quick for hundreds."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tenants.console import facts
from tenants.console.facts import Said
from tenants.fence import entered_platform
from tenants.jobs.models import Job, State
from tenants.models import City, Domain

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
    for words in ("gdansk.localhost", "Municipal crisis intervention", "planning", "MB"):
        assert words in page
    assert "msik" not in page


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
