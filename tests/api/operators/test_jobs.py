"""Long work: asked for by programs, followed, stopped, gone on with; recorded as everywhere."""

from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from ostoja.accounts.models import User
from tenants.fence import entered_platform
from tenants.jobs import actions, kinds, running
from tenants.jobs.kinds import JobKind, Step
from tenants.jobs.models import OPEN, Job, State
from tests.api.operators.people import program_of_operator, recorded
from tests.api.programs import Program, assert_problem

A, B = "gdansk-20261122T014000Z.ostoja", "gdansk-20261123T014000Z.ostoja"
ASKING = {
    "cities/upgrade/": ("upgrade", "", {"slugs": []}),
    "cities/gdansk/upgrade/": ("upgrade", "gdansk", {"slugs": ["gdansk"]}),
}


@pytest.fixture
def program(ewa: User) -> Program:
    """An operator's program that may do everything."""
    return program_of_operator(ewa)


def begun(answer: Any) -> Job:
    """The job that the answer tells of."""
    assert answer.status_code == 202, answer.content
    pk = answer.json()["id"]
    assert answer.headers["Location"] == f"/api/v1/jobs/{pk}/"
    with entered_platform():
        return Job.objects.get(pk=UUID(pk))


def in_state(state: State) -> Job:
    """An upgrade of Gdańsk as it is after a while."""
    with entered_platform():
        return Job.objects.create(
            kind="upgrade",
            arguments={"slugs": ["gdansk"]},
            step="cities",
            state=state,
            ended_at=None if state in OPEN else timezone.now(),
            takes=1,
        )


@pytest.mark.parametrize("path", ASKING)
def test_long_work_is_a_job_in_the_operators_name(program: Program, path: str) -> None:
    job = begun(program.post(path))
    kind, city, arguments = ASKING[path]
    assert (job.kind, job.city, job.arguments) == (kind, city, arguments)
    assert (job.state, job.asked_by_name) == (State.WAITING, "Ewa Lis")
    prefix = (program.token or "").split("_")[1]
    assert recorded("job.asked") == [("Ewa Lis", f"token:{prefix}")]


def test_the_worker_is_woken_once_all_is_stored(
    program: Program, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    woken: list[str] = []
    monkeypatch.setattr("tenants.jobs.tasks._send", lambda: woken.append("now"))
    with django_capture_on_commit_callbacks(execute=True):
        program.post("cities/upgrade/")
        assert not woken
    assert woken == ["now"]


def test_a_program_follows_its_job_to_the_end(program: Program) -> None:
    asked = program.post("cities/gdansk/upgrade/")
    path = asked.headers["Location"]
    waiting = program.get(path)
    assert waiting.json()["state"] == "waiting"
    assert program.get(path, If_None_Match=waiting.headers["ETag"]).status_code == 304
    running.run(UUID(asked.json()["id"]))
    done = program.get(path, If_None_Match=waiting.headers["ETag"]).json()
    assert (done["state"], done["asked_by"], done["error"]) == ("done", "Ewa Lis", "")
    assert [one["slug"] for one in done["result"]["cities"]] == ["gdansk"]


def test_the_same_work_is_not_begun_twice(program: Program) -> None:
    job = begun(program.post("cities/upgrade/"))
    problem = assert_problem(program.post("cities/upgrade/"), 409)
    assert problem["job"] == str(job.pk)
    begun(program.post("cities/gdansk/upgrade/"))


def test_sent_again_with_the_same_key_it_is_the_same_job(program: Program) -> None:
    jobs = [program.post("cities/upgrade/", key="one-and-the-same") for _ in range(2)]
    assert jobs[0].json()["id"] == jobs[1].json()["id"]
    assert jobs[1].headers["Location"] == jobs[0].headers["Location"]
    with entered_platform():
        assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 2), ("city=gdansk", 1), ("kind=upgrade", 2), ("state=waiting", 2), ("state=done", 0)],
)
def test_jobs_are_listed_the_newest_first(program: Program, query: str, number: int) -> None:
    begun(program.post("cities/upgrade/"))
    newest = begun(program.post("cities/gdansk/upgrade/"))
    listed = program.get(f"jobs/?{query}").json()["results"]
    assert len(listed) == number
    assert not listed or listed[0]["id"] == str(newest.pk)


