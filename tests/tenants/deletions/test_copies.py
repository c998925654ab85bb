"""A city that stands beside itself has its key twice: both go, whatever was killed on the way."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from ostoja.privacy.keys import copy_key, destroy_key, has_key, settle_key
from tenants import stages
from tenants.bundles import restoring
from tenants.bundles.restoring import restore_bundle
from tenants.bundles.sealing import BundleClosed, BundleRefused
from tenants.bundles.writing import key_mark, write_bundle
from tenants.deletions import carrying_out
from tenants.fence import entered, entered_platform
from tenants.models import City
from tenants.profile.models import CityProfile
from tenants.safekeeping import tasks
from tenants.safekeeping.leftovers import remove_files_of_nobody
from tenants.safekeeping.models import Deletion
from tests.databases import admin_url
from tests.tenants.deletions.leaving_city import SCHEMA, SLUG, certificate, nothing_is_left
from tests.tenants.deletions.test_carrying_out import dying, next_day
from tests.tenants.safekeeping.test_trials import killed_in_a_child

pytestmark = pytest.mark.usefixtures("committed_database")

BESIDE, ITS_SCHEMA = f"{SLUG}-earlier", f"{SCHEMA}_earlier"


def die(*_given: object, **_named: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at(module: object, function: str, work: Callable[[], object]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, function, die)
        assert killed_in_a_child(work) == signal.SIGKILL


@pytest.fixture
def bundle(media: Path, tmp_path: Path) -> Path:
    write_bundle(SLUG, tmp_path / "g.ostoja")
    return tmp_path / "g.ostoja"


def copy_is_there() -> bool:
    with entered_platform():
        return City.objects.filter(slug=BESIDE).exists()


@pytest.mark.parametrize("moment", ["destroy_key", "remove_files", "forget_hosts"])
def test_a_killed_discard_leaves_no_key_without_a_row(
    bundle: Path, media: Path, moment: str
) -> None:
    restore_bundle(bundle, beside=BESIDE)
    killed_at(stages, moment, lambda: stages.discard_copy(BESIDE))
    assert copy_is_there() or not has_key(ITS_SCHEMA)
    if moment != "forget_hosts":
        stages.discard_copy(BESIDE)
    assert not copy_is_there()
    assert not has_key(ITS_SCHEMA)
    assert not (media / ITS_SCHEMA).exists()


@pytest.mark.parametrize("moment", ["note_restored", "_put_files"])
def test_a_killed_restore_blocks_the_slug_for_nobody(bundle: Path, moment: str) -> None:
    killed_at(restoring, moment, lambda: restore_bundle(bundle, beside=BESIDE))
    assert not copy_is_there()
    restore_bundle(bundle, beside=BESIDE)
    with entered(BESIDE):
        assert CityProfile.objects.exists()
    assert key_mark(BESIDE) == key_mark(SLUG)
    assert not list(settings.KEYS_ROOT.glob("*.unfinished"))
    stages.discard_copy(BESIDE)


def left_long_ago() -> None:
    """The provisional key is as old as one that nobody works with any more."""
    mark = settings.KEYS_ROOT / f"{ITS_SCHEMA}.unfinished"
    os.utime(mark, (time.time() - 3601,) * 2)


def test_the_files_of_a_killed_restore_go_with_the_next_one_or_by_themselves(
    bundle: Path, media: Path
) -> None:
    def killed() -> None:
        killed_at(restoring, "forget_hosts", lambda: killed_before_the_commit(bundle))

    left = media / ITS_SCHEMA / "left.bin"
    killed()
    assert (media / ITS_SCHEMA).exists()
    left.write_bytes(b"of a file that the bundle does not have")
    restore_bundle(bundle, beside=BESIDE)
    assert not left.exists()
    stages.discard_copy(BESIDE)
    killed()
    assert remove_files_of_nobody() == 0, "it may still be under way"
    left_long_ago()
    with at_work_on(BESIDE):
        assert remove_files_of_nobody() == 0, "somebody is putting files there"
    assert remove_files_of_nobody() == 1
    assert not (media / ITS_SCHEMA).exists()


def killed_before_the_commit(bundle: Path) -> None:
    with transaction.atomic():  # a job's: forget_hosts comes before its end
        restore_bundle(bundle, beside=BESIDE)


@contextmanager
def at_work_on(slug: str) -> Iterator[None]:
    """Another connection holds the slug, as a restore does."""
    name = connection.settings_dict["NAME"]
    with psycopg.connect(admin_url(), dbname=name) as other:
        other.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"onboard {slug!a}"])
        yield


def test_neither_does_one_whose_job_was_undone(bundle: Path) -> None:
    def job() -> None:
        with transaction.atomic():
            restore_bundle(bundle, beside=BESIDE)
            raise RuntimeError("the job's own row was not written")

    with pytest.raises(RuntimeError, match="not written"):
        job()
    restore_bundle(bundle, beside=BESIDE)
    stages.discard_copy(BESIDE)


def test_a_settled_key_is_nobodys_to_take(bundle: Path) -> None:
    copy_key(SCHEMA, ITS_SCHEMA)
    settle_key(ITS_SCHEMA)
    with pytest.raises(BundleRefused, match=f"A key for {BESIDE} lies in KEYS_ROOT"):
        restore_bundle(bundle, beside=BESIDE)
    assert has_key(ITS_SCHEMA)


def test_after_a_killed_restore_the_deletion_closes_every_bundle(
    due: Deletion, bundle: Path
) -> None:
    killed_at(restoring, "note_restored", lambda: restore_bundle(bundle, beside=BESIDE))
    assert has_key(ITS_SCHEMA)
    next_day()
    assert not has_key(ITS_SCHEMA)
    with pytest.raises(BundleClosed):
        restore_bundle(bundle, beside=f"{SLUG}-other")


def test_so_does_its_second_run(
    due: Deletion, bundle: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_key(SCHEMA, ITS_SCHEMA)
    settle_key(ITS_SCHEMA)

    def destroy_one(schema: str) -> None:
        destroy_key(schema)
        die()

    with monkeypatch.context() as patch:
        patch.setattr(carrying_out, "destroy_key", destroy_one)
        assert killed_in_a_child(tasks.delete_due) == signal.SIGKILL
    assert [has_key(SCHEMA), has_key(ITS_SCHEMA)] == [False, True]
    (settings.KEYS_ROOT / f"{ITS_SCHEMA}_cut.json").write_text("")  # a broken one is in no way
    next_day()
    (settings.KEYS_ROOT / f"{ITS_SCHEMA}_cut.json").unlink()
    assert not has_key(ITS_SCHEMA)
    assert has_key("city_gdansk")
    assert nothing_is_left(media)


def test_once_it_has_begun_nothing_comes_back(
    due: Deletion, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = carrying_out.STEPS[0]
    with monkeypatch.context() as patch:
        patch.setattr(carrying_out, "STEPS", (dying(first, "before"),))
        assert killed_in_a_child(tasks.delete_due) == signal.SIGKILL
    assert has_key(SCHEMA)
    for beside in ("", BESIDE):
        with pytest.raises(BundleRefused, match="has begun"):
            restore_bundle(bundle, beside=beside)
    assert not has_key(ITS_SCHEMA)
    next_day()


def test_rows_stay_as_long_as_something_is_left(
    due: Deletion, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(carrying_out, "STEPS", carrying_out.STEPS[-1:])
        tasks.delete_due()
    assert certificate().state == "begun"
    assert "SomethingIsLeft" in certificate().error
    next_day()
    assert nothing_is_left(media)


def test_a_restore_under_way_is_waited_for(
    due: Deletion, bundle: Path, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_under_way, may_go_on, real = threading.Event(), threading.Event(), restoring._put_files

    def put(*given: Any) -> None:
        is_under_way.set()
        assert may_go_on.wait(20)
        real(*given)

    monkeypatch.setattr(restoring, "_put_files", put)
    with ThreadPoolExecutor(2) as pool:
        restore = pool.submit(closing, lambda: restore_bundle(bundle, beside=BESIDE))
        assert is_under_way.wait(20)
        deletion = pool.submit(closing, tasks.delete_due)
        try:
            wait_until_somebody_waits()
            assert certificate().state == "confirmed"
        finally:
            may_go_on.set()
        restore.result(60)
        deletion.result(60)
    assert nothing_is_left(media)
    assert not copy_is_there()
    assert not has_key(ITS_SCHEMA)


def closing(work: Callable[[], object]) -> None:
    try:
        work()
    finally:
        connection.close()


def wait_until_somebody_waits() -> None:
    """Until a process waits for a row that another one holds."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with entered_platform(), connection.cursor() as cursor:
            cursor.execute("select exists (select from pg_locks where not granted)")
            if cursor.fetchone() == (True,):
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")
