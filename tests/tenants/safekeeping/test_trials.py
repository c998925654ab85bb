"""The nightly trial: a city comes back beside itself, is compared, and goes again."""

import json
import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from ostoja.privacy.keys import has_key
from tenants.bundles import restoring
from tenants.fence import Power, entered, entered_platform, schema_of
from tenants.models import City
from tenants.onboarding import problem_of_slug
from tenants.safekeeping import backups, comparing, tasks, trials
from tenants.safekeeping.bundle_files import bundles_of
from tenants.safekeeping.models import RestoreTest
from tests.tenants.bundles.test_bundles import rows_of

# The roles of cities are the cluster's, which other workers use at the same time.
TRIAL = f"{restoring.TRIAL}-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
SCHEMA = schema_of(TRIAL)


@pytest.fixture(autouse=True)
def _backed_up(
    committed_database: str, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BACKUP_ROOT, settings.MEDIA_ROOT = tmp_path / "backups", tmp_path / "media"
    picture = tmp_path / "media" / "city_gdansk" / "a.bin"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\x00picture")
    with entered("gdansk"):
        OutboxMessage.objects.create(to="a@gdansk.example", subject="s", body="ciało")
    assert backups.back_up("gdansk").state == "written"
    monkeypatch.setattr(restoring, "TRIAL", TRIAL)


def nothing_is_left(media: Path) -> bool:
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute("select to_regnamespace(%s) is null", [SCHEMA])
        [is_gone] = cursor.fetchone()
        is_unknown = not City.objects.filter(slug=TRIAL).exists()
    return bool(is_gone and is_unknown and not has_key(SCHEMA) and not (media / SCHEMA).exists())


def result() -> RestoreTest:
    with entered_platform():
        return RestoreTest.objects.get()


def test_a_city_comes_back_as_it_went_in_and_goes_again(tmp_path: Path) -> None:
    before = rows_of("gdansk")
    assert tasks.try_a_backup() == ""
    done = result()
    assert (done.error, trials.slug_of(done)) == ("", "gdansk")
    assert done.rows > 100
    assert nothing_is_left(tmp_path / "media")
    assert rows_of("gdansk") == before
    assert (tmp_path / "media" / "city_gdansk" / "a.bin").exists()
    with entered("gdansk"):
        verbs = AuditEvent.objects.filter(verb__startswith="city.").order_by("at")
        assert list(verbs.values_list("verb", flat=True))[-1] == "city.backup_tested"


def break_in_the_copy(
    monkeypatch: pytest.MonkeyPatch, statement: str, media: Path | None = None
) -> None:
    """Something of the copy is spoilt after it was restored, before it is looked at."""

    def compare(manifest: Any) -> list[str]:
        with entered(TRIAL, Power.OWNER), connection.cursor() as cursor:
            cursor.execute(statement)
        if media:
            (media / SCHEMA / "a.bin").write_bytes(b"\x01picture")
        return comparing.differences(manifest)

    monkeypatch.setattr(trials, "differences", compare)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("delete from profile_cityprofile", "profile_cityprofile has 0 rows instead of 1"),
        ("update profile_cityprofile set name = 'Inne'", "profile_cityprofile has other rows"),
        ("insert into auth_group (name) values ('x')", "auth_group has"),
        ("drop table meetings_meeting cascade", "meetings_meeting is not there"),
        (
            "update notifications_outboxmessage set body = '\\x00112233445566778899aabbccddeeff'",
            "notifications_outboxmessage cannot be decrypted",
        ),
    ],
)
def test_what_is_not_as_it_was_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, statement: str, said: str
) -> None:
    break_in_the_copy(monkeypatch, statement)
    assert said in tasks.try_a_backup()
    assert said in result().error
    assert nothing_is_left(tmp_path / "media")


def test_a_file_that_differs_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    break_in_the_copy(monkeypatch, "select 1", tmp_path / "media")
    assert tasks.try_a_backup() == "files/a.bin is not as it was"


