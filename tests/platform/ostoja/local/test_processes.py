import os
import signal
import subprocess
from pathlib import Path

import pytest

from ostoja.local import processes
from ostoja.local.checkout import CannotRunError
from ostoja.local.processes import Service, alive, end_left_over, start


def _start(log: Path, *command: str, ready: bool = True) -> Service:
    return start("It", command, log=log, stop_signal=signal.SIGTERM, ready=lambda: ready)


def test_a_service_runs_until_it_is_stopped(tmp_path: Path) -> None:
    service = _start(tmp_path / "log", "sleep", "60")
    assert not service.ended()
    service.stop()
    assert service.process.returncode == -signal.SIGTERM


def test_a_service_that_ends_at_once_says_why(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError, match=r"It did not start(.|\n)*no such luck"):
        _start(tmp_path / "log", "sh", "-c", "echo no such luck; exit 1", ready=False)


def test_a_service_that_is_never_ready_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PATIENCE_SECONDS", 0.2)
    with pytest.raises(CannotRunError, match="did not start"):
        _start(tmp_path / "log", "sh", "-c", f"echo $$ > {tmp_path}/pid; sleep 60", ready=False)
    assert not alive(int((tmp_path / "pid").read_text()))


def test_a_service_that_will_not_stop_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PATIENCE_SECONDS", 0.2)
    trapped = tmp_path / "trapped"
    script = f"trap '' TERM; touch {trapped}; while :; do sleep 0.1; done"
    service = start(
        "It", ["sh", "-c", script], log=tmp_path / "log", stop_signal=signal.SIGTERM,
        ready=trapped.exists,
    )  # fmt: skip
    service.stop()
    assert service.process.returncode == -signal.SIGKILL


def test_the_rest_of_a_killed_run_is_ended(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    subprocess.run(["sh", "-c", f"sleep 61.5 & echo $! > {pid_file}"], check=True)
    end_left_over(pid_file, "61.5", signal.SIGTERM)
    assert not alive(int(pid_file.read_text()))


def test_a_number_that_another_program_has_by_now_is_left_alone(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    pid_file.write_text(f"{os.getpid()}\n")
    end_left_over(pid_file, "no such program", signal.SIGKILL)
    assert not pid_file.exists()


@pytest.mark.parametrize("content", [None, "", "not a number"])
def test_no_number_means_no_rest(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "pid").write_text(content)
    end_left_over(tmp_path / "pid", "", signal.SIGKILL)


def test_a_service_that_ended_can_be_started_again(tmp_path: Path) -> None:
    service = _start(tmp_path / "log", "sh", "-c", "echo here; sleep 60")
    first = service.process
    first.kill()
    first.wait()
    assert service.ended()
    service.start_again()
    assert not service.ended()
    assert service.process.pid != first.pid
    service.stop()
    assert service.process.returncode == -signal.SIGTERM


def test_the_log_of_what_ended_is_not_lost_by_starting_it_again(tmp_path: Path) -> None:
    service = _start(tmp_path / "log", "sh", "-c", "echo no such luck")
    service.process.wait()
    service.start_again()
    service.process.wait()
    assert (tmp_path / "log").read_text() == "no such luck\n" * 2
