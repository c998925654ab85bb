"""``ostoja job``: operators see what was asked for, and go on with it."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tenants.fence import entered_platform
from tenants.jobs import actions, kinds
from tenants.jobs.kinds import JobFailed, JobKind, Step, Work
from tenants.jobs.models import Job

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    output = StringIO()
    call_command("job", *words, stdout=output)
    return output.getvalue()


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch) -> Job:
    def fails_once(work: Work) -> None:
        if not work.arguments["works"]:
            raise JobFailed("It is broken. Mend it.")

    kind = JobKind("try", "Try", (Step("a", "a", fails_once),))
    monkeypatch.setitem(kinds._kinds, "try", kind)
    with entered_platform():
        return actions.ask(kind="try", city="gdansk", arguments={"works": False}, by=None)


def test_jobs_are_listed_and_shown(job: Job) -> None:
    assert json.loads(run("list", "--json"))[0]["job"] == str(job.pk)
    assert "city: gdansk" in run("show", str(job.pk)[:8])


def test_a_job_that_fails_says_why_and_can_be_gone_on_with(job: Job) -> None:
    with pytest.raises(CommandError, match=r"It is broken\. Mend it\."):
        run("resume", str(job.pk))
    with entered_platform():
        Job.objects.update(arguments={"works": True})
    assert "state: done" in run("resume", str(job.pk))


def test_a_job_that_waits_is_stopped(job: Job) -> None:
    assert "state: cancelled" in run("stop", str(job.pk))


@pytest.mark.parametrize("wanted", ["nonsense", "%", "", "00000000-0000-0000-0000-000000000000"])
def test_what_is_no_job_is_one_line(wanted: str, job: Job) -> None:
    if wanted == "":
        with entered_platform():
            actions.ask(kind="try", city="gdynia", arguments={"works": True}, by=None)
    with pytest.raises(CommandError, match="job list"):
        run("show", wanted)


def test_a_command_finishes_what_a_killed_one_left(settings: Any) -> None:
    with entered_platform():
        left = actions.ask(kind="upgrade", arguments={"slugs": ["gdansk"]}, by=None)
    output = StringIO()
    call_command("city", "upgrade", stdout=output)
    with entered_platform():
        left.refresh_from_db()
    assert (left.state, "gdansk: current" in output.getvalue()) == ("done", True)
