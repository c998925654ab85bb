"""Workers as in production, but for the tasks that they know besides; and what those wrote."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import redis

from ostoja.settings.environment import ROOT
from tests.databases import TemplateDatabase
from tests.tenants.fence.floods import ORDER

PATIENCE = 60  # seconds


@contextmanager
def worker(
    template: TemplateDatabase, url: str, folder: Path, *, processes: int = 1
) -> Iterator[subprocess.Popen[bytes]]:
    """A worker for the length of the block, unless the block kills it."""
    command = [sys.executable, "-m", "celery", "--app=ostoja.celery", "worker"]
    switches = ["--include=tests.tenants.fence.floods", "--loglevel=warning"]
    with (folder / "worker.log").open("ab") as log:
        process = subprocess.Popen(
            [*command, *switches, f"--concurrency={processes}"],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
                "DATABASE_URL": url,
                "DATABASE_ROLE_PREFIX": template.prefix,
            },
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """As systemd does; what is still under way is killed with its worker."""
    process.terminate()
    try:
        process.wait(timeout=PATIENCE)
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Every process of the worker at once, as a machine that loses its power."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait(timeout=PATIENCE)


def order(client: redis.Redis) -> list[str]:
    """What the tasks wrote, the first one first."""
    return [str(one, "ascii") for one in cast("list[bytes]", client.lrange(ORDER, 0, -1))]


def wait_for(client: redis.Redis, *wanted: str) -> list[str]:
    """All that was written, once these were."""
    wait_until(lambda: set(wanted) <= set(order(client)), lambda: str(order(client)[-8:]))
    return order(client)


def wait_until(happened: Callable[[], bool], said: Callable[[], str]) -> None:
    """Wait for it; fails after a minute."""
    until = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < until, said()
        time.sleep(0.02)
