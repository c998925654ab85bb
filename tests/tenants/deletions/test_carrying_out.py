"""Once it is carried out, nothing of the city can be read anywhere, whatever was killed."""

import io
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from ostoja.privacy.keys import has_key
from tenants.bundles.restoring import restore_bundle
from tenants.bundles.sealing import BundleClosed, unseal
from tenants.bundles.writing import key_mark, write_bundle
from tenants.deletions import carrying_out
from tenants.deletions.asking import (
    DeletionRefused,
    withdraw_deletion,
)
from tenants.domains.checking import problem_of_domain
from tenants.domains.models import RetiredDomain
from tenants.fence import entered_platform
from tenants.models import City
from tenants.safekeeping import backups, tasks
from tenants.safekeeping.models import Deletion
from tests.tenants.bundles.test_bundles import drop, rows_of
from tests.tenants.deletions.leaving_city import (
    SCHEMA,
    SECRET,
    SLUG,
    certificate,
    nothing_is_left,
    roles,
    stage_of,
)
from tests.tenants.safekeeping.test_trials import killed_in_a_child

pytestmark = pytest.mark.usefixtures("committed_database")


def next_day() -> int:
    """The clock's next round, once the server has seen that the killed process is gone."""
    deadline = time.monotonic() + 20
    while tasks.delete_due() and certificate().state != "done":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return 1


@pytest.mark.parametrize("place", range(len(carrying_out.STEPS)))
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_killed_deletion_is_finished_by_the_next_run(
    due: Deletion, media: Path, monkeypatch: pytest.MonkeyPatch, place: int, moment: str
) -> None:
    mark = key_mark(SLUG)
    steps = list(carrying_out.STEPS)
    steps[place] = dying(steps[place], moment)
    with monkeypatch.context() as patch:
        patch.setattr(carrying_out, "STEPS", tuple(steps))
        assert killed_in_a_child(tasks.delete_due) == signal.SIGKILL
    assert has_key(SCHEMA) is (place == 0 and moment == "before")
    next_day()
    assert nothing_is_left(media)
    row = certificate()
    assert (row.state, row.key_mark) == ("done", mark)
    assert row.counts["rows"] > 100


def dying(step: Callable[[Deletion], None], moment: str) -> Callable[[Deletion], None]:
    def die(deletion: Deletion) -> None:
        if moment == "after":
            step(deletion)
        os.kill(os.getpid(), signal.SIGKILL)

    return die


def test_once_begun_it_cannot_be_withdrawn_and_a_failure_is_told(
    due: Deletion, ewa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_deletion: Deletion) -> None:
        raise PermissionError(13, "Permission denied", "/secret/name")

    steps = list(carrying_out.STEPS)
    with monkeypatch.context() as patch:
        patch.setattr(carrying_out, "STEPS", (steps[0], full, *steps[2:]))
        assert tasks.delete_due() == 1
    assert certificate().error == "this account may not do that in this folder"
    with entered_platform():
        bodies = [one.body for one in OutboxMessage.objects.all()]
    assert len(bodies) == 2
    assert all(f"{SLUG} (this account may not do that in this folder)" in body for body in bodies)
    with pytest.raises(DeletionRefused, match="has begun"):
        withdraw_deletion(slug=SLUG, by=ewa)
    assert stage_of(SLUG) == "suspended"
    tasks.delete_due()
    assert certificate().state == "done"
    assert certificate().error == ""


def test_a_city_in_ruins_is_deleted_too(due: Deletion, media: Path) -> None:
    drop(SLUG)
    tasks.delete_due()
    assert nothing_is_left(media)
    assert certificate().counts["rows"] == 0


def test_one_that_was_withdrawn_a_moment_ago_is_left_alone(due: Deletion, ewa: User) -> None:
    with entered_platform():
        seen = Deletion.objects.get()
    withdraw_deletion(slug=SLUG, by=ewa)
    assert carrying_out.carry_out(seen).state == "withdrawn"
    assert has_key(SCHEMA)


def test_when_its_day_comes_nothing_is_left_but_the_certificate(
    due: Deletion, media: Path, tmp_path: Path
) -> None:
    backups.back_up(SLUG)
    neighbour, mark = rows_of("gdynia"), key_mark(SLUG)
    assert roles() == 2
    assert tasks.delete_due() == 1
    assert nothing_is_left(media)
    assert roles() == 0
    assert rows_of("gdynia") == neighbour
    row = certificate()
    assert (row.state, row.key_mark, row.error) == ("done", mark, "")
    assert (row.asked_by_name, row.confirmed_by_name) == ("Ewa Lis", "Jan Sum")
    assert row.counts["rows"] > 100
    assert (row.counts["files"], row.counts["bytes"], row.counts["bundles"]) == (1, 7, 1)
    with entered_platform():
        event = AuditEvent.objects.get(verb="deletion.done")
        assert event.details["key"] == mark
    assert Client(HTTP_HOST=f"{SLUG}.localhost").get("/pl/").status_code == 404
    assert tasks.delete_due() == 0


def test_its_domains_are_not_free_at_once(due: Deletion) -> None:
    tasks.delete_due()
    with entered_platform():
        assert RetiredDomain.objects.get().domain == f"{SLUG}.localhost"
        assert problem_of_domain(f"{SLUG}.localhost", slug="sopot")


def test_neither_an_old_backup_nor_a_dump_can_be_read(due: Deletion, tmp_path: Path) -> None:
    bundle = tmp_path / "old.ostoja"
    write_bundle(SLUG, bundle)
    dump = json.dumps(rows_of(SLUG)).encode()  # every row as PostgreSQL dumps it
    assert SECRET.encode() not in dump
    tasks.delete_due()
    with pytest.raises(BundleClosed, match="cannot be read again"):
        restore_bundle(bundle)
    with pytest.raises(BundleClosed), bundle.open("rb") as file:
        unseal(file, io.BytesIO())
    content = bundle.read_bytes()
    for word in (SECRET, SLUG, "city-admin@sopot.example"):
        assert word.encode() not in content


def test_copies_beside_it_and_their_keys_go_along(
    due: Deletion, media: Path, tmp_path: Path
) -> None:
    write_bundle(SLUG, tmp_path / "g.ostoja")
    restore_bundle(tmp_path / "g.ostoja", beside=f"{SLUG}-earlier")
    tasks.delete_due()
    assert nothing_is_left(media)
    assert not has_key(f"{SCHEMA}_earlier")
    with entered_platform():
        assert not City.objects.filter(copy_of=SLUG).exists()
    with pytest.raises(BundleClosed):
        restore_bundle(tmp_path / "g.ostoja")
