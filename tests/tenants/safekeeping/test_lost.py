"""A city whose schema is gone: every word about it names what brings it back, and that does."""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tenants.console.city_facts import versions
from tenants.fence import entered_platform, schema_of
from tenants.jobs.models import Job
from tenants.models import City, UpgradeOfCity
from tenants.safekeeping import backups, lost
from tenants.safekeeping.models import BackupOfCity
from tenants.schemas.upgrading import upgrade
from tests.tenants.bundles.test_bundles import drop

pytestmark = pytest.mark.usefixtures("committed_database")
COMMAND = re.compile(r"`ostoja city (restore [a-zA-Z0-9.-]+)`")


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Any) -> Path:
    """Where bundles lie."""
    settings.BACKUP_ROOT = tmp_path / "backups"
    return tmp_path / "backups"


def run(*words: str) -> str:
    output = StringIO()
    call_command("city", *words, stdout=output, stderr=StringIO())
    return output.getvalue()


def lose_it_after_a_backup() -> None:
    assert not backups.back_up("gdansk").error
    drop("gdansk")


def command_in(said: str) -> str:
    """The command that a message names."""
    found = COMMAND.search(said)
    assert found, said
    assert "missing from the database" in said
    assert "\n" not in said
    return found[1]


@pytest.mark.parametrize("words", ["ready", "open", "upgrade", "backup"])
def test_whatever_one_wants_of_a_lost_city_names_the_command_that_brings_it_back(
    words: str,
) -> None:
    lose_it_after_a_backup()
    with pytest.raises(CommandError) as raised:
        run(words, "gdansk")
    run(*command_in(str(raised.value)).split())
    assert lost.lost_cities() == []
    assert "done" in run("ready", "gdansk")


def test_the_list_and_the_page_of_a_city_say_it() -> None:
    lose_it_after_a_backup()
    listed = {one["slug"]: one["tables"] for one in json.loads(run("list", "--json"))}
    assert listed.pop("gdansk") == "missing"
    assert set(listed.values()) == {"current"}
    command_in(json.loads(run("show", "gdansk", "--json"))["ready"])
    assert lost.lost_cities() == ["gdansk"]
    with entered_platform():
        said = versions([City.objects.get(slug="gdansk")])["gdansk"]
    assert said.colour == "red"


def test_without_a_bundle_it_says_that_one_must_be_brought() -> None:
    drop("gdansk")
    with pytest.raises(CommandError, match="BACKUP_ROOT holds no bundle of it"):
        run("ready", "gdansk")


def test_a_copy_is_removed_and_not_restored() -> None:
    drop("gdansk")
    with entered_platform():
        City.objects.filter(slug="gdansk").update(copy_of="gdynia")
    with pytest.raises(CommandError, match="`ostoja city discard gdansk`"):
        run("ready", "gdansk")


def test_an_upgrade_of_all_names_it_and_stops_no_other() -> None:
    lose_it_after_a_backup()
    done = {one.slug: one for one in upgrade()}
    command_in(done["gdansk"].error)
    assert {slug for slug, one in done.items() if one.error} == {"gdansk"}
    assert done["gdynia"].was_current


def test_the_nights_backup_says_it_in_the_ledger() -> None:
    lose_it_after_a_backup()
    done = backups.back_up("gdansk", since=timezone.now())
    assert (done.state, command_in(done.error)[:15]) == ("failed", "restore gdansk-")


def test_after_a_restore_no_failed_upgrade_is_told_any_more() -> None:
    lose_it_after_a_backup()
    with entered_platform():
        city = City.objects.get(slug="gdansk")
        UpgradeOfCity.objects.create(city=city, at=timezone.now(), error="ProgrammingError: x")
    run(*command_in(lost.SchemaMissing("gdansk").args[0]).split())
    with entered_platform():
        assert UpgradeOfCity.objects.get(city=city).error == ""


def test_the_job_of_a_restore_carries_the_city_also_where_it_is_put_beside() -> None:
    lose_it_after_a_backup()
    name = command_in(str(lost.SchemaMissing("gdansk"))).removeprefix("restore ")
    run("restore", name)
    run("restore", name, "--as", "gdansk-then")
    run("restore", name, "--over")
    with entered_platform():
        assert list(Job.objects.values_list("kind", "city")) == [("restore", "gdansk")] * 3


def test_a_name_that_lies_nowhere_is_refused_before_there_is_a_job(root: Path) -> None:
    for name in ("gdansk-20200101T000000Z.ostoja", "../gdansk-20200101T000000Z.ostoja"):
        with pytest.raises(CommandError, match="There is no file"):
            run("restore", name)
    (root / "gdansk").mkdir(parents=True)
    (root / "gdansk" / "gdansk-20200101T000000Z.ostoja").write_bytes(b"something else")
    with pytest.raises(CommandError, match="no bundle of a city"):
        run("restore", "gdansk-20200101T000000Z.ostoja")
    with entered_platform():
        assert not Job.objects.exists()


def test_an_error_is_over_once_a_backup_was_made() -> None:
    with entered_platform():
        city = City.objects.get(slug="gdansk")
        BackupOfCity.objects.create(city=city, at=timezone.now(), error="the disk is full")
        BackupOfCity.objects.create(city=None, at=timezone.now(), error="the disk failed")
    every = ["gdansk", "gdynia", "public"]
    assert backups.last_errors(every) == {"gdansk": "the disk is full", "public": "the disk failed"}
    backups.back_up("gdansk")
    assert backups.last_errors(every) == {"public": "the disk failed"}


def test_a_schema_is_known_by_the_catalogue() -> None:
    assert lost.has_schema("gdansk")
    assert not lost.has_schema("atlantis")
    assert schema_of("atlantis") == "city_atlantis"
