"""A process that is killed in the middle of a job leaves it to the next one."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from ostoja.settings.environment import ROOT
from tenants.fence import entered_platform
from tenants.jobs import actions, running
from tenants.jobs.models import Job, State


@pytest.fixture
def long_job(committed_database: str) -> Job:
    with entered_platform():
        return actions.ask(kind="upgrade", arguments={"slugs": ["gdansk"]}, by=None)


KILLED_IN_A_STEP = """
import sys, time, django
django.setup()
from uuid import UUID
from tenants.jobs import cities, running
def never_ends(slugs):
    print("in the step", flush=True)
    time.sleep(60)
cities.upgrade = never_ends
running.run(UUID(sys.argv[1]))
"""


def test_a_killed_process_leaves_its_job_to_the_next_one(
    long_job: Job, committed_database: str
) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": committed_database,
        "DATABASE_ROLE_PREFIX": settings.DATABASE_ROLE_PREFIX,
        "KEYS_ROOT": str(settings.KEYS_ROOT),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }
    command = [sys.executable, "-c", KILLED_IN_A_STEP, str(long_job.pk)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in the step\n"
        mine = running.run(long_job.pk)
        assert (mine.state, mine.takes) == (State.RUNNING, 1)  # the other one is at it
        os.kill(other.pid, signal.SIGKILL)
    job = taken_up(long_job)
    assert (job.state, job.takes) == (State.DONE, 2)
    assert [row["slug"] for row in job.result["cities"]] == ["gdansk"]


def taken_up(job: Job) -> Job:
    """The server needs a moment to notice that a process is gone."""
    for _ in range(100):
        if (now := running.run(job.pk)).state != State.RUNNING:
            return now
        time.sleep(0.1)
    raise AssertionError("nobody took it up")
