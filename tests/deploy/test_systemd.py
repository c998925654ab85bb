"""The units under systemd itself: they start in order, after a crash and after a power cut too."""

import os
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ostoja.local.checkout import ROOT
from tests.deploy.booted import Box, CannotBoot, take_away_boxes_that_were_left
from tests.deploy.browser import Browser
from tests.deploy.server import DOMAIN, SERVICES, free_port, free_stem, until

pytestmark = pytest.mark.deploy
NAME = f"otest{os.getpid()}"
SOPOT = f"sopot.{DOMAIN}"
DATABASE = f"postgresql@*-{NAME}.service"
OURS = [f"{NAME}-{service}.service" for service in SERVICES]
APPLICATION = [unit for unit in OURS if "-redis" not in unit and "-proxy" not in unit]


class Booted:
    """An installation in a box, and a browser for it."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.stem = free_stem()
        authority = f"over/var/lib/{NAME}/proxy/pki/authorities/local/root.crt"
        self.browser = Browser(box.folder / authority, free_port(), free_port())

    def install(self) -> None:
        """As on a bare server: no prefix, so that the script itself speaks to systemd."""
        words = [
            *("--name", NAME, "--domain", DOMAIN, "--local-certificates", "--listen", "127.0.0.1"),
            *("--email-url", f"file:///var/lib/{NAME}/mail", "--web-port", str(self.stem)),
            *("--http-port", str(self.browser.http_port)),
            *("--https-port", str(self.browser.https_port)),
        ]
        self.box.said(str(ROOT / "deploy/install.sh"), *words)

    def onboard(self) -> None:
        """Sopot."""
        words = ["city", "onboard", "--slug", "sopot", "--name", "Sopot", "--blueprint", "msik"]
        self.box.said(NAME, *words, "--admin-email", "admin@sopot.example")

    def answers(self) -> bool:
        """Whether a page comes, through proxy, web server and database."""
        try:
            return self.browser.get(SOPOT, "/pl/").status == 200
        except OSError:
            return False

    def is_up(self) -> bool:
        """Whether every service runs."""
        return self.box.run("systemctl", "is-active", *OURS).returncode == 0

    def pid(self, unit: str) -> str:
        """The number of its first process, in the box."""
        [number] = self.box.facts(unit, "MainPID")
        return number


@pytest.fixture(scope="module")
def booted() -> Iterator[Booted]:
    """Where systemd cannot be had so, that is said, and an error with REQUIRE_SYSTEMD=1."""
    take_away_boxes_that_were_left()
    box = Box(NAME)
    try:
        try:
            box.boot()
        except CannotBoot as error:
            message = f"systemd does not run as the first process of a box here: {error}"
            if os.environ.get("REQUIRE_SYSTEMD") == "1":
                pytest.fail(message)
            pytest.skip(message)
        made = Booted(box)
        made.install()
        made.onboard()
        until(made.answers)
        yield made
    finally:
        box.take_away()


def _is_whole(booted: Booted) -> None:
    until(booted.is_up)
    until(booted.answers)
    assert booted.box.said("systemctl", "--failed", "--no-legend") == ""


def test_install_starts_everything_and_nothing_has_failed(booted: Booted) -> None:
    _is_whole(booted)
    for unit in (f"{NAME}.target", f"{NAME}-backup.timer", DATABASE):
        assert booted.box.said("systemctl", "is-active", unit) == "active"


def test_after_a_power_cut_everything_comes_back_in_its_order(booted: Booted) -> None:
    booted.box.kill()
    booted.box.boot()
    _is_whole(booted)
    began = {unit: int(booted.box.facts(unit, BEGAN)[0]) for unit in (*OURS, _cluster(booted))}
    for unit in APPLICATION:
        assert began[unit] > began[f"{NAME}-redis.service"]
        if "scheduler" not in unit:
            assert began[unit] > began[_cluster(booted)]


BEGAN = "ExecMainStartTimestampMonotonic"


def _cluster(booted: Booted) -> str:
    words = ("systemctl", "list-units", "--no-legend", "--plain", DATABASE)
    return booted.box.said(*words).split()[0]


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_killed_comes_back(booted: Booted, service: str) -> None:
    unit = f"{NAME}-{service}.service"
    before = booted.pid(unit)
    booted.box.said("systemctl", "kill", "--signal=KILL", "--kill-whom=main", unit)
    until(lambda: booted.pid(unit) not in {before, "0"})
    _is_whole(booted)


@pytest.mark.parametrize("service", SERVICES)
def test_it_writes_nothing_but_its_own(booted: Booted, service: str) -> None:
    """Even root, where the service lives."""
    number = booted.pid(f"{NAME}-{service}.service")
    there = ("nsenter", f"--target={number}", "--mount", "touch")
    for folder in ("/usr", "/etc", f"/opt/{NAME}", "/var/lib/postgresql"):
        done = booted.box.run(*there, f"{folder}/canary")
        assert "Read-only file system" in done.stderr
    assert booted.box.run(*there, "/root/canary").returncode != 0
    own = Path("/tmp", f"canary-{NAME}")  # noqa: S108 - a folder of the service's own
    assert booted.box.run(*there, str(own)).returncode == 0
    assert booted.box.run("test", "-e", str(own)).returncode != 0


@pytest.mark.parametrize("service", SERVICES)
def test_it_runs_as_who_it_should_without_any_power(booted: Booted, service: str) -> None:
    number = booted.pid(f"{NAME}-{service}.service")
    status = booted.box.said("cat", f"/proc/{number}/status")
    facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    owner = f"{NAME}-{service}" if service in {"redis", "proxy"} else NAME
    assert facts["Uid"].split()[0] == booted.box.said("id", "--user", owner)
    assert (facts["NoNewPrivs"], facts["Seccomp"]) == ("1", "2")
    low_ports = 1 << 10  # CAP_NET_BIND_SERVICE
    allowed = low_ports if service == "proxy" else 0
    assert int(facts["CapBnd"], 16) | allowed == allowed


def test_web_servers_are_restarted_one_by_one_and_nobody_meets_a_pause(booted: Booted) -> None:
    until(booted.answers)
    ended, seen = threading.Event(), list[int | str]()

    def look() -> None:
        while not ended.is_set():
            try:
                seen.append(booted.browser.get(SOPOT, "/pl/").status)
            except OSError as error:
                seen.append(repr(error))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        for number in (1, 2):
            booted.box.said("systemctl", "restart", f"{NAME}-web@{number}.service")
            until(partial(_is_ready, booted, number))
    finally:
        ended.set()
        looking.join()
    assert len(seen) > 10
    assert set(seen) == {200}


def _is_ready(booted: Booted, number: int) -> bool:
    address = f"http://127.0.0.1:{booted.stem}{number}/health/ready"
    asked = "import sys, urllib.request as u; u.urlopen(sys.argv[1], timeout=5)"
    return booted.box.run("/usr/bin/python3", "-c", asked, address).returncode == 0


def test_the_target_stops_and_starts_all_of_it(booted: Booted) -> None:
    try:
        booted.box.said("systemctl", "stop", f"{NAME}.target")
        until(lambda: set(_states(booted)) == {"inactive"})  # it does not wait for its services
    finally:
        booted.box.said("systemctl", "start", f"{NAME}.target")
    _is_whole(booted)


def _states(booted: Booted) -> list[str]:
    return booted.box.run("systemctl", "is-active", *OURS).stdout.split()


def test_the_timer_is_set_and_its_service_writes_backups(booted: Booted) -> None:
    timer = f"{NAME}-backup.timer"
    next_one, state = booted.box.facts(timer, "NextElapseUSecRealtime", "ActiveState")
    assert state == "active"
    assert " 05:00:00 " in next_one
    booted.box.said("systemctl", "start", f"{NAME}-backup.service")
    backups = Path(booted.box.folder, "over/var/lib", NAME, "backups")
    assert list(backups.glob("sopot/*.ostoja"))


def test_the_journal_has_its_limits(booted: Booted) -> None:
    booted.box.said("journalctl", "--flush")
    kept = booted.box.said("journalctl", "--unit=systemd-journald", "--output=cat")
    limits = [line for line in kept.splitlines() if line.startswith("System Journal")]
    assert "max 1.0G" in limits[-1]


def test_the_script_changes_nothing_when_it_runs_again(booted: Booted) -> None:
    before = [booted.pid(unit) for unit in OURS]
    booted.install()
    assert [booted.pid(unit) for unit in OURS] == before
