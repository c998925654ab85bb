import os
import pwd
import shutil
from pathlib import Path

import pytest

from ostoja.local import unprivileged
from ostoja.local.checkout import CannotRunError
from ostoja.local.unprivileged import account_for

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands its work to another")


def test_an_ordinary_user_runs_postgresql_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    account = account_for(tmp_path / "data", stop_signal="INT")
    assert (account.uid, account.prefix) == (1000, ())


@AS_ROOT
def test_root_takes_a_user_who_may_pass_closed_folders_and_nothing_more(tmp_path: Path) -> None:
    account = account_for(tmp_path / "data", stop_signal="INT")
    assert account.uid != 0
    assert "--bounding-set=-all,+dac_read_search" in account.prefix


@AS_ROOT
def test_root_runs_existing_data_as_its_owner(tmp_path: Path) -> None:
    nobody = pwd.getpwnam("nobody").pw_uid
    os.chown(tmp_path, nobody, -1)
    assert account_for(tmp_path, stop_signal="INT").uid == nobody


@AS_ROOT
def test_root_without_a_way_down_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(CannotRunError, match="Run this as another user, or set DATABASE_URL"):
        account_for(tmp_path, stop_signal="INT")


@AS_ROOT
def test_root_on_a_machine_without_other_users_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unprivileged, "USERS", ())
    with pytest.raises(CannotRunError, match="Run this as another user"):
        account_for(tmp_path, stop_signal="INT")
