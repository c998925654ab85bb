"""Backups of everything: each is entered in the ledger, and none that fails stops another."""

import json
from contextlib import nullcontext
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.notifications.models import OutboxMessage
from tenants.bundles import writing
from tenants.bundles.restoring import restore_bundle
from tenants.bundles.sealing import BundleRefused
from tenants.fence import Power, entered, entered_platform
from tenants.jobs import actions, running
from tenants.jobs.models import State
from tenants.models import City
from tenants.safekeeping import backups, tasks
from tenants.safekeeping.alone import alone
from tenants.safekeeping.bundle_files import bundles_of
from tenants.safekeeping.models import BackupOfCity
from tests.tenants.bundles.test_bundles import drop

pytestmark = pytest.mark.usefixtures("committed_database")
CITIES = {"elblag", "gdansk", "gdynia", "slupsk"}
EVERYTHING = {"public", *CITIES}


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Any) -> Path:
    settings.BACKUP_ROOT = tmp_path / "backups"
    return tmp_path / "backups"


@pytest.fixture
def operators(committed_database: str) -> None:
    with entered_platform():
        for name, language, is_active in (
            ("ewa", "pl", True),
            ("jan", "en", True),
            ("x", "pl", False),
        ):
            User.objects.create(
                email=f"{name}@platform.example",
                full_name=name,
                language=language,
                is_active=is_active,
            )


def run(*words: str) -> str:
    output = StringIO()
    call_command("backup", *words, stdout=output)
    return output.getvalue()


def states(*words: str) -> dict[str, str]:
    return {one["slug"]: one["state"] for one in json.loads(run("run", "--json", *words))}


def fill_the_disk(monkeypatch: pytest.MonkeyPatch, slug: str) -> None:
    whole = writing._add_rows

    def add(tar: Any, manifest: Any) -> None:
        if manifest.slug == slug:
            raise OSError(28, "No space left on device")
        whole(tar, manifest)

    monkeypatch.setattr(writing, "_add_rows", add)


def test_everything_is_backed_up_once_a_night(root: Path) -> None:
    assert states() == dict.fromkeys(EVERYTHING, "written")
    assert states() == dict.fromkeys(EVERYTHING, "fresh")
    assert states("gdynia", "--again") == {"gdynia": "written"}
    with entered_platform():
        row = BackupOfCity.objects.get(city__slug="gdansk")
        own = BackupOfCity.objects.get(city=None)
    [file] = bundles_of("gdansk")
    assert (row.path, row.bytes) == (str(file.path), file.path.stat().st_size)
    assert row.sha256 == backups.sha256_of(file.path)
    assert row.rows > 100
    assert Path(own.path).parent.name == "public"
    assert {path.stat().st_mode & 0o777 for path in root.rglob("*.ostoja")} == {0o600}


def test_a_backup_whose_file_is_gone_is_not_fresh() -> None:
    run("run", "gdansk")
    bundles_of("gdansk")[0].path.unlink()
    assert states("gdansk") == {"gdansk": "written"}


def test_the_platforms_bundle_is_no_citys(root: Path) -> None:
    run("run", "public")
    [file] = bundles_of("public")
    assert b"gdansk" not in file.path.read_bytes()
    with pytest.raises(BundleRefused, match="no city's"):
        restore_bundle(file.path)


def test_a_full_disk_is_told_and_stops_no_other_city(
    operators: None, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_the_disk(monkeypatch, "gdansk")
    with pytest.raises(
        CommandError, match=r"1 of 5 .* gdansk\. the disk is full\. Make room in"
    ) as raised:
        run("run")
    assert "\n" not in str(raised.value)
    assert {slug for slug in EVERYTHING if bundles_of(slug)} == EVERYTHING - {"gdansk"}
    assert list((root / "gdansk").iterdir()) == []
    with entered_platform():
        letters = {one.to: one for one in OutboxMessage.objects.all()}
    assert set(letters) == {"ewa@platform.example", "jan@platform.example"}
    assert letters["ewa@platform.example"].subject == "Trzeba zajrzeć do kopii zapasowych"
    assert letters["jan@platform.example"].subject == "Backups need to be looked at"
    with entered_platform():
        body = OutboxMessage.objects.get(to="jan@platform.example").body
    assert "gdansk (the disk is full)" in body
    monkeypatch.undo()


def test_a_city_in_ruins_stops_no_other() -> None:
    drop("gdansk")
    with pytest.raises(CommandError, match="gdansk"):
        run("run")
    assert {slug for slug in EVERYTHING if bundles_of(slug)} == EVERYTHING - {"gdansk"}
    assert backups.late() == ["gdansk"]


def test_an_unknown_city_is_one_line() -> None:
    with pytest.raises(CommandError, match="no city atlantis"):
        run("run", "atlantis")


def test_a_copy_beside_its_city_is_not_backed_up(tmp_path: Path) -> None:
    writing.write_bundle("gdansk", tmp_path / "g.ostoja")
    restore_bundle(tmp_path / "g.ostoja", beside="gdansk-earlier")
    assert set(states()) == EVERYTHING
    call_command("city", "discard", "gdansk-earlier", stdout=StringIO())


def test_two_at_once_write_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "alone", lambda _what: _Taken())
    assert backups.back_up("gdansk").state == "busy"
    assert bundles_of("gdansk") == []


