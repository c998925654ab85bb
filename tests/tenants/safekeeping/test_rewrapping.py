"""A new key of the installation: nothing is lost on the way, and the old one is needed no more."""

import json
import os
import shutil
import signal
import stat
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from ostoja.notifications.models import OutboxMessage
from ostoja.privacy import keys
from ostoja.privacy.keys import KeyMissing, destroy_key, forget_keys, has_key, rewrap_key
from tenants.bundles import sealing
from tenants.bundles.restoring import restore_bundle
from tenants.bundles.sealing import BundleRefused
from tenants.fence import entered, entered_platform
from tenants.safekeeping import backups
from tenants.safekeeping.bundle_files import bundles_of, clear_unfinished
from tenants.safekeeping.models import BackupOfCity
from tests.tenants.safekeeping.test_trials import killed_in_a_child

pytestmark = pytest.mark.usefixtures("committed_database")
NEW = b"n" * 32


@pytest.fixture(autouse=True)
def _backed_up(committed_database: str, tmp_path: Path, settings: Any) -> None:
    settings.BACKUP_ROOT = tmp_path / "backups"
    with entered("gdansk"):
        OutboxMessage.objects.create(to="a@gdansk.example", subject="s", body="sekret")
    assert backups.back_up("gdansk").state == "written"


@pytest.fixture
def old_keys(settings: Any) -> list[bytes]:
    """The installation gets a new first key; the old ones are given."""
    old = list(settings.ENCRYPTION_KEYS)
    settings.ENCRYPTION_KEYS = [NEW, *old]
    forget_keys()
    return old


def rewrap(*words: str) -> dict[str, Any]:
    output = StringIO()
    call_command("keys", "rewrap", "--json", *words, stdout=output)
    found: dict[str, Any] = json.loads(output.getvalue())
    return found


def read() -> str:
    forget_keys()
    with entered("gdansk"):
        return str(OutboxMessage.objects.get().body)


def test_all_keys_are_put_under_the_new_one_once(old_keys: list[bytes], settings: Any) -> None:
    done = rewrap()
    assert done["keys"] == done["rewrapped"] == 5  # four cities and the platform
    assert (done["bundles"], done["bundles_under_older_keys"]) == (1, 1)
    assert "keep them" in done["older_keys"]
    assert rewrap()["rewrapped"] == 0
    settings.ENCRYPTION_KEYS = [NEW]
    assert read() == "sekret"
    for path in Path(settings.KEYS_ROOT).iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_bundles_are_put_under_it_too_and_then_the_old_one_may_go(
    old_keys: list[bytes], settings: Any
) -> None:
    [file] = bundles_of("gdansk")
    before = file.path.read_bytes()
    done = rewrap("--bundles")
    assert (done["encrypted_anew"], done["bundles_under_older_keys"]) == (1, 0)
    assert "may be removed" in done["older_keys"]
    assert file.path.read_bytes() != before
    assert file.path.stat().st_mode & 0o777 == 0o600
    with entered_platform():
        assert BackupOfCity.objects.get().sha256 == backups.sha256_of(file.path)
    settings.ENCRYPTION_KEYS = [NEW]
    forget_keys()
    assert restore_bundle(file.path, over=True).slug == "gdansk"
    assert rewrap("--bundles")["older_keys"] == "there are none"


