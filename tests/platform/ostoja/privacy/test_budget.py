"""Budgets count networks, remember no address, and need no Redis."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from casework.intake.budget import REPORTS, WRONG_CODES
from ostoja.privacy import budget
from ostoja.privacy.budget import Budget, network_of
from tenants.fence import entered

pytestmark = pytest.mark.usefixtures("gdansk")


def request_from(address: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1234:5678::1", "2001:db8:1234::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", ""),
        ("unix:", ""),
        ("127.0.0.1", ""),
        ("10.0.0.5", ""),
        ("172.17.0.1", ""),
        ("192.168.1.1", ""),
        ("100.64.0.1", ""),
        ("::1", ""),
        ("::ffff:10.0.0.5", ""),
        ("fd00::5", ""),
        ("fe80::1%eth0", ""),
    ],
)
def test_addresses_are_counted_by_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_a_budget_runs_out_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("ostoja.privacy.budget.time.monotonic", lambda: now)
    ours, visitor = Budget(limit=2, seconds=60), request_from("203.0.113.7")
    assert [ours.spend(visitor) for _ in range(3)] == [True, True, False]
    assert ours.is_spent(request_from("203.0.113.200"))
    now += 61
    assert not ours.is_spent(visitor)
    assert ours.spend(visitor)


def test_asking_costs_nothing() -> None:
    ours, visitor = Budget(limit=1, seconds=60), request_from("203.0.113.7")
    assert not any(ours.is_spent(visitor) for _ in range(5))


def test_networks_and_cities_have_budgets_of_their_own() -> None:
    ours = Budget(limit=1, seconds=60)
    assert ours.spend(request_from("203.0.113.7"))
    assert ours.spend(request_from("198.51.100.7"))
    with entered("gdynia"):
        assert ours.spend(request_from("203.0.113.7"))


def test_no_address_is_kept_and_the_key_lasts_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("ostoja.privacy.budget.time.monotonic", lambda: now)
    ours, visitor = Budget(limit=1, seconds=10**6), request_from("203.0.113.7")
    ours.spend(visitor)
    assert "203.0.113" not in repr(vars(ours))
    key = ours._key
    now += budget.KEY_LASTS + 1
    assert not ours.is_spent(visitor)
    assert ours._key != key


def test_many_networks_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MOST_NETWORKS", 10)
    ours = Budget(limit=1, seconds=60)
    for number in range(50):
        ours.spend(request_from(f"203.0.{number}.1"))
    assert len(ours._counted) <= 12


def test_everything_can_be_forgotten() -> None:
    ours, visitor = Budget(limit=1, seconds=60), request_from("203.0.113.7")
    ours.spend(visitor)
    ours.forget()
    assert not ours.is_spent(visitor)


def test_behind_a_proxy_without_addresses_nobodys_report_pays_for_anothers() -> None:
    reports, codes = Budget(1, 60, counts_unknown=False), Budget(1, 60)
    for address in ("10.0.0.5", "", "127.0.0.1"):
        assert reports.spend(request_from(address))
    assert codes.spend(request_from("10.0.0.5"))
    assert not codes.spend(request_from("127.0.0.1"))
    assert not reports._counted
    assert REPORTS.counts_unknown is False and WRONG_CODES.counts_unknown
