import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import cast

import pytest
import redis

from ostoja.local import demo
from ostoja.local.checkout import ROOT, CannotRunError, runtime_folder
from ostoja.local.redis_server import start_redis
from ostoja.local.services import Running
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


class Ends:
    """A service that ends at once, however often it is started."""

    def __init__(self, name: str, *, starts: bool = True) -> None:
        self.name, self.log, self.starts = name, Path("log"), starts
        self.started = 0

    def start_again(self) -> None:
        self.started += 1
        if not self.starts:
            raise CannotRunError("no such luck")


class Now:
    """What runs: the services, of which the one that ended is told, or none."""

    def __init__(self, ended: Ends | None) -> None:
        self.one = ended

    def ended(self) -> Ends | None:
        return self.one


def _comeback(ended: Ends | None) -> demo.Comeback:
    return demo.Comeback(cast("Running", Now(ended)))


def test_while_all_run_nothing_is_over() -> None:
    assert not _comeback(None).is_over()


def test_redis_is_started_again_but_not_for_ever() -> None:
    service = Ends("Redis")
    comeback = _comeback(service)
    assert not any(comeback.is_over() for _ in range(demo.MOST_COMEBACKS))
    assert comeback.is_over()
    assert service.started == demo.MOST_COMEBACKS


def test_redis_that_ends_now_and_then_always_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 100_000, 100))
    monkeypatch.setattr("ostoja.local.demo.time.monotonic", lambda: next(clock))
    comeback = _comeback(Ends("Redis"))
    assert not any(comeback.is_over() for _ in range(4 * demo.MOST_COMEBACKS))


@pytest.mark.parametrize("ended", [Ends("PostgreSQL"), Ends("Redis", starts=False)])
def test_without_the_database_or_redis_the_demo_is_over(ended: Ends) -> None:
    assert _comeback(ended).is_over()


def test_a_redis_that_was_killed_answers_again(state: Path) -> None:
    folder = runtime_folder(state)
    service, address = start_redis(state, folder)
    try:
        service.process.kill()
        service.process.wait()
        now = Running((service,), {})
        assert not demo.Comeback(now).is_over()
        assert now.ended() is None
        assert redis.Redis.from_url(address).ping()
    finally:
        service.stop()
        shutil.rmtree(folder)


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