def test_a_job_that_waits_is_stopped_at_once(program: Program) -> None:
    job = begun(program.post("cities/upgrade/"))
    assert program.post(f"jobs/{job.pk}/stop/").json()["state"] == "cancelled"
    assert [name for name, _via in recorded("job.stopped")] == ["Ewa Lis"]


def test_a_job_that_runs_is_asked_to_stop(program: Program) -> None:
    job = in_state(State.RUNNING)
    answer = program.post(f"jobs/{job.pk}/stop/").json()
    assert (answer["state"], answer["is_stopping"]) == ("running", True)


@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED])
def test_what_failed_or_was_stopped_goes_on(program: Program, state: State) -> None:
    job = in_state(state)
    resumed = begun(program.post(f"jobs/{job.pk}/resume/"))
    assert (resumed.pk, resumed.state) == (job.pk, State.WAITING)
    assert running.run(job.pk).state == State.DONE


def test_going_on_takes_what_beginning_takes(ewa: User) -> None:
    job = in_state(State.FAILED)
    path = f"jobs/{job.pk}/resume/"
    assert_problem(program_of_operator(ewa, "jobs:write", "cities:read").post(path), 403)
    with entered_platform():
        assert Job.objects.get(pk=job.pk).state == State.FAILED
    assert program_of_operator(ewa, "jobs:write", "cities:write").post(path).status_code == 202


@pytest.mark.parametrize(
    ("step", "states"),
    [("stop", (State.DONE, State.FAILED)), ("resume", (State.DONE, State.WAITING, State.RUNNING))],
)
def test_what_a_jobs_state_does_not_allow_is_refused(
    program: Program, step: str, states: tuple[State, ...]
) -> None:
    for state in states:
        job = in_state(state)
        assert_problem(program.post(f"jobs/{job.pk}/{step}/"), 409)
        with entered_platform():
            assert Job.objects.get(pk=job.pk).state == state


@pytest.mark.parametrize("step", ["", "stop/", "resume/"])
def test_a_job_that_is_not_there_is_404(program: Program, step: str) -> None:
    path = f"jobs/{uuid4()}/{step}"
    assert_problem(program.post(path) if step else program.get(path), 404)


def test_the_result_names_files_and_not_where_they_lie(program: Program) -> None:
    job = in_state(State.DONE)
    with entered_platform():
        Job.objects.filter(pk=job.pk).update(result={"bundle": "/srv/b/x.ostoja", "rows": 5})
    assert program.get(f"jobs/{job.pk}/").json()["result"] == {"bundle": "x.ostoja", "rows": 5}


def test_nor_do_the_files_of_many_cities_or_an_error(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_work: Any) -> None:
        raise PermissionError(13, "Permission denied", "/srv/b/x.ostoja")

    kind = JobKind("try", "Try", (Step("a", "a", fails),))
    monkeypatch.setitem(kinds._kinds, "try", kind)
    with entered_platform():
        job = actions.ask(kind="try", arguments={}, by=None)
    running.run(job.pk)
    with entered_platform():
        each = [{"slug": "gdansk", "path": "/srv/b/x.ostoja", "seconds": 1.5}]
        Job.objects.filter(pk=job.pk).update(result={"backups": each})
    shown = program.get(f"jobs/{job.pk}/").json()
    assert shown["result"]["backups"] == [{**each[0], "path": "x.ostoja"}]
    assert shown["error"] == "this account may not do that in this folder"


