"""The database is lost: everything comes back from backups, keys and ENCRYPTION_KEYS."""

import io
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import OutboxMessage
from ostoja.privacy.keys import destroy_key
from tenants.bundles.sealing import BundleRefused
from tenants.disaster import recovering
from tenants.disaster.platform import restore_platform
from tenants.disaster.recovering import Recovered, recover
from tenants.disaster.rehearsing import NAME, PREFIX
from tenants.fence import entered, entered_platform
from tenants.fence.bootstrap import drop_roles, prepare
from tenants.jobs.models import Job
from tenants.models import City, Domain, SpareSchema
from tenants.onboarding import NewCity, onboard
from tenants.safekeeping import backups
from tenants.safekeeping.bundle_files import PLATFORM, bundles_of
from tenants.safekeeping.lost import has_schema
from tenants.safekeeping.models import BackupOfCity, Deletion, ExportOfCity, RestoreTest
from tests.databases import admin_url, drop, using
from tests.platform.ostoja.accounts.people import code_of, give_second_factor, make_user
from tests.tenants.bundles.test_bundles import rows_of

CITIES = {"elblag", "gdansk", "gdynia", "slupsk"}


@pytest.fixture(autouse=True)
def _backed_up(committed_database: str, tmp_path: Path, settings: Any) -> None:
    settings.BACKUP_ROOT, settings.MEDIA_ROOT = tmp_path / "backups", tmp_path / "media"
    picture = tmp_path / "media" / "city_gdansk" / "a.bin"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"picture")
    with entered("gdansk"):
        OutboxMessage.objects.create(
            to="a@gdansk.example", subject="s", body="treść", sent_at=timezone.now()
        )
    with entered_platform():
        make_user(email="ewa@platform.example", full_name="Ewa Lis")
        SpareSchema.objects.create(schema_name="city_spare_0123456789abcdef", fingerprint="x")
        Job.objects.create(kind="upgrade")
    assert {one.error for one in backups.back_up_each()} == {""}


@contextmanager
def another_server(folder: Path, settings: Any) -> Iterator[None]:
    """A bare, prepared database; what is left of the old one are bundles and keys."""
    mark = secrets.token_hex(4)
    prefix, name = f"o{mark}", f"ostoja_other_{mark}"
    url = prepare(admin_url(), name, prefix=prefix, password="test")
    settings.MEDIA_ROOT = folder / "new-media"
    try:
        with using(url, prefix, Path(configured.KEYS_ROOT)):
            yield
    finally:
        drop(name)
        with psycopg.connect(admin_url(), autocommit=True) as admin:
            drop_roles(admin, prefix)


def recovered() -> dict[str, Recovered]:
    return {one.slug: one for one in recover()}


def states() -> dict[str, str]:
    return {slug: one.state for slug, one in recovered().items()}


def test_everything_comes_back_and_operators_can_sign_in(tmp_path: Path, settings: Any) -> None:
    rows = {slug: rows_of(slug) for slug in CITIES}
    with entered_platform():
        code = code_of(give_second_factor(User.objects.get()))
    backups.back_up(PLATFORM, since=timezone.now())
    with another_server(tmp_path, settings):
        done = recovered()
        assert {slug: one.error for slug, one in done.items()} == dict.fromkeys(
            {*CITIES, PLATFORM}, ""
        )
        assert all(one.state == "restored" and one.rows > 5 for one in done.values())
        assert {slug: rows_of(slug) for slug in CITIES} == rows
        assert (tmp_path / "new-media" / "city_gdansk" / "a.bin").read_bytes() == b"picture"
        assert Client(HTTP_HOST="gdansk.localhost").get("/pl/").status_code in {200, 503}
        with entered_platform():
            assert set(City.objects.values_list("slug", flat=True)) == CITIES
            assert not SpareSchema.objects.exists()
            assert Job.objects.get(kind="upgrade").state == "cancelled"
            told = AuditEvent.objects.filter(verb="city.restored")
            assert {event.details["city"] for event in told} == CITIES
        call_command(
            *("city", "export", "gdynia", "--to", str(tmp_path / "g.zip")),
            *("--as-operator", "ewa@platform.example", "--code", code),
            stdout=io.StringIO(),
        )
        onboard(NewCity("sopot", "Sopot", "msik", "admin@sopot.example"))
        assert set(states().values()) == {"there"}  # run again, it touches nothing
    destroy_key("city_sopot")


def test_what_does_not_open_stops_no_other_and_an_older_bundle_is_taken(
    tmp_path: Path, settings: Any
) -> None:
    [newest] = bundles_of("gdansk")
    older = newest.path.with_name("gdansk-20200101T000000Z.ostoja")
    older.write_bytes(newest.path.read_bytes())
    spoil(newest.path)
    spoil(bundles_of("gdynia")[0].path)
    destroy_key("city_elblag")
    with another_server(tmp_path, settings):
        done = recovered()
        assert (done["gdansk"].state, done["gdansk"].bundle) == ("restored", str(older))
        [passed_over] = done["gdansk"].passed_over
        assert passed_over.startswith(f"{newest.path.name}: BundleRefused: The bundle is damaged")
        assert (done["gdynia"].state, done["elblag"].state) == ("lost", "lost")
        assert "damaged" in done["gdynia"].error
        assert "cannot be read again" in done["elblag"].error
        assert done["slupsk"].state == "restored"
        with pytest.raises(CommandError, match=r"2 of 5 did not come back: elblag"):
            call_command("disaster", "restore", stdout=io.StringIO())
        mend(bundles_of("gdynia")[0].path)
        assert states()["gdynia"] == "restored"


