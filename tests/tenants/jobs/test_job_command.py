"""``ostoja job``: operators see what was asked for, and go on with it."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ostoja.audit.models import AuditEvent
from tenants.fence import entered_platform
from tenants.jobs import actions, kinds
from tenants.jobs.kinds import JobFailed, JobKind, Step, Work
from tenants.jobs.models import Job, State
from tenants.models import City

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


def test_one_that_has_ended_is_not_stopped_and_nothing_is_recorded(job: Job) -> None:
    with pytest.raises(CommandError, match="broken"):
        run("resume", str(job.pk))
    with pytest.raises(CommandError, match="The job is failed already"):
        run("stop", str(job.pk))
    with entered_platform():
        assert not Job.objects.get(pk=job.pk).stop_asked
        assert not AuditEvent.objects.filter(verb="job.stopped").exists()


@pytest.mark.parametrize("wanted", ["nonsense", "%", "", "00000000-0000-0000-0000-000000000000"])
def test_what_is_no_job_is_one_line(wanted: str, job: Job) -> None:
    if wanted == "":
        with entered_platform():
            actions.ask(kind="try", city="gdynia", arguments={"works": True}, by=None)
    with pytest.raises(CommandError, match="job list"):
        run("show", wanted)


def test_what_is_done_is_not_resumed(job: Job) -> None:
    with entered_platform():
        Job.objects.update(arguments={"works": True})
    run("resume", str(job.pk))
    with pytest.raises(CommandError, match="The job is done: only one that failed"):
        run("resume", str(job.pk))
    with entered_platform():
        assert not AuditEvent.objects.filter(verb="job.tried_again").exists()


def left(kind: str = "upgrade", **arguments: Any) -> Job:
    """A job that is open, since the process that began it was killed."""
    with entered_platform():
        return actions.ask(kind=kind, arguments=arguments, by=None)


def now(job: Job) -> Job:
    with entered_platform():
        return Job.objects.get(pk=job.pk)


def upgraded(*slugs: str) -> set[str]:
    output = StringIO()
    call_command("city", "upgrade", *slugs, "--json", stdout=output)
    return {one["slug"] for one in json.loads(output.getvalue())}


def test_a_command_finishes_what_a_killed_one_left() -> None:
    job = left(slugs=["gdansk"])
    assert upgraded("gdansk") == {"gdansk"}
    with entered_platform():
        assert [(one.pk, one.state) for one in Job.objects.all()] == [(job.pk, State.DONE)]


def test_what_was_left_for_fewer_is_finished_first_and_all_that_was_asked_is_done() -> None:
    job = left(slugs=["gdansk"])
    with entered_platform():
        every = set(City.objects.values_list("slug", flat=True))
    assert upgraded() == every > {"gdansk"}
    assert now(job).state == State.DONE
    with entered_platform():
        assert Job.objects.filter(state=State.DONE).count() == 2


def test_anothers_failure_is_told_and_hides_nothing_of_ones_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails_once(work: Work) -> None:
        if not work.arguments["slugs"]:
            raise JobFailed("All is broken.")
        work.result["cities"] = [{"slug": slug} for slug in work.arguments["slugs"]]

    kind = JobKind("upgrade", "Try", (Step("cities", "a", fails_once),))
    monkeypatch.setitem(kinds._kinds, "upgrade", kind)
    job, output, told = left(slugs=[]), StringIO(), StringIO()
    call_command("city", "upgrade", "gdansk", "--json", stdout=output, stderr=told)
    assert json.loads(output.getvalue()) == [{"slug": "gdansk"}]
    assert str(job.pk) in told.getvalue() and "All is broken." in told.getvalue()
    left(slugs=["gdansk"])
    with pytest.raises(CommandError, match=r"All is broken\."):
        call_command("city", "upgrade", stdout=StringIO(), stderr=StringIO())


@pytest.mark.parametrize("slugs", [["gdansk"], []])
def test_what_another_release_began_is_one_line(slugs: list[str]) -> None:
    job = left(slugs=["gdansk"])
    with entered_platform():
        Job.objects.update(step="of another release")
    with pytest.raises(CommandError, match=f"Another release began .* job stop {job.pk}") as raised:
        upgraded(*slugs)
    assert "\n" not in str(raised.value)
    assert (now(job).state, now(job).takes) == (State.WAITING, 0)


def test_an_empty_list_says_so_to_people_and_not_to_machines() -> None:
    assert "There are no jobs." in run("list")
    assert json.loads(run("list", "--json")) == []
