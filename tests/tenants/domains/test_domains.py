"""A city gets domains, changes the one in its links and gives one up, to nobody else."""

import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from ostoja.audit import presenters
from ostoja.audit.models import AuditEvent
from tenants import hosts
from tenants.addresses import sender
from tenants.domains.actions import add_domain, make_primary, remove_domain
from tenants.domains.checking import still_free
from tenants.domains.models import WAITING, RetiredDomain
from tenants.domains.presenters import LABELS
from tenants.fence import entered, entered_platform
from tenants.models import City, Domain, Stage

pytestmark = pytest.mark.django_db
POMOC = "pomoc.gdansk.example"


def status_at(host: str) -> int:
    return Client(HTTP_HOST=host).get("/pl/").status_code


def refused(words: str) -> "pytest.RaisesExc[ValidationError]":
    return pytest.raises(ValidationError, match=words)


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def test_the_city_answers_there_at_once_and_no_other_does() -> None:
    assert status_at(POMOC) == 404
    add_domain(slug="gdansk", domain=" Pomoc.Gdansk.EXAMPLE. ")
    assert status_at(POMOC) == status_at("gdansk.localhost") == 200
    assert hosts.city_at(POMOC) == hosts.CurrentCity("gdansk", "Gdansk", "running", POMOC)


def test_letters_of_its_own_are_kept_in_punycode_and_shown_as_they_are() -> None:
    added = add_domain(slug="gdansk", domain="pomoc.gdańsk.example")
    assert added.domain == "pomoc.xn--gdask-y7a.example"
    with entered("gdansk"):
        event = AuditEvent.objects.get(verb="city.domain_added")
        assert presenters.sentence_of(event).endswith(": pomoc.gdańsk.example")


@pytest.mark.parametrize(
    ("domain", "words"),
    [
        ("gdansk.localhost", "has the domain"),
        ("gdynia.localhost", "taken by another"),
        ("sopot.localhost", "kept for the city of that slug"),
        ("a.gdansk.localhost", "kept for the city of that slug"),
        ("operator.localhost", "platform itself"),
        ("localhost", "platform itself"),
        ("gov.pl", "below it"),
        ("com.pl", "below it"),
        ("sopot.pl", "below it"),
        ("pl", "not a domain name"),
        ("gdansk.local", "not a domain name"),
        ("x.onion", "not a domain name"),
        ("192.0.2.1", "IP address"),
        ("sоpot.example", "alphabets"),
        ("\x00", "not a domain name"),
        ("", "not a domain name"),
    ],
)
def test_what_no_city_may_have(domain: str, words: str) -> None:
    with refused(words):
        add_domain(slug="gdansk", domain=domain)
    with entered_platform():
        assert Domain.objects.filter(tenant__slug="gdansk").count() == 1


def test_the_platforms_own_name_is_not_taken_from_above(settings: object) -> None:
    settings.BASE_DOMAIN = "ostoja.miasta.example"  # type: ignore[attr-defined]
    with refused("platform itself"):
        add_domain(slug="gdansk", domain="miasta.example")


def test_its_slugs_own_host_may_come_back() -> None:
    add_domain(slug="gdansk", domain=POMOC)
    make_primary(slug="gdansk", domain=POMOC)
    remove_domain(slug="gdansk", domain="gdansk.localhost")
    with refused("kept for the city"):
        add_domain(slug="gdynia", domain="gdansk.localhost")
    add_domain(slug="gdansk", domain="gdansk.localhost")
    assert status_at("gdansk.localhost") == 200


def test_links_name_the_primary_one() -> None:
    add_domain(slug="gdansk", domain=POMOC)
    make_primary(slug="gdansk", domain=POMOC)
    with entered_platform():
        assert Domain.objects.get(tenant__slug="gdansk", is_primary=True).domain == POMOC
    with entered("gdansk"):
        assert sender().origin == f"http://{POMOC}:8000"
        assert AuditEvent.objects.filter(verb="city.domain_made_primary").count() == 1


def test_a_removed_domain_is_absent_at_once_here() -> None:
    add_domain(slug="gdansk", domain=POMOC)
    assert status_at(POMOC) == 200
    remove_domain(slug="gdansk", domain=POMOC)
    assert status_at(POMOC) == 404
    with entered("gdansk"):
        assert AuditEvent.objects.get(verb="city.domain_removed").details == {"domain": POMOC}


def test_operators_have_it_in_their_own_record() -> None:
    add_domain(slug="gdansk", domain=POMOC)
    make_primary(slug="gdansk", domain=POMOC)
    remove_domain(slug="gdansk", domain="gdansk.localhost")
    with entered_platform():
        events = AuditEvent.objects.filter(verb__startswith="city.domain_").order_by("at", "id")
        assert {event.verb for event in events} == set(LABELS)
        assert {event.details["city"] for event in events} == {"gdansk"}