def test_one_that_another_process_writes_does_not_count_as_done(
    operators: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        backups, "alone", lambda what: _Taken() if what == "backup gdansk" else nullcontext(True)
    )
    with pytest.raises(CommandError, match=r"writing the backups of gdansk\. Run it again"):
        run("run")
    assert {slug for slug in EVERYTHING if bundles_of(slug)} == EVERYTHING - {"gdansk"}


def test_after_a_kill_again_still_means_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    run("run", "gdansk", "gdynia")
    with entered_platform():
        wanted = {"slugs": ["gdansk", "gdynia"], "again": True}
        job = actions.ask(kind="backups", arguments=wanted, by=None)
    whole = backups.back_up

    def interrupted(slug: str, **options: Any) -> backups.BackedUp:
        if slug == "gdynia":
            raise OperationalError("the connection is gone")
        return whole(slug, **options)

    with monkeypatch.context() as patch:
        patch.setattr(backups, "back_up", interrupted)
        assert running.run(job.pk).state == State.WAITING
    done = running.run(job.pk)
    assert (done.state, done.takes) == (State.DONE, 2)
    found = {one["slug"]: one["state"] for one in done.result["backups"]}
    assert found == {"gdansk": "fresh", "gdynia": "written"}
    with entered_platform():
        written = BackupOfCity.objects.filter(error="").values_list("city__slug", flat=True)
        assert sorted(written) == ["gdansk", "gdansk", "gdynia", "gdynia"]


def test_an_open_run_of_the_clock_is_not_taken_for_ones_own() -> None:
    run("run", "gdansk")
    with entered_platform():
        wanted = {"slugs": ["gdansk"], "again": False}
        job = actions.ask(kind="backups", arguments=wanted, by=None)
    assert states("gdansk", "--again") == {"gdansk": "written"}
    with entered_platform():
        job.refresh_from_db()
    assert [one["state"] for one in job.result["backups"]] == ["fresh"]


class _Taken:
    def __enter__(self) -> bool:
        return False

    def __exit__(self, *_failure: object) -> None:
        """Nothing was taken."""


def test_the_lock_is_one_connections_and_is_let_go() -> None:
    from django.db import connections

    with alone("this") as mine:
        assert mine
        other = connections["default"].copy("other")
        with entered_platform(), other.cursor() as cursor:
            cursor.execute("select pg_try_advisory_lock(hashtext('this'))")
            assert cursor.fetchone() == (False,)
        other.close()
    with alone("this") as mine:
        assert mine


def test_each_city_has_its_own_minute_of_the_night(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = {slug: backups.turn_of(slug) for slug in EVERYTHING}
    assert len(set(turns.values())) > 2
    assert all(0 <= turn < 240 for turn in turns.values())
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0)
    for slug, turn in turns.items():
        now = midnight + timedelta(minutes=turn)
        assert slug in backups.due(now)
        assert turn == 0 or slug not in backups.due(now - timedelta(minutes=1))


def test_what_failed_is_tried_an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    fill_the_disk(monkeypatch, "gdansk")
    for slug in EVERYTHING:
        backups.back_up(slug)
    morning = timezone.localtime().replace(hour=23, minute=59)
    with entered_platform():
        BackupOfCity.objects.update(at=morning - timedelta(minutes=59))
        assert backups.due(morning) == []
        BackupOfCity.objects.update(at=morning - timedelta(minutes=61))
    assert backups.due(morning) == ["gdansk"]


def test_the_clock_sends_each_city_on(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(backups, "due", lambda _now: ["gdansk", "gdynia"])
    monkeypatch.setattr(
        tasks.back_up_one, "apply_async", lambda args, **_options: sent.extend(args)
    )
    assert tasks.back_up_due() == 2
    assert sent == ["gdansk", "gdynia"]
    assert tasks.back_up_one("gdansk") == "written"


def test_in_the_morning_operators_hear_of_what_has_no_backup(operators: None) -> None:
    run("run")
    assert tasks.look_at_backups() == 0
    with entered_platform():
        old = timezone.now() - timedelta(hours=27)
        BackupOfCity.objects.filter(city__slug="slupsk").update(at=old)
    assert tasks.look_at_backups() == 1
    with entered_platform():
        body = OutboxMessage.objects.get(to="jan@platform.example").body
    assert "- slupsk\n" in body
    assert "gdansk" not in body


def test_pruned_backups_leave_the_ledger(settings: Any) -> None:
    settings.BACKUP_KEEP = (1, 0, 0)
    run("run", "gdansk")
    [file] = bundles_of("gdansk")
    old = file.path.with_name("gdansk-20200101T000000Z.ostoja")
    old.write_bytes(b"x")
    with entered_platform():
        long_ago = timezone.now() - timedelta(days=100)
        city = City.objects.get(slug="gdansk")
        BackupOfCity.objects.create(city=city, at=long_ago, path=str(old))
    run("run", "gdansk", "--again")
    assert not old.exists()
    with entered_platform():
        assert not BackupOfCity.objects.filter(at=long_ago).exists()


def test_a_city_that_is_behind_is_backed_up_all_the_same() -> None:
    with entered("gdansk", Power.OWNER):
        call_command("migrate_schema", "meetings", "0001", verbosity=0, interactive=False)
    assert states("gdansk") == {"gdansk": "written"}


def test_the_list_shows_what_has_none_first() -> None:
    run("run", "gdansk", "public")
    rows = json.loads(run("list", "--json"))
    assert {row["city"]: row["kept"] for row in rows} == {
        **dict.fromkeys(EVERYTHING, 0),
        "gdansk": 1,
        "public": 1,
    }
    assert {row["city"] for row in rows[:3]} == CITIES - {"gdansk"}
