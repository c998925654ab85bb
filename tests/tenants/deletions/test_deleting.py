"""A city is deleted by two people after a month; then nothing of it can be read anywhere."""

import io
import json
import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django import conf
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

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
    ask_for_deletion,
    confirm_deletion,
    withdraw_deletion,
)
from tenants.domains.checking import problem_of_domain
from tenants.domains.models import RetiredDomain
from tenants.fence import Power, entered, entered_platform, schema_of
from tenants.jobs.models import Job
from tenants.models import City, Domain
from tenants.onboarding import NewCity, onboard
from tenants.safekeeping import backups, tasks
from tenants.safekeeping.models import BackupOfCity, Deletion, ExportOfCity
from tests.databases import admin_url
from tests.platform.ostoja.accounts.people import code_of, give_second_factor, make_user
from tests.tenants.bundles.test_bundles import drop, rows_of
from tests.tenants.safekeeping.test_trials import killed_in_a_child

pytestmark = pytest.mark.usefixtures("committed_database")
# The roles of cities are the cluster's, which other workers use at the same time.
SLUG = f"leaving-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
SCHEMA = schema_of(SLUG)
SECRET = "Ewa pisze o czwartej rano"


@pytest.fixture(autouse=True)
def media(committed_database: str, tmp_path: Path, settings: Any) -> Path:
    """A city of its own: the roles of the others are used by the tests' template as well."""
    onboard(NewCity(SLUG, "Sopot", "msik", "city-admin@sopot.example"))
    settings.BACKUP_ROOT, settings.MEDIA_ROOT = tmp_path / "backups", tmp_path / "media"
    picture = tmp_path / "media" / SCHEMA / "a.bin"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"picture")
    return tmp_path / "media"


@pytest.fixture
def ewa(committed_database: str) -> User:
    with entered(SLUG):
        OutboxMessage.objects.create(to="a@sopot.example", subject="s", body=SECRET)
    with entered_platform():
        return make_user(email="ewa@platform.example", full_name="Ewa Lis")


@pytest.fixture
def jan(committed_database: str) -> User:
    with entered_platform():
        return make_user(email="jan@platform.example", full_name="Jan Sum")


@pytest.fixture
def confirmed(ewa: User, jan: User) -> Deletion:
    ask_for_deletion(slug=SLUG, by=ewa, without_export=True)
    return confirm_deletion(slug=SLUG, by=jan)


@pytest.fixture
def due(confirmed: Deletion) -> Deletion:
    with entered_platform():
        Deletion.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    return confirmed


def stage_of(slug: str) -> str:
    with entered_platform():
        return City.objects.get(slug=slug).stage


def certificate() -> Deletion:
    with entered_platform():
        return Deletion.objects.get()


def verbs_in(slug: str) -> list[str]:
    with entered(slug):
        events = AuditEvent.objects.filter(verb__startswith="city.deletion").order_by("at")
        return list(events.values_list("verb", flat=True))


def roles() -> int:
    names = [f"{conf.settings.DATABASE_ROLE_PREFIX}_{SCHEMA}_{power}" for power in ("own", "run")]
    with psycopg.connect(admin_url()) as admin:
        found = admin.execute("select 1 from pg_roles where rolname = any(%s)", [names])
        return len(found.fetchall())


def nothing_is_left(media: Path) -> bool:
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute("select to_regnamespace(%s) is null", [SCHEMA])
        [is_gone] = cursor.fetchone()
        rows = [
            City.objects.filter(slug=SLUG),
            Domain.objects.filter(domain=f"{SLUG}.localhost"),
            Job.objects.filter(city=SLUG),
            BackupOfCity.objects.exclude(city=None).filter(city__slug=SLUG),
        ]
        is_unknown = not any(found.exists() for found in rows)
    is_unreadable = not has_key(SCHEMA) and not (media / SCHEMA).exists()
    return bool(is_gone and is_unknown and is_unreadable)


def test_one_operator_alone_deletes_nothing(ewa: User) -> None:
    ask_for_deletion(slug=SLUG, by=ewa, without_export=True)
    with pytest.raises(DeletionRefused, match="Another operator confirms"):
        confirm_deletion(slug=SLUG, by=ewa)
    assert stage_of(SLUG) != "suspended"
    assert list(carrying_out.carry_out_due()) == []
    two_people = pytest.raises(IntegrityError, match="takes_two_people")
    with entered_platform(), two_people, transaction.atomic():
        Deletion.objects.update(confirmed_by=ewa.pk)
    confirmed_first = pytest.raises(IntegrityError, match="confirmed_first")
    with entered_platform(), confirmed_first, transaction.atomic():
        Deletion.objects.update(state="begun")


def test_the_second_one_starts_the_month_and_the_maintenance_page(confirmed: Deletion) -> None:
    assert stage_of(SLUG) == "suspended"
    assert confirmed.due_at is not None
    days = confirmed.due_at - timezone.now()
    assert timedelta(days=29) < days <= timedelta(days=30)
    assert Client(HTTP_HOST=f"{SLUG}.localhost").get("/pl/").status_code == 503
    with pytest.raises(CommandError, match=f"deletion of {SLUG} is confirmed"):
        call_command("city", "resume", SLUG)
    assert list(carrying_out.carry_out_due()) == []
    assert verbs_in(SLUG) == ["city.deletion_asked", "city.deletion_confirmed"]
    with entered(SLUG):
        names = AuditEvent.objects.filter(verb="city.deletion_confirmed")
        assert names.get().actor_name == "Jan Sum"


