import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ostoja.local import binaries
from tests.platform.ostoja.local.conftest import Checkout

ASK = """
import os, psycopg, redis
row = psycopg.connect(os.environ["DATABASE_URL"]).execute(
    "select current_user, version(), current_setting('fsync')").fetchone()
print(*row, redis.Redis.from_url(os.environ["REDIS_URL"]).ping(), sep="|")
"""
NEEDS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another user")


def _ask(checkout: Checkout, *words: str, prefix: tuple[str, ...] = ()) -> list[str]:
    code, output = checkout.run(*words, "--", sys.executable, "-c", ASK, prefix=prefix)
    assert code == 0, output
    return output.strip().split("|")


def _processes_of(checkout: Checkout) -> list[str]:
    commands = [_command(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [one for one in commands if str(checkout.root) in one and "python" not in one]


def _command(entry: Path) -> str:
    try:
        return (entry / "cmdline").read_text().replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""


@pytest.mark.parametrize("programs", binaries._postgres_found(), ids=lambda one: str(one.folder))
def test_a_command_finds_its_services(bare_checkout: Checkout, programs: binaries.Postgres) -> None:
    bare_checkout.environment["OSTOJA_POSTGRES_BIN"] = str(programs.folder)
    user, version, fsync, pong = _ask(bare_checkout)
    assert (user, fsync, pong) == ("ostoja_app", "off", "True")
    assert version.startswith(f"PostgreSQL {programs.major}")


def test_durable_services_write_carefully(bare_checkout: Checkout) -> None:
    assert _ask(bare_checkout, "--durable")[2] == "on"


def test_a_machine_without_redis_uses_the_wheel(bare_checkout: Checkout, tmp_path: Path) -> None:
    for name in ("setpriv", "env"):
        if place := shutil.which(name):
            (tmp_path / name).symlink_to(place)
    bare_checkout.environment["PATH"] = str(tmp_path)
    assert _ask(bare_checkout)[3] == "True"


def test_the_commands_exit_code_is_given_and_nothing_is_left(bare_checkout: Checkout) -> None:
    assert bare_checkout.run("--", "sh", "-c", "exit 7") == (7, "")
    assert _processes_of(bare_checkout) == []
    assert list(bare_checkout.root.glob("ostoja-*")) == []


def test_two_runs_side_by_side_have_their_own_services(bare_checkout: Checkout) -> None:
    script = 'echo "$REDIS_URL"; sleep 2'
    with bare_checkout.start("--", "sh", "-c", script) as first:
        second = bare_checkout.run("--", "sh", "-c", script)
        output, _ = first.communicate()
    assert (first.returncode, second[0]) == (0, 0)
    assert output != second[1]


def test_what_the_environment_names_is_used_and_not_started(bare_checkout: Checkout) -> None:
    bare_checkout.environment |= {"DATABASE_URL": "postgresql:///x", "REDIS_URL": "redis://y"}
    code, output = bare_checkout.run("--", "sh", "-c", 'echo "$DATABASE_URL $REDIS_URL"')
    assert (code, output) == (0, "postgresql:///x redis://y\n")
    assert not list(bare_checkout.root.glob(".local/test/postgres-*"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_us_ends_the_services(bare_checkout: Checkout, number: int) -> None:
    with bare_checkout.start("--", "sh", "-c", "echo up; exec sleep 30") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.send_signal(number)
        process.wait(timeout=30)
    _wait_until_nothing_runs(bare_checkout)
    assert bare_checkout.run("--", "true") == (0, "")


def _wait_until_nothing_runs(checkout: Checkout) -> None:
    deadline = time.monotonic() + 20
    while running := _processes_of(checkout):
        assert time.monotonic() < deadline, running
        time.sleep(0.1)


def test_ctrl_c_ends_services_in_the_foreground(bare_checkout: Checkout) -> None:
    with bare_checkout.start() as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "The services run. Ctrl-C ends them.\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 128 + signal.SIGINT
    assert _processes_of(bare_checkout) == []


def test_a_service_that_cannot_start_is_said_in_one_line(bare_checkout: Checkout) -> None:
    bare_checkout.environment["OSTOJA_POSTGRES_BIN"] = "/nowhere"
    code, output = bare_checkout.run("--", "true")
    assert code == 1
    assert output.splitlines() == [
        "There is no PostgreSQL 15 or newer in /nowhere. Install one, or set DATABASE_URL."
    ]


@NEEDS_ROOT
def test_root_may_work_below_a_closed_folder(bare_checkout: Checkout) -> None:
    assert bare_checkout.root.stat().st_mode & 0o077 == 0
    _ask(bare_checkout)
    data = next(bare_checkout.root.glob(".local/test/postgres-*"))
    assert data.stat().st_uid != 0


@NEEDS_ROOT
def test_an_ordinary_user_needs_no_root(bare_checkout: Checkout) -> None:
    nobody = 65534
    subprocess.run(["chown", "-R", str(nobody), bare_checkout.root], check=True)
    # Python itself may lie in root's folder, so the user may read there; and nothing more.
    reach = ("--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search")
    user = ("setpriv", f"--reuid={nobody}", "--clear-groups", *reach)
    _ask(bare_checkout, prefix=user)
    data = next(bare_checkout.root.glob(".local/test/postgres-*"))
    assert data.stat().st_uid == nobody
