"""The domains of a city, with the certificates that visitors see."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tenants.domains import looking
from tenants.domains.actions import add_domain, remove_domain
from tenants.domains.models import Problem, SeenCertificate
from tenants.fence import entered_platform

PAGE = "/en/staff/cities/gdansk/domains/"


def text(console: Client, path: str = PAGE) -> str:
    answer = console.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def seen(host: str = "gdansk.localhost", days: float = 60, problem: str = "") -> None:
    now = timezone.now()
    facts = {"looked_at": now, "issuer": "R7", "valid_until": now + timedelta(days=days)}
    with entered_platform():
        SeenCertificate.objects.update_or_create(host=host, defaults={**facts, "problem": problem})


def test_what_was_not_seen_is_not_claimed(console: Client) -> None:
    page = text(console)
    assert "gdansk.localhost" in page
    assert "not seen yet" in page
    assert "in the city&#x27;s links" in page or "in the city's links" in page


@pytest.mark.parametrize(
    ("days", "problem", "words", "is_wrong"),
    [
        (60, "", "valid", False),
        (10, "", "the certificate runs out soon", True),
        (-1, "", "the certificate has run out", True),
        (60, Problem.SILENT, "the proxy did not answer", False),
        (60, Problem.REFUSED, "the proxy has no certificate for it", True),
        (60, Problem.FOREIGN, "the certificate is for another name", True),
    ],
)
def test_its_state_is_in_words_and_wrong_ones_are_found_in_the_list(
    console: Client, days: float, problem: str, words: str, is_wrong: bool
) -> None:
    seen(days=days, problem=problem)
    page = text(console)
    assert words in page
    assert "R7" in page
    rows = console.get("/en/staff/?problem=domains").context["rows"]
    assert [row.city.slug for row in rows] == (["gdansk"] if is_wrong else [])


def test_an_operator_looks_again(console: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def look(host: str) -> looking.Look:
        asked.append(host)
        return looking.Look(problem=Problem.REFUSED)

    monkeypatch.setattr(looking, "look", look)
    add_domain(slug="gdansk", domain="pomoc.example.org")
    answer = console.post(PAGE, follow=True)
    assert "The certificates were looked at." in answer.content.decode()
    assert sorted(asked) == ["gdansk.localhost", "pomoc.example.org"]
    assert "the proxy has no certificate for it" in text(console)


def test_looking_at_the_page_asks_nobody(console: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(host: str) -> looking.Look:
        raise AssertionError("the proxy was asked")

    monkeypatch.setattr(looking, "look", look)
    text(console)


def test_a_domain_that_was_given_up_is_told_until_it_is_free(console: Client) -> None:
    add_domain(slug="gdansk", domain="pomoc.example.org")
    remove_domain(slug="gdansk", domain="pomoc.example.org")
    assert "no other city may have it before" in text(console)


def test_names_are_shown_as_people_read_them(console: Client) -> None:
    add_domain(slug="gdansk", domain="łódź.example.org")
    assert "łódź.example.org" in text(console)
    assert "łódź.example.org" in text(console, "/en/staff/cities/gdansk/")


def test_it_takes_as_many_queries_for_many(
    console: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(8):
        add_domain(slug="gdansk", domain=f"pomoc{number}.example.org")
    text(console)
    with entered_platform(), django_assert_max_num_queries(9):
        text(console)