def test_copies_of_the_keys_beside_backups_are_put_under_it(
    old_keys: list[bytes], settings: Any, tmp_path: Path
) -> None:
    copy = tmp_path / "keys-backup"
    shutil.copytree(settings.KEYS_ROOT, copy)
    assert rewrap("--also", str(copy))["rewrapped"] == 10
    settings.ENCRYPTION_KEYS = [NEW]
    shutil.copy(copy / "city_gdansk.json", Path(settings.KEYS_ROOT) / "city_gdansk.json")
    assert read() == "sekret"
    with pytest.raises(CommandError, match="is no folder"):
        rewrap("--also", str(tmp_path / "nowhere"))


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_killed_run_loses_no_key_and_a_second_one_finishes(
    old_keys: list[bytes], settings: Any, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    replace, count = Path.replace, [0]

    def die(path: Path, target: Path) -> Path:
        count[0] += 1
        if moment == "after":
            replace(path, target)
        if count[0] == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(path, target) if moment == "before" else target

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", die)
        assert killed_in_a_child(rewrap) == signal.SIGKILL
    assert read() == "sekret"
    assert rewrap()["rewrapped"] == (3 if moment == "before" else 2)
    settings.ENCRYPTION_KEYS = [NEW]
    assert read() == "sekret"
    assert not list(Path(settings.KEYS_ROOT).glob(".*.new"))


def test_what_a_killed_run_left_goes_with_the_key(settings: Any) -> None:
    left = Path(settings.KEYS_ROOT) / ".city_gdansk.json.new"
    left.write_bytes((Path(settings.KEYS_ROOT) / "city_gdansk.json").read_bytes())
    destroy_key("city_gdansk")
    assert not left.exists()
    assert not has_key("city_gdansk")


def test_a_destroyed_key_does_not_come_back(
    old_keys: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = keys.schemas_with_keys()
    destroy_key("city_gdansk")
    monkeypatch.setattr("tenants.safekeeping.rewrapping.schemas_with_keys", lambda _f: listed)
    with pytest.raises(CommandError, match=r"1 could not be opened.*No key for city_gdansk"):
        rewrap()
    assert not has_key("city_gdansk")


def test_one_that_cannot_be_opened_is_named_and_stops_no_other(
    old_keys: list[bytes], settings: Any
) -> None:
    broken = Path(settings.KEYS_ROOT) / "city_elblag.json"
    broken.write_text("{}")
    [file] = bundles_of("gdansk")
    file.path.write_bytes(b"nothing")
    with pytest.raises(CommandError, match=r"2 could not be opened: .*city_elblag.json") as raised:
        rewrap("--bundles")
    assert "no bundle of a city" in str(raised.value)
    assert rewrap_key("city_gdansk") is False


def test_an_unknown_wrapping_says_which_key_to_set(settings: Any) -> None:
    settings.ENCRYPTION_KEYS = [NEW]
    with pytest.raises(KeyMissing, match="Set the one it was made with"):
        rewrap_key("city_gdansk")


def test_two_at_once_do_not_write_one_file(
    old_keys: list[bytes], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    [file] = bundles_of("gdansk")
    unseal, others = sealing.unseal, list[str]()

    def with_another_in_between(old: Any, new: Any) -> None:
        if not others:
            others.append("begun")
            assert sealing.reseal(file.path)
        unseal(old, new)

    monkeypatch.setattr(sealing, "unseal", with_another_in_between)
    assert sealing.reseal(file.path)
    rewrap()
    settings.ENCRYPTION_KEYS = [NEW]
    forget_keys()
    assert restore_bundle(file.path, over=True).slug == "gdansk"
    assert [one.name for one in file.path.parent.iterdir()] == [file.path.name]


def test_what_a_killed_run_left_is_in_nobodys_way(
    old_keys: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    [file] = bundles_of("gdansk")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda *_given: os.kill(os.getpid(), signal.SIGKILL))
        assert killed_in_a_child(lambda: sealing.reseal(file.path)) == signal.SIGKILL
    assert sealing.reseal(file.path)
    [left] = [one for one in file.path.parent.iterdir() if one != file.path]
    os.utime(left, (0, 0))
    assert clear_unfinished("gdansk") == 1


def test_a_second_run_on_the_bundles_is_refused_while_one_is_under_way(
    old_keys: list[bytes],
) -> None:
    other = connections["default"].copy("other")
    try:
        with entered_platform(), other.cursor() as cursor:
            cursor.execute("select pg_advisory_lock(hashtext('rewrap bundles'))")
        with pytest.raises(CommandError, match=r"under way\. Wait for its end"):
            rewrap("--bundles")
        assert rewrap()["rewrapped"] == 5, "keys are changed under a lock of their own"
    finally:
        with entered_platform():
            other.close()
    assert sealing.reseal(bundles_of("gdansk")[0].path), "it was left alone"


def test_a_damaged_bundle_stays_as_it_is(old_keys: list[bytes]) -> None:
    [file] = bundles_of("gdansk")
    content = bytearray(file.path.read_bytes())
    content[-1] ^= 1
    file.path.write_bytes(content)
    with pytest.raises(BundleRefused, match="damaged"):
        sealing.reseal(file.path)
    assert file.path.read_bytes() == content
    assert [one.name for one in file.path.parent.iterdir()] == [file.path.name]
