import os
import subprocess
import sys

import pytest

from ostoja.local.checkout import ROOT

ENTRANCES = ([sys.executable, "-m", "ostoja.command_line"], [sys.executable, "platform/manage.py"])


def _run(command: list[str], **changes: str) -> subprocess.CompletedProcess[str]:
    # Whoever imported the web server's entrance before left its mark.
    environment = {**os.environ, "OSTOJA_PROCESS": "", **changes}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("entrance", ENTRANCES, ids=["ostoja", "manage.py"])
def test_both_entrances_run_the_same_commands(entrance: list[str]) -> None:
    done = _run([*entrance, "check"])
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("System check identified no issues")


@pytest.mark.parametrize("word", ["--help", "help", ""])
def test_our_own_commands_come_first_with_what_they_do(word: str) -> None:
    done = _run([*ENTRANCES[0], *filter(None, [word])])
    assert done.returncode == 0, done.stderr
    ours = done.stdout.partition("Available subcommands")[0]
    assert "  city             Onboard cities" in ours
    assert all(f"\n  {name} " in ours for name in ("database", "demo", "operator", "token"))
    assert "runserver" not in ours
    assert "runserver" in done.stdout


def test_shells_get_bare_names() -> None:
    assert "city" in _run([*ENTRANCES[0], "help", "--commands"]).stdout.splitlines()


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ENCRYPTION_KEYS"])
def test_who_only_wants_to_try_it_is_told_how(name: str) -> None:
    done = _run([*ENTRANCES[0], "check"], **{name: ""})
    assert done.returncode == 1
    assert done.stderr.startswith(f"ostoja: {name} is not set.")
    assert "`make demo`" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_missing_setting_is_one_line_with_its_mend() -> None:
    done = _run([*ENTRANCES[0], "check"], ENCRYPTION_KEYS="no key")
    assert done.returncode == 1
    assert done.stderr.startswith("ostoja: ENCRYPTION_KEYS holds no usable key. Set it to")
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_is_away_is_one_line_with_its_mend() -> None:
    away = "postgresql://ostoja@/ostoja?host=/nowhere"
    done = _run([*ENTRANCES[0], "migrate"], DATABASE_URL=away)
    assert done.returncode == 1
    assert "Start it with `make demo`, or correct DATABASE_URL." in done.stderr
    assert len(done.stderr.splitlines()) == 1