def test_a_spoilt_bundle_is_told_to_the_operators(tmp_path: Path) -> None:
    [file] = bundles_of("gdansk")
    content = bytearray(file.path.read_bytes())
    content[len(content) // 2] ^= 1
    file.path.write_bytes(content)
    with entered_platform():
        User.objects.create(email="ewa@platform.example", full_name="Ewa", language="pl")
    with pytest.raises(CommandError, match=r"did not come back .* damaged"):
        call_command("backup", "test", "gdansk", stdout=StringIO())
    assert "damaged" in result().error
    assert tasks.look_at_backups() > 0
    with entered_platform():
        bodies = [one.body for one in OutboxMessage.objects.all()]
    assert len(bodies) == 2
    assert all("gdansk (BundleRefused: The bundle is damaged" in body for body in bodies)
    assert nothing_is_left(tmp_path / "media")


def killed_in_a_child(work: Callable[[], object]) -> int:
    """Run it in a process of its own that somebody kills; the signal that ended it."""
    connection.close()
    child = os.fork()
    if not child:
        work()
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def next_night() -> str:
    """The next trial, as soon as the server has seen that the killed one's connection is gone."""
    deadline = time.monotonic() + 20
    while (done := trials.try_one()) is None:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return done.error


@pytest.mark.parametrize("moment", ["_put_files", "note_restored"])
def test_a_killed_trial_leaves_nothing_after_the_next_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, moment: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(restoring, moment, lambda *_a, **_k: os.kill(os.getpid(), signal.SIGKILL))
        assert killed_in_a_child(trials.try_one) == signal.SIGKILL
    assert has_key(SCHEMA)
    assert next_night() == ""
    assert nothing_is_left(tmp_path / "media")


def test_a_trial_killed_when_the_copy_stood_is_cleared_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(trials, "differences", lambda _m: os.kill(os.getpid(), signal.SIGKILL))
        assert killed_in_a_child(trials.try_one) == signal.SIGKILL
    assert not nothing_is_left(tmp_path / "media")
    assert next_night() == ""
    assert nothing_is_left(tmp_path / "media")


def test_an_older_bundle_is_tried_too(settings: Any) -> None:
    with entered("gdynia", Power.OWNER):
        call_command("migrate_schema", "meetings", "0001", verbosity=0, interactive=False)
    backups.back_up("gdynia")
    done = trials.try_one("gdynia")
    assert done is not None
    assert done.error == ""


def test_migrations_may_have_taken_rows_of_an_older_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with entered("gdynia", Power.OWNER):
        call_command("migrate_schema", "meetings", "0001", verbosity=0, interactive=False)
    backups.back_up("gdynia")
    break_in_the_copy(monkeypatch, "delete from profile_phonenumber")
    done = trials.try_one("gdynia")
    assert done is not None
    assert done.error == ""


def test_the_longest_untried_is_the_likeliest(monkeypatch: pytest.MonkeyPatch) -> None:
    for slug in ("gdynia", "slupsk"):
        backups.back_up(slug)
    with entered_platform():
        for slug, days in (("gdansk", 1), ("gdynia", 10)):
            at = timezone.now() - timedelta(days=days)
            RestoreTest.objects.create(city=City.objects.get(slug=slug), at=at)
    drawn = [trials._drawn() for _ in range(300)]
    assert drawn.count("slupsk") > drawn.count("gdynia")
    assert "elblag" not in drawn  # there is no bundle of it


def test_without_bundles_there_is_nothing_to_try(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_ROOT = tmp_path / "empty"
    assert trials.try_one() is None
    assert tasks.try_a_backup() == ""
    with pytest.raises(CommandError, match="nothing to try"):
        call_command("backup", "test", stdout=StringIO())
    with pytest.raises(CommandError, match="no city atlantis"):
        call_command("backup", "test", "atlantis", stdout=StringIO())


def test_a_city_without_a_bundle_fails_its_trial() -> None:
    done = trials.try_one("slupsk")
    assert done is not None
    assert "no bundle" in done.error


def test_the_command_says_how_it_went() -> None:
    output = StringIO()
    call_command("backup", "test", "gdansk", "--json", stdout=output)
    said = json.loads(output.getvalue())
    assert (said["city"], said["result"]) == ("gdansk", "as it was")


def test_nobody_takes_the_copys_place() -> None:
    with entered_platform():
        assert "restore-test" in problem_of_slug("restore-test")
