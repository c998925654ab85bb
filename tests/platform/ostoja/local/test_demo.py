import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ostoja.local import demo
from ostoja.local.checkout import ROOT, CannotRunError
from tests.platform.ostoja.local.conftest import ADDRESSES

# Runs two programs as the demo runs its three: argv is when a service ends, and the commands.
PROGRAMS = """
import sys, time
from ostoja.local.demo import Programs
service_ends = time.monotonic() + float(sys.argv[1])
manager = Programs(lambda: time.monotonic() > service_ends)
for name, command in zip("ab", sys.argv[2:]):
    manager.add_process(name, "exec " + command)
manager.loop()
"""
START_SECONDS = 300


def _programs(service_ends: float, *commands: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-u", "-c", PROGRAMS, str(service_ends), *commands]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _pids(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"started \(pid=(\d+)\)", text)]


def _gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize(
    ("service_ends", "first"), [(1e9, "true"), (0.5, "sleep 60")], ids=["program", "service"]
)
def test_when_one_ends_all_end(service_ends: float, first: str) -> None:
    output, _ = _programs(service_ends, first, "sleep 60").communicate(timeout=30)
    assert len(_pids(output)) == 2
    assert all(_gone(pid) for pid in _pids(output))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_ends_all_programs(number: int) -> None:
    with _programs(1e9, "sleep 60", "sleep 60") as process:
        assert process.stdout is not None
        said = process.stdout.readline() + process.stdout.readline()
        process.send_signal(number)
        process.wait(timeout=30)
    assert len(_pids(said)) == 2
    assert all(_gone(pid) for pid in _pids(said))


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CannotRunError, match="Set it to a number"):
        demo._port()


def test_a_port_in_use_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with pytest.raises(CannotRunError, match="make demo PORT=8001"):
            demo._port()


def test_the_web_server_writes_no_addresses_of_residents() -> None:
    assert "--no-access-log" in demo._commands(8000)["web"]


def test_root_gets_no_warning_of_the_worker() -> None:
    from celery.platforms import ROOT_DISCOURAGED

    assert demo.ROOT_IS_MEANT in demo._commands(8000)["worker"]
    assert ROOT_DISCOURAGED.startswith(demo.ROOT_IS_MEANT.partition(":")[2])


@pytest.mark.prove
def test_the_demo_serves_and_ends_cleanly_also_the_second_time(tmp_path: Path) -> None:
    checkout = _fresh_checkout(tmp_path)
    for number in (signal.SIGINT, signal.SIGTERM):
        with _demo(checkout) as process:
            assert "ready" in _said_until_ready(process)
            process.send_signal(number)
            assert process.wait(timeout=60) == 0
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(checkout) not in left


def _fresh_checkout(folder: Path) -> Path:
    checkout = folder / "checkout"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(lambda name: (ROOT / name).is_file(), names.split("\0")):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_bytes((ROOT / name).read_bytes())
    return checkout


def _demo(checkout: Path) -> subprocess.Popen[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
    own = {"PYTHONPATH": f"{checkout}:{checkout / 'platform'}", "PORT": str(port)}
    command = [sys.executable, "-m", "ostoja.local.demo"]
    return subprocess.Popen(
        command, cwd=checkout, env=kept | own, stdout=subprocess.PIPE, text=True
    )


def _said_until_ready(process: subprocess.Popen[str]) -> list[str]:
    lines: list[str] = []
    deadline = time.monotonic() + START_SECONDS
    assert process.stdout is not None
    while "ready" not in lines and time.monotonic() < deadline and process.poll() is None:
        lines.append(process.stdout.readline().strip())
    return lines
