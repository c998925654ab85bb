"""A city that is restored gets its domains back, but none that another one has by now."""

from pathlib import Path

import pytest
from django.test import Client

from tenants.bundles.restoring import restore_bundle
from tenants.bundles.writing import write_bundle
from tenants.domains.actions import add_domain, remove_domain, retire
from tenants.fence import Power, entered_platform
from tenants.hosts import forget_hosts
from tenants.models import City, Domain


@pytest.fixture
def gone(committed_database: str, tmp_path: Path) -> Path:
    """Gdańsk with three domains is written into a bundle and deleted."""
    for domain in ("a.example", "b.example"):
        add_domain(slug="gdansk", domain=domain)
    path = tmp_path / "gdansk.ostoja"
    write_bundle("gdansk", path)
    with entered_platform():
        for host in Domain.objects.filter(tenant__slug="gdansk").values_list("domain", flat=True):
            retire(slug="gdansk", host=host)
    with entered_platform(Power.OWNER):
        Domain.objects.filter(tenant__slug="gdansk").delete()
        City.objects.filter(slug="gdansk").delete()
    forget_hosts()
    return path


def hosts_of(slug: str) -> set[str]:
    with entered_platform():
        return set(Domain.objects.filter(tenant__slug=slug).values_list("domain", flat=True))


def test_its_own_come_back_although_it_gave_them_up(gone: Path) -> None:
    assert Client(HTTP_HOST="a.example").get("/pl/").status_code == 404
    restore_bundle(gone, over=True)
    assert hosts_of("gdansk") == {"gdansk.localhost", "a.example", "b.example"}
    assert Client(HTTP_HOST="a.example").get("/pl/").status_code == 200


def test_what_another_city_has_or_had_stays_away(gone: Path) -> None:
    with entered_platform():
        gdynia = City.objects.get(slug="gdynia")
        Domain.objects.create(domain="a.example", tenant=gdynia, is_primary=False)
        Domain.objects.create(domain="b.example", tenant=gdynia, is_primary=False)
    remove_domain(slug="gdynia", domain="b.example")
    restore_bundle(gone, over=True)
    assert hosts_of("gdansk") == {"gdansk.localhost"}
    assert hosts_of("gdynia") == {"gdynia.localhost", "a.example"}
