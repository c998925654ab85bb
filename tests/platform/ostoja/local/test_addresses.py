import base64
import json
import subprocess
from pathlib import Path

import pytest

from ostoja.local import addresses
from ostoja.local.addresses import found, keys, published

SAID = {"DATABASE_URL": "postgresql:///x", "REDIS_URL": "unix:///y", "DATABASE_ADMIN_URL": "z"}


def test_nothing_is_found_when_nothing_runs(state: Path) -> None:
    assert found(state) == {}


def test_what_runs_is_found_and_then_forgotten(state: Path) -> None:
    with published(state, SAID):
        assert found(state) == SAID
    assert found(state) == {}


def test_the_environment_is_never_overridden(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    with published(state, SAID):
        assert "REDIS_URL" not in found(state)


def test_the_administrator_of_another_database_is_not_found(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql:///elsewhere")
    with published(state, SAID):
        assert found(state) == {"REDIS_URL": "unix:///y"}


def test_services_of_a_killed_run_are_not_found(state: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    said = {**SAID, addresses.SUPERVISOR: str(ended.pid)}
    (state / addresses.FILE).write_text(json.dumps(said))
    assert found(state) == {}


def test_a_broken_file_is_no_file(state: Path) -> None:
    (state / addresses.FILE).write_text("{")
    assert found(state) == {}


def test_keys_are_made_once(state: Path) -> None:
    first = keys(state)
    assert keys(state) == first
    assert len(base64.b64decode(first["ENCRYPTION_KEYS"], validate=True)) == 32
    assert len(first["SECRET_KEY"]) >= 50


def test_only_their_owner_reads_the_files(state: Path) -> None:
    keys(state)
    with published(state, SAID):
        modes = {path.stat().st_mode & 0o777 for path in state.iterdir()}
    assert modes == {0o600}
