"""An export that is asked for on the console: a job, an encrypted file, no secret left behind."""

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.settings.environment import ROOT
from tenants.bundles.unfinished import unfinished_of
from tenants.console import exports
from tenants.console.acts import ActRefused
from tenants.console.tasks import forget_drafts
from tenants.exports.files import new_path, remove_exports
from tenants.exports.jobs import KEPT, keep_passphrase
from tenants.fence import entered, entered_platform
from tenants.jobs import running
from tenants.jobs.models import Job, State
from tenants.models import City
from tenants.safekeeping.models import ExportOfCity, PassphraseOfExport

pytestmark = pytest.mark.usefixtures("committed_database", "case", "backup_root")
PASSPHRASE = "a2b3-c4d5-e6f7"


@pytest.fixture
def backup_root(settings: Any, tmp_path: Path) -> Path:
    settings.BACKUP_ROOT = tmp_path / "backups"
    return tmp_path / "backups"


@pytest.fixture
def operator(committed_database: str) -> User:
    with entered_platform():
        return User.objects.create(email="ewa@platform.example", full_name="Ewa Lis")


@pytest.fixture
def job(operator: User) -> Job:
    return asked(operator)


def asked(operator: User) -> Job:
    with entered_platform():
        city = City.objects.get(slug="gdansk")
        job = exports.export(city, {"passphrase": PASSPHRASE}, operator)
    assert isinstance(job, Job)
    return job


def opened(job: Job) -> zipfile.ZipFile:
    content = Path(job.arguments["to"]).read_bytes()
    return zipfile.ZipFile(io.BytesIO(pyrage.passphrase.decrypt(content, PASSPHRASE)))


def kept() -> int:
    with entered_platform():
        return PassphraseOfExport.objects.count()


def test_its_file_opens_with_the_passphrase_and_names_the_operator(job: Job) -> None:
    done = running.run(job.pk)
    assert (done.state, done.error) == (State.DONE, "")
    assert "csv/cases_case.csv" in opened(done).namelist()
    assert Path(done.arguments["to"]).stat().st_mode & 0o077 == 0
    with entered_platform():
        assert ExportOfCity.objects.get().sha256 == done.result["sha256"]
    with entered("gdansk"):
        assert AuditEvent.objects.get(verb="city.exported").actor_name == "Ewa Lis"


def test_the_passphrase_is_nowhere_in_the_open_and_is_forgotten(job: Job) -> None:
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute("select passphrase from safekeeping_passphraseofexport")
        [(stored,)] = cursor.fetchall()
        details = list(AuditEvent.objects.values_list("details", flat=True))
    assert PASSPHRASE.encode() not in bytes(stored)
    assert PASSPHRASE not in str([job.arguments, job.result, details])
    done = running.run(job.pk)
    assert PASSPHRASE not in str([done.arguments, done.result])
    assert kept() == 0


def test_a_second_one_is_refused_while_one_is_open(job: Job, operator: User) -> None:
    with override("en"), pytest.raises(ActRefused, match="under way"):
        asked(operator)
    assert kept() == 1, "the first one's own"


def test_without_room_it_says_so_and_is_tried_again(
    job: Job, operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tenants.exports import jobs
    from tenants.jobs import actions

    def full(*_all: Any, **_more: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "export_city", full)
        failed = running.run(job.pk)
    assert (failed.state, "the disk is full" in failed.error) == (State.FAILED, True)
    with entered_platform():
        actions.try_again(job=failed, by=operator)
    assert running.run(job.pk).state == State.DONE


def test_one_whose_passphrase_is_gone_says_what_to_do(job: Job) -> None:
    with entered_platform():
        PassphraseOfExport.objects.update(kept_at=timezone.now() - KEPT - timedelta(hours=1))
        keep_passphrase(new_path("gdynia"), PASSPHRASE)
        forget_drafts()  # the clock
    assert kept() == 1, "the forgotten one went"
    assert "Ask for the export anew" in running.run(job.pk).error


KILLED_HALF_WAY = """
import sys, time, django
django.setup()
from uuid import UUID
from tenants.exports import writing
from tenants.jobs import running
def never_ends(*_all):
    print("half written", flush=True)
    time.sleep(60)
writing._add_dictionary = never_ends
running.run(UUID(sys.argv[1]))
"""


def test_a_killed_one_is_finished_by_the_next_process(job: Job, committed_database: str) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": committed_database,
        "DATABASE_ROLE_PREFIX": settings.DATABASE_ROLE_PREFIX,
        "KEYS_ROOT": str(settings.KEYS_ROOT),
        "BACKUP_ROOT": str(settings.BACKUP_ROOT),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }
    command = [sys.executable, "-c", KILLED_HALF_WAY, str(job.pk)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "half written\n"
        os.kill(other.pid, signal.SIGKILL)
    assert not Path(job.arguments["to"]).exists()
    done = taken_up(job)
    assert (done.state, done.takes) == (State.DONE, 2)
    assert opened(done).testzip() is None
    assert kept() == 0


def taken_up(job: Job) -> Job:
    """The server needs a moment to notice that a process is gone."""
    for _ in range(100):
        if (now := running.run(job.pk)).state != State.RUNNING:
            return now
        time.sleep(0.1)
    raise AssertionError("nobody took it up")


def test_one_that_was_whole_before_the_kill_is_not_written_twice(job: Job) -> None:
    path = Path(job.arguments["to"])
    path.parent.mkdir(parents=True)
    path.write_bytes(b"whole")
    with entered_platform():
        Job.objects.filter(pk=job.pk).update(state=State.RUNNING, takes=1)
    done = running.run(job.pk)
    assert (done.state, path.read_bytes(), kept()) == (State.DONE, b"whole", 0)


def test_exports_go_with_the_city(job: Job, backup_root: Path) -> None:
    done = running.run(job.pk)
    other = backup_root / "gdynia" / "gdynia-20260105T100000Z.zip.age"
    other.parent.mkdir()
    other.write_bytes(b"x")
    assert remove_exports("gdansk") == 1
    assert not Path(done.arguments["to"]).exists()
    assert other.exists()


def test_neither_half_an_export_nor_what_opens_it_outlives_the_city(job: Job) -> None:
    """A killed job left them, and no key of the city is needed to read such a file."""
    half = unfinished_of(Path(job.arguments["to"]))
    half.parent.mkdir(parents=True)
    half.write_bytes(b"age-encryption.org/v1")
    with entered_platform():
        keep_passphrase(new_path("gdynia"), PASSPHRASE)
    assert remove_exports("gdansk") == 1
    assert (half.exists(), kept()) == (False, 1)
