"""What is said of a disk: why in words, the right mend, and never a number or where a file lies."""

import errno
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from psycopg.errors import AdminShutdown, DiskFull

from tenants.bundles import restoring, writing
from tenants.fence import entered_platform
from tenants.jobs import actions, kinds, running
from tenants.jobs.kinds import JobKind, Step
from tenants.jobs.models import Job, State
from tenants.safekeeping.reasons import reason


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EEXIST, "a file of this name is there already"),
        (errno.EROFS, "the disk can only be read"),
        (errno.ENAMETOOLONG, "File name too long"),
    ],
)
def test_what_the_file_system_says_is_put_into_words(number: int, said: str) -> None:
    assert reason(OSError(number, "[Errno 17] x", "/srv/secret/x")) == said


def test_what_has_no_number_is_named_by_its_kind() -> None:
    assert reason(TimeoutError()) == "TimeoutError"


def raised_from(cause: Exception) -> OperationalError:
    error = OperationalError('could not extend file "base/1"\nDETAIL: of a row')
    error.__cause__ = cause
    return error


def test_a_full_disk_of_the_database_is_told_from_others() -> None:
    assert reason(raised_from(DiskFull())) == "the disk of the database is full"
    assert "DETAIL" not in reason(raised_from(AdminShutdown()))
    assert "the disk" not in reason(raised_from(AdminShutdown()))


@pytest.mark.django_db
def test_so_does_the_row_of_a_job_that_met_one_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_work: Any) -> None:
        raise raised_from(DiskFull())

    monkeypatch.setitem(kinds._kinds, "try", JobKind("try", "Try", (Step("a", "a", fails),)))
    with entered_platform():
        job = actions.ask(kind="try", arguments={}, by=None)
    for _turn in range(kinds.MOST_TAKES):
        job = running.run(job.pk)
    assert (job.state, job.error) == (State.FAILED, "the disk of the database is full")


@pytest.fixture
def root(tmp_path: Path, settings: Any) -> Path:
    """Where bundles lie."""
    settings.BACKUP_ROOT = tmp_path
    return tmp_path


def done(kind: str, **arguments: Any) -> Job:
    with entered_platform():
        job = actions.ask(kind=kind, city="gdansk", arguments=arguments, by=None)
    return running.run(job.pk)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (
            errno.ENOSPC,
            "The bundle was not written: the disk is full."
            " Make room, or use --to with another file.",
        ),
        (
            errno.EEXIST,
            "The bundle was not written: a file of this name is there already."
            " Use --to with another file.",
        ),
    ],
)
def test_room_is_asked_for_only_where_room_is_missing(
    committed_database: str, root: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def fails(*_given: object) -> None:
        raise OSError(number, "[Errno 17]", "/srv/x")

    monkeypatch.setattr(writing, "_add_files", fails)
    assert done("backup", to=str(root / "x.ostoja")).error == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (
            errno.ENOSPC,
            "Nothing was changed: the disk is full."
            " Make room for files and for temporary ones, and run it again.",
        ),
        (errno.EIO, "Nothing was changed: the disk failed. Mend that, and run it again."),
    ],
)
def test_nor_does_a_restore_speak_in_numbers(
    committed_database: str, root: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def fails(*_given: object) -> None:
        raise OSError(number, "[Errno 28]", "/srv/x")

    path = root / "g.ostoja"
    writing.write_bundle("gdansk", path)
    monkeypatch.setattr(restoring, "_put_files", fails)
    job = done("restore", bundle=str(path), beside="", over=True)
    assert (job.state, job.error) == (State.FAILED, said)