def test_another_process_notices_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """It still remembers the host; its clock goes on."""
    add_domain(slug="gdansk", domain=POMOC)
    status_at(POMOC)
    remembered = hosts._directory.read()
    remove_domain(slug="gdansk", domain=POMOC)
    hosts._directory.hosts = remembered
    now = time.monotonic()
    assert status_at(POMOC) == 200
    monkeypatch.setattr("tenants.hosts.time.monotonic", lambda: now + hosts.REMEMBERED + 0.1)
    assert status_at(POMOC) == 404


def test_hosts_that_somebody_tries_cost_no_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    assert status_at("gdansk.localhost") == 200
    with django_assert_num_queries(0):
        assert [status_at(f"try-{number}.localhost") for number in range(3)] == [404] * 3


def test_what_was_read_while_a_domain_went_is_not_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_domain(slug="gdansk", domain=POMOC)
    read = hosts._all_hosts

    def while_it_goes() -> dict[str, hosts.CurrentCity]:
        found = read()
        monkeypatch.setattr(hosts, "_all_hosts", read)
        remove_domain(slug="gdansk", domain=POMOC)
        return found

    monkeypatch.setattr(hosts, "_all_hosts", while_it_goes)
    assert hosts.city_at(POMOC) is not None
    assert hosts.city_at(POMOC) is None


def test_while_one_thread_reads_the_others_need_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    known = hosts._directory.read()
    monkeypatch.setattr(hosts, "_all_hosts", lambda: pytest.fail("Two threads read at once."))
    monkeypatch.setattr(hosts._directory, "until", 0.0)
    with hosts._directory._reading:
        assert hosts._directory.read() is known


def test_the_last_one_and_the_primary_one_stay() -> None:
    with refused("only domain"):
        remove_domain(slug="gdansk", domain="gdansk.localhost")
    add_domain(slug="gdansk", domain=POMOC)
    with refused("in the city's links"):
        remove_domain(slug="gdansk", domain="gdansk.localhost")
    assert status_at("gdansk.localhost") == 200


@pytest.mark.parametrize("change", [make_primary, remove_domain])
@pytest.mark.parametrize("domain", ["gdynia.localhost", "nowhere.example", "x y"])
def test_a_city_changes_its_own_domains_only(change: object, domain: str) -> None:
    with refused("no domain|not a domain"):
        change(slug="gdansk", domain=domain)  # type: ignore[operator]
    assert status_at("gdynia.localhost") == 200


def test_no_other_city_takes_over_what_one_gave_up() -> None:
    add_domain(slug="gdansk", domain=POMOC)
    remove_domain(slug="gdansk", domain=POMOC)
    with refused("another city's. No other may have it before"):
        add_domain(slug="gdynia", domain=POMOC.upper())
    with entered_platform():
        assert still_free([POMOC, "gdynia.localhost"], slug="slupsk") == []
        assert still_free([POMOC], slug="gdansk") == [POMOC]
    add_domain(slug="gdansk", domain=POMOC)
    assert status_at(POMOC) == 200


def test_after_a_year_it_is_free() -> None:
    add_domain(slug="gdansk", domain=POMOC)
    remove_domain(slug="gdansk", domain=POMOC)
    with entered_platform():
        late = timezone.now() - WAITING + timedelta(minutes=1)
        RetiredDomain.objects.update(removed_at=late)
    with refused("before"):
        add_domain(slug="gdynia", domain=POMOC)
    with entered_platform():
        RetiredDomain.objects.update(removed_at=late - timedelta(minutes=2))
    add_domain(slug="gdynia", domain=POMOC)
    with entered_platform():
        assert not RetiredDomain.objects.exists()


def test_a_copy_of_a_city_gets_none() -> None:
    with entered_platform():
        City.objects.filter(slug="gdynia").update(copy_of="gdansk", stage=Stage.SUSPENDED)
    with refused("copy"):
        add_domain(slug="gdynia", domain=POMOC)


def test_an_unknown_city_is_an_error() -> None:
    with pytest.raises(City.DoesNotExist):
        add_domain(slug="nowhere", domain=POMOC)


def test_the_database_holds_one_city_for_a_domain() -> None:
    with entered_platform():
        gdynia = City.objects.get(slug="gdynia")
    with entered_platform(), pytest.raises(IntegrityError), transaction.atomic():
        Domain.objects.create(domain="gdansk.localhost", tenant=gdynia, is_primary=False)
