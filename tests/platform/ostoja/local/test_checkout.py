from pathlib import Path

import pytest

from ostoja.local import checkout
from ostoja.local.checkout import CannotRunError, locked, locked_test_state, runtime_folder


def test_one_process_at_a_time_holds_a_state(state: Path) -> None:
    with (
        locked(state),
        pytest.raises(CannotRunError, match="already runs its services"),
        locked(state),
    ):
        pass


def test_a_state_is_free_again_when_it_is_left(state: Path) -> None:
    with locked(state):
        pass
    with locked(state) as held:
        assert held == state


def test_runs_of_the_tests_take_different_states(state: Path) -> None:
    with locked_test_state() as first, locked_test_state() as second:
        assert (first, second) == (state / "test", state / "test-2")


def test_too_many_runs_of_the_tests_are_refused(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkout, "TEST_SLOTS", 1)
    with locked_test_state(), pytest.raises(CannotRunError, match="Wait"), locked_test_state():
        pass


def test_the_runtime_folder_is_closed_to_others(state: Path) -> None:
    assert runtime_folder(state).stat().st_mode & 0o777 == 0o700


def test_the_runtime_folder_is_the_same_for_the_same_state(state: Path) -> None:
    assert runtime_folder(state) == runtime_folder(state)
    assert runtime_folder(state) != runtime_folder(state / "test")


def test_a_long_temporary_folder_is_not_used_for_sockets(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/var/" + "long" * 30)
    folder = runtime_folder(state)
    folder.rmdir()
    assert len(f"{folder}/postgres/.s.PGSQL.5432") <= checkout.SOCKET_PATH_LIMIT


@pytest.mark.parametrize("kind", ["link", "open"])
def test_a_runtime_folder_that_another_could_have_made_is_refused(
    state: Path, tmp_path: Path, kind: str
) -> None:
    folder = runtime_folder(state)
    if kind == "open":
        folder.chmod(0o777)
    else:
        folder.rename(tmp_path / "elsewhere")
        folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotRunError, match="not a folder of yours alone"):
        runtime_folder(state)