def test_either_withdraws_while_it_waits(confirmed: Deletion, ewa: User) -> None:
    withdraw_deletion(slug=SLUG, by=ewa)
    assert stage_of(SLUG) != "suspended"
    with pytest.raises(DeletionRefused, match="Nobody asked"):
        withdraw_deletion(slug=SLUG, by=ewa)
    assert verbs_in(SLUG)[-1] == "city.deletion_withdrawn"
    ask_for_deletion(slug=SLUG, by=ewa, without_export=True)  # it can be asked for again


def test_a_city_that_was_suspended_before_stays_so(ewa: User, jan: User) -> None:
    call_command("city", "suspend", SLUG, stdout=io.StringIO())
    ask_for_deletion(slug=SLUG, by=ewa, without_export=True)
    confirm_deletion(slug=SLUG, by=jan)
    withdraw_deletion(slug=SLUG, by=jan)
    assert stage_of(SLUG) == "suspended"


def test_an_export_must_be_there_and_not_old(ewa: User) -> None:
    with pytest.raises(DeletionRefused, match=f"no export of {SLUG} of the last 30 days"):
        ask_for_deletion(slug=SLUG, by=ewa)
    with entered_platform():
        city = City.objects.get(slug=SLUG)
        ExportOfCity.objects.create(
            city=city,
            at=timezone.now() - timedelta(days=31),
            bytes=1,
            rows=1,
            sha256="a" * 64,
            is_encrypted=True,
        )
    with pytest.raises(DeletionRefused, match="no export"):
        ask_for_deletion(slug=SLUG, by=ewa)
    with entered_platform():
        ExportOfCity.objects.update(at=timezone.now() - timedelta(days=29))
    assert ask_for_deletion(slug=SLUG, by=ewa).export_sha256 == "a" * 64


def test_what_cannot_be_asked_is_refused(ewa: User, jan: User, tmp_path: Path) -> None:
    with pytest.raises(City.DoesNotExist):
        ask_for_deletion(slug="atlantis", by=ewa, without_export=True)
    with pytest.raises(DeletionRefused, match="Nobody asked"):
        confirm_deletion(slug=SLUG, by=jan)
    ask_for_deletion(slug=SLUG, by=ewa, without_export=True)
    with pytest.raises(DeletionRefused, match="already"):
        ask_for_deletion(slug=SLUG, by=jan, without_export=True)
    with entered_platform():
        User.objects.filter(pk=jan.pk).update(is_active=False)
    with pytest.raises(DeletionRefused, match="no active operator"):
        confirm_deletion(slug=SLUG, by=jan)
    write_bundle("gdynia", tmp_path / "g.ostoja")
    restore_bundle(tmp_path / "g.ostoja", beside="gdynia-earlier")
    with pytest.raises(DeletionRefused, match="is a copy"):
        ask_for_deletion(slug="gdynia-earlier", by=ewa, without_export=True)


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
    assert certificate().error == "PermissionError: Permission denied"
    with entered_platform():
        bodies = [one.body for one in OutboxMessage.objects.all()]
    assert len(bodies) == 2
    assert all(f"{SLUG} (PermissionError: Permission denied)" in body for body in bodies)
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


def run(*words: str) -> Any:
    output = io.StringIO()
    call_command("city", *words, "--json", stdout=output)
    return json.loads(output.getvalue())


def test_two_operators_at_the_terminal(ewa: User, jan: User, tmp_path: Path) -> None:
    with entered_platform():
        codes = {user.email: code_of(give_second_factor(user)) for user in (ewa, jan)}

    def as_operator(email: str) -> tuple[str, ...]:
        return ("--as-operator", email, "--code", codes[email])

    with pytest.raises(CommandError, match="Say who you are"):
        run("delete", SLUG)
    with pytest.raises(CommandError, match="Say which city"):
        run("delete")
    with pytest.raises(CommandError, match="no active operator, or the code"):
        run("delete", SLUG, "--as-operator", ewa.email, "--code", codes[jan.email])
    run("export", SLUG, "--to", str(tmp_path / "sopot.zip"))
    asked = run("delete", SLUG, *as_operator(ewa.email))
    assert "--confirm" in asked["next"]
    with pytest.raises(CommandError, match="or the code is wrong, used"):
        run("delete", SLUG, "--confirm", *as_operator(ewa.email))  # each code works once
    assert run("delete", SLUG, "--confirm", *as_operator(jan.email))["state"] == "confirmed"
    assert run("delete", "--carry-out") == []
    with entered_platform():
        Deletion.objects.update(due_at=timezone.now())
    [done] = run("delete", "--carry-out")
    assert (done["city"], done["state"]) == (SLUG, "done")
    [row] = run("deletions")
    assert row["export"] == certificate().export_sha256 != ""
    assert "copies of KEYS_ROOT" in row["left_to_do"]


def test_an_unknown_city_is_one_line(ewa: User) -> None:
    with entered_platform():
        code = code_of(give_second_factor(ewa))
    with pytest.raises(CommandError, match="no city atlantis"):
        run("delete", "atlantis", "--as-operator", ewa.email, "--code", code)
    with entered(SLUG, Power.OWNER):
        assert not AuditEvent.objects.filter(verb="city.deletion_asked").exists()
