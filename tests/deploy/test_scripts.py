"""The scripts by themselves: their form, what they refuse, what they start and in which order."""

import subprocess
from pathlib import Path

import pytest

from ostoja.local.checkout import ROOT
from tests.deploy.server import script

pytestmark = pytest.mark.deploy

FOLDER = ROOT / "deploy"
WHOLE = [FOLDER / "install.sh", *sorted((FOLDER / "container").glob("*.sh"))]
LONGEST = 150  # lines


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.name)
def test_shellcheck_finds_nothing(path: Path) -> None:
    """The steps are looked at where install.sh reads them."""
    command = ["shellcheck", "--external-sources", "--source-path=SCRIPTDIR", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_every_step_is_read() -> None:
    steps = {path.name for path in (FOLDER / "steps").glob("*.sh")}
    text = (FOLDER / "install.sh").read_text()
    assert {step for step in steps if f'. "$HERE/steps/{step}"' not in text} == set()
    assert [
        path for path in FOLDER.rglob("*.sh") if len(path.read_text().splitlines()) > LONGEST
    ] == []


REFUSED = [
    ((), "say the domain"),
    (("--domain", "ostoja.test"), "say how e-mail is sent"),
    (("--domain",), "--domain needs a value"),
    (("--domian", "x"), "there is no option --domian"),
    (("--domain", "Ostoja Test", "--email-url", "x"), "must be a domain in small letters"),
    (("--domain", "a.example", "--email-url", 'smtp://"x"'), "without blanks, quotes"),
    (("--domain", "a.example", "--email-url", "x", "--https-port", "high"), "must be a number"),
    (("--domain", "a.example", "--email-url", "x", "--workers", "0"), "from 1 to 99"),
    (("--name", "../etc"), "small letters and digits"),
    (("--prefix", "/srv/a b"), "a folder without blanks"),
]


@pytest.mark.parametrize(("options", "words"), REFUSED, ids=[words for _, words in REFUSED])
def test_bad_options_end_it_with_one_line(options: tuple[str, ...], words: str) -> None:
    named = () if "--name" in options else ("--name", "otest0")
    done = script(*named, *options)
    assert done.returncode == 1
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith("install: ")
    assert words in line
    assert not Path("/etc/otest0").exists()


def test_it_says_what_it_takes() -> None:
    done = script("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "--domain DOMAIN" in done.stdout


def test_only_root_may_run_it() -> None:
    """Read from the standard input: that user may not enter the checkout."""
    text = "".join(
        (FOLDER / "steps" / f"{name}.sh").read_text() for name in ("saying", "settings", "packages")
    )
    done = subprocess.run(
        ["setpriv", "--reuid=nobody", "--clear-groups", "bash", "-c", f"{text}\ncheck_server"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Run it as root: sudo deploy/install.sh" in done.stderr


STAND_INS = """
set -Eeuo pipefail
shopt -s lastpipe
runs_systemd() { true; }
wait_for() { echo "wait for $2"; }
systemctl() {
  if [ "$1" = --quiet ]; then [ -n "$RUNNING" ]; else echo "$*"; fi
}
NAME=ostoja ETC=/etc/ostoja OPT=/opt/ostoja SETTING[WEB_PORT]=800
"""


def started(running: bool, *changes: str) -> list[str]:
    """What `start_units` does after these changes."""
    steps = (FOLDER / "steps").glob("*.sh")
    text = "\n".join(path.read_text() for path in steps)
    done = subprocess.run(
        ["bash", "-c", f"{text}\n{STAND_INS}\nCHANGES=({' '.join(changes)})\nstart_units"],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "RUNNING": "yes" if running else ""},
    )
    return [line for line in done.stdout.splitlines() if not line.startswith("==")]


BEGIN = ["daemon-reload", "enable --quiet ostoja.target ostoja-backup.timer"]
END = ["start ostoja.target ostoja-backup.timer"]
WAITS = [f"wait for ostoja-web@{number}.service" for number in (1, 2)]


def test_a_new_server_starts_everything() -> None:
    names = ["redis", "web@1", "web@2", "worker", "jobs", "scheduler", "proxy"]
    lines = started(False)
    assert [line for line in lines if line not in WAITS] == [
        *BEGIN,
        *(f"start ostoja-{name}.service" for name in names),
        *END,
    ]


def test_nothing_is_restarted_for_nothing() -> None:
    assert started(True) == [*BEGIN, *WAITS, *END]


def test_a_release_restarts_one_web_server_after_the_other() -> None:
    assert started(True, "/opt/ostoja/current") == [
        *BEGIN,
        "restart ostoja-web@1.service",
        WAITS[0],
        "restart ostoja-web@2.service",
        WAITS[1],
        "restart ostoja-worker.service",
        "restart ostoja-jobs.service",
        "restart ostoja-scheduler.service",
        *END,
    ]


@pytest.mark.parametrize("file", ["Caddyfile", "headers.caddy"])
def test_new_settings_of_the_proxy_are_taken_up_without_a_restart(file: str) -> None:
    assert started(True, f"/etc/ostoja/{file}") == [
        *BEGIN,
        *WAITS,
        "reload ostoja-proxy.service",
        *END,
    ]


@pytest.mark.parametrize("name", ["redis", "web@", "worker", "jobs", "scheduler", "proxy"])
def test_a_changed_unit_restarts_its_services_alone(name: str) -> None:
    lines = started(True, f"/etc/systemd/system/ostoja-{name}.service")
    units = ["web@1", "web@2"] if name == "web@" else [name]
    restarts = [line for line in lines if line.startswith(("restart", "reload"))]
    assert restarts == [f"restart ostoja-{unit}.service" for unit in units]


def test_new_settings_of_redis_restart_it_alone() -> None:
    lines = started(True, "/etc/ostoja/redis.conf")
    assert [line for line in lines if line.startswith("restart")] == [
        "restart ostoja-redis.service"
    ]