def spoil(path: Path) -> None:
    """One byte is another one; done twice, it is the same again."""
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


mend = spoil


def test_what_came_back_and_differs_is_not_overwritten_by_an_older_one(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    [newest] = bundles_of("gdansk")
    older = newest.path.with_name("gdansk-20200101T000000Z.ostoja")
    older.write_bytes(newest.path.read_bytes())
    monkeypatch.setattr(
        recovering, "differences", lambda _m, slug: ["x has other rows"] * (slug == "gdansk")
    )
    with another_server(tmp_path, settings):
        with pytest.raises(CommandError, match=r"1 of 5 did not come back as it was: gdansk: It"):
            call_command("disaster", "restore", stdout=io.StringIO())
        assert states()["gdansk"] == "there"
    with another_server(tmp_path, settings):
        done = recovered()["gdansk"]
    assert (done.state, done.bundle, done.passed_over) == ("restored", str(newest.path), ())
    assert done.error == "It is there, but differs from its bundle: x has other rows."


def test_copies_do_not_come_back_with_what_the_ledgers_say_of_them(
    tmp_path: Path, settings: Any
) -> None:
    with entered_platform():
        copy = City.objects.create(
            slug="gdansk-earlier", schema_name="city_gdansk_earlier", name="x", copy_of="gdansk"
        )
        now = timezone.now()
        ExportOfCity.objects.create(
            city=copy, at=now, bytes=1, rows=1, sha256="a" * 64, is_encrypted=True
        )
        BackupOfCity.objects.create(city=copy, at=now)
        RestoreTest.objects.create(city=copy, at=now)
        Domain.objects.create(tenant=copy, domain="gdansk-earlier.localhost")
    backups.back_up(PLATFORM, since=timezone.now())
    with another_server(tmp_path, settings):
        assert recovered()[PLATFORM].error == ""
        with entered_platform():
            assert set(City.objects.values_list("slug", flat=True)) == CITIES
            assert not ExportOfCity.objects.exists()


@pytest.mark.parametrize("state", ["begun", "done"])
def test_a_deleted_city_stays_deleted_whatever_keys_are_there(
    tmp_path: Path, settings: Any, state: str
) -> None:
    with entered_platform():
        if state == "done":
            City.objects.filter(slug="elblag").delete()
        now = timezone.now()
        Deletion.objects.create(
            slug="elblag",
            name="Elbląg",
            state=state,
            asked_by="00000000-0000-0000-0000-000000000001",
            asked_at=now,
            confirmed_by="00000000-0000-0000-0000-000000000002",
            due_at=now - timedelta(days=1),
        )
    backups.back_up(PLATFORM, since=timezone.now())
    with another_server(tmp_path, settings):
        assert states()["elblag"] == "deleted"
        with entered_platform():
            assert City.objects.filter(slug="elblag").exists() is (state == "begun")
        assert not has_schema("elblag")


def test_the_platforms_bundle_goes_only_where_nothing_is(tmp_path: Path, settings: Any) -> None:
    [own] = bundles_of(PLATFORM)
    with pytest.raises(BundleRefused, match="just prepared"):
        restore_platform(own.path)
    with another_server(tmp_path, settings):
        with pytest.raises(BundleRefused, match="bundle of gdansk"):
            restore_platform(bundles_of("gdansk")[0].path)
        spoil(own.path)
        assert states() == {PLATFORM: "lost"}


def test_a_rehearsal_is_done_by_a_command_and_leaves_nothing(tmp_path: Path) -> None:
    prepare(admin_url(), f"{NAME}dead", prefix=f"{PREFIX}dead")  # one before it was killed
    output = io.StringIO()
    call_command("disaster", "rehearse", "--admin-url", admin_url(), "--json", stdout=output)
    said = json.loads(output.getvalue())
    assert {one["slug"]: one["state"] for one in said["cities"]} == dict.fromkeys(
        {*CITIES, PLATFORM}, "restored"
    )
    assert said["seconds"] > 0
    with psycopg.connect(admin_url()) as admin:
        admin.execute("select pg_advisory_lock(hashtext('ostoja rehearsal'))")
        found = admin.execute(
            "select datname from pg_database where starts_with(datname, %s)"
            " union select rolname from pg_roles where starts_with(rolname, %s)",
            [NAME, f"{PREFIX}dead"],
        )
        assert found.fetchall() == []


def test_a_rehearsal_that_fails_says_why_in_a_line(tmp_path: Path) -> None:
    spoil(bundles_of("gdansk")[0].path)
    with pytest.raises(CommandError, match=r"1 of 5 did not come back: gdansk.*damaged") as raised:
        call_command("disaster", "rehearse", "--admin-url", admin_url(), stdout=io.StringIO())
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--admin-url", ""), "Say where"),
        (("--admin-url", "x", "--keys", "/nowhere"), "no folder /nowhere"),
        (("--admin-url", "postgresql://127.0.0.1:1/x"), "was not made"),
    ],
)
def test_what_is_wrong_is_one_line(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said) as raised:
        call_command("disaster", "rehearse", *words, stdout=io.StringIO())
    assert "\n" not in str(raised.value)
