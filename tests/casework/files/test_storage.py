"""Row and file are never one without the other, whatever ends the process."""

import os
import time
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings

from casework.files import storage
from casework.files.storage import A_WHILE
from ostoja.privacy.keys import rewrap_key
from tenants.fence import current_schema, entered


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / current_schema() / "files"


def lying() -> set[str]:
    return {path.name for path in folder().rglob("*") if path.is_file()}


def let_time_pass() -> None:
    before = time.time() - A_WHILE - 60
    for path in folder().rglob("*"):
        if path.is_file():
            os.utime(path, (before, before))


def test_what_is_put_comes_back_and_lies_encrypted(gdansk: None) -> None:
    key = storage.new_key()
    name = storage.put(b"list z sadu", key)
    assert storage.get(name, key) == b"list z sadu"
    path = folder() / name[:2] / name
    assert b"sadu" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert all(one.stat().st_mode & 0o077 == 0 for one in (path.parent, folder()))


def test_another_key_name_or_byte_opens_nothing(gdansk: None) -> None:
    key = storage.new_key()
    name, other = storage.put(b"x", key), storage.put(b"x", key)
    with pytest.raises(InvalidTag):
        storage.get(name, storage.new_key())
    paths = [folder() / one[:2] / one for one in (name, other)]
    paths[0].write_bytes(paths[1].read_bytes())
    with pytest.raises(InvalidTag):
        storage.get(name, key)
    changed = bytearray(paths[1].read_bytes())
    changed[-1] ^= 1
    paths[1].write_bytes(changed)
    with pytest.raises(InvalidTag):
        storage.get(other, key)


def test_each_city_has_its_own_folder(gdansk: None) -> None:
    key = storage.new_key()
    name = storage.put(b"x", key)
    with entered("elblag"), pytest.raises(FileNotFoundError):
        storage.get(name, key)


def test_the_sweep_takes_what_no_row_names_and_waits_twice(gdansk: None) -> None:
    kept, gone = (storage.put(b"x", storage.new_key()) for _ in range(2))
    known = frozenset({kept})
    assert storage.sweep(known) == 0  # a form may still be on its way
    let_time_pass()
    assert storage.sweep(known) == 0  # a backup may be on its way
    assert lying() == {kept, gone}
    assert storage.sweep(known) == 0
    let_time_pass()
    assert storage.sweep(known) == 1
    assert lying() == {kept}


def test_a_row_that_comes_back_with_a_backup_keeps_its_file(gdansk: None) -> None:
    key = storage.new_key()
    name = storage.put(b"x", key)
    let_time_pass()
    storage.sweep(frozenset())
    let_time_pass()
    assert storage.sweep(frozenset({name})) == 0
    let_time_pass()
    assert storage.sweep(frozenset()) == 0  # it waits twice again
    assert storage.get(name, key) == b"x"


def test_a_file_that_was_never_finished_is_swept(gdansk: None) -> None:
    storage.put(b"x", storage.new_key())
    half = folder() / "ab" / ".abcd.unfinished"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"half")
    assert storage.sweep(frozenset()) == 0
    let_time_pass()
    assert storage.sweep(frozenset(lying())) == 0 or not half.exists()
    let_time_pass()
    storage.sweep(frozenset())
    assert not half.exists()


def test_a_city_without_files_has_nothing_to_sweep(gdansk: None) -> None:
    assert storage.sweep(frozenset()) == 0
    assert not folder().exists()


def test_a_new_key_of_the_installation_leaves_files_as_they_are(
    gdansk: None, settings: object, tmp_path: Path
) -> None:
    """A file's key lies in its row under the city's key; only that one is wrapped anew."""
    keys = tmp_path / "keys"
    keys.mkdir()
    own = Path(settings.KEYS_ROOT) / f"{current_schema()}.json"  # type: ignore[attr-defined]
    (keys / own.name).write_text(own.read_text())
    key = storage.new_key()
    name = storage.put(b"x", key)
    old = settings.ENCRYPTION_KEYS  # type: ignore[attr-defined]
    settings.ENCRYPTION_KEYS = [os.urandom(32), *old]  # type: ignore[attr-defined]
    assert rewrap_key(current_schema(), keys)
    assert storage.get(name, key) == b"x"