def test_one_that_another_operator_resumed_meanwhile_is_refused(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = in_state(State.FAILED)

    def read_before(_pk: UUID) -> Job:
        with entered_platform():
            Job.objects.filter(pk=job.pk).update(state=State.WAITING, ended_at=None)
        return job

    monkeypatch.setattr("api.operators.jobs._job", read_before)
    assert_problem(program.post(f"jobs/{job.pk}/resume/"), 409)


def lay(folder: Path, *names: str) -> None:
    """Files in a city's folder for backups."""
    for name in names:
        (folder / name).write_bytes(b"1234")


def test_bundles_are_listed_the_newest_first_in_pages(program: Program, backups: Path) -> None:
    names = [f"gdansk-2026112{day}T014000Z.ostoja" for day in range(5)]
    lay(backups, *names, ".gdansk-20261126T014000Z.ostoja.77", "notes.txt")
    found, path = [], "cities/gdansk/bundles/?limit=2"
    while path:
        answer = program.get(path).json()
        found.append([one["name"] for one in answer["results"]])
        assert all((one["size"], len(one)) == (4, 2) for one in answer["results"])
        path = answer["next"]
    assert [name for page in found for name in page] == names[::-1]
    assert [len(page) for page in found] == [2, 2, 1]


def test_a_cursor_of_another_list_is_refused(program: Program, backups: Path) -> None:
    lay(backups, A, B)
    following = program.get("cities/gdansk/bundles/?limit=1").json()["next"]
    cursor = following.partition("cursor=")[2]
    for path in (f"cities/?cursor={cursor}", f"cities/gdynia/bundles/?cursor={cursor}"):
        assert_problem(program.get(path), 400)
    assert_problem(program.get("cities/gdansk/bundles/?name=a"), 400)


WRONG = {
    "no such bundle": ({"bundle": B}, "/bundle"),
    "a way out of the folder": (
        {"bundle": f"../gdynia/{A.replace('gdansk', 'gdynia')}"},
        "/bundle",
    ),
    "the folder itself": ({"bundle": "."}, "/bundle"),
    "NUL": ({"bundle": "a\x00"}, "/bundle"),
    "a slug that is taken": ({"beside": "gdynia"}, "/beside"),
    "no slug": ({"beside": "a b"}, "/beside"),
    "no flag": ({"over": "yes"}, "/over"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_restored_is_named(program: Program, backups: Path, name: str) -> None:
    lay(backups, A)
    (backups.parent / "gdynia").mkdir()
    lay(backups.parent / "gdynia", A.replace("gdansk", "gdynia"))
    changes, pointer = WRONG[name]
    answer = program.post("cities/gdansk/restore/", {"bundle": A, **changes})
    problem = assert_problem(answer, 422)
    assert {one["pointer"] for one in problem["errors"]} == {pointer}
    with entered_platform():
        assert not Job.objects.exists()


def test_a_city_at_work_is_not_replaced_unless_it_is_said(program: Program, backups: Path) -> None:
    lay(backups, A)
    path, body = "cities/gdansk/restore/", {"bundle": A}
    problem = assert_problem(program.post(path, body), 409)
    assert "over" in problem["detail"]
    job = begun(program.post(path, {**body, "over": True}))
    assert job.arguments["over"] and job.arguments["of"] == "gdansk"
    program.post("cities/gdansk/suspend/")
    assert not begun(program.post(path, body)).arguments["over"]


def test_a_copy_beside_replaces_nothing(program: Program, backups: Path) -> None:
    lay(backups, A)
    body = {"bundle": A, "beside": "gdansk-before"}
    job = begun(program.post("cities/gdansk/restore/", body))
    assert (job.city, job.arguments["beside"]) == ("gdansk", "gdansk-before")


def test_a_city_whose_row_is_gone_can_be_asked_back(program: Program, backups: Path) -> None:
    folder = backups.parent / "sopot"
    folder.mkdir()
    lay(folder, "sopot-20261122T014000Z.ostoja")
    body = {"bundle": "sopot-20261122T014000Z.ostoja"}
    assert begun(program.post("cities/sopot/restore/", body)).city == "sopot"


def test_what_is_no_citys_folder_is_not_there(program: Program, backups: Path) -> None:
    for name in ("public", "A"):
        (backups.parent / name).mkdir()
        lay(backups.parent / name, A.replace("gdansk", name))
        assert_problem(program.get(f"cities/{name}/bundles/"), 404)
