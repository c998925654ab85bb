"""A bundle is whole or is none: one process writes it, and what is no bundle is refused."""

import os
from pathlib import Path
from stat import S_ISDIR
from typing import Any

import pytest

from tenants.bundles import writing
from tenants.bundles.restoring import restore_bundle
from tenants.bundles.sealing import BundleRefused, Sealer
from tenants.bundles.unfinished import written_whole
from tenants.bundles.writing import write_bundle

pytestmark = pytest.mark.usefixtures("committed_database")


def test_two_processes_never_write_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may have the same number, in two containers on one disk."""
    path, whole, refused = tmp_path / "gdansk.ostoja", writing._add_files, []

    def with_another_in_between(*given: Any) -> None:
        with pytest.raises(BlockingIOError, match="another process") as raised:
            write_bundle("gdansk", path)
        refused.append(raised)
        whole(*given)

    monkeypatch.setattr(writing, "_add_files", with_another_in_between)
    write_bundle("gdansk", path)
    assert len(refused) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["gdansk.ostoja"]
    assert restore_bundle(path, over=True).slug == "gdansk"
    with pytest.raises(FileExistsError):
        write_bundle("gdansk", path)
    assert [one.name for one in tmp_path.iterdir()] == ["gdansk.ostoja"]


@pytest.mark.parametrize("content", [b"", b"no tar at all", b"x" * 1024])
def test_what_is_no_tar_is_refused_without_a_word_of_where_it_lies(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "gdansk.ostoja"
    with path.open("wb") as file:
        sealer = Sealer.of("city_gdansk", file)
        sealer.write(content)
        sealer.finish()
    with pytest.raises(BundleRefused) as raised:
        restore_bundle(path, over=True)
    assert "/" not in str(raised.value)


def test_a_loss_of_power_takes_neither_content_nor_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[str, bool]] = []
    path, fsync = tmp_path / "one.ostoja", os.fsync

    def noted(descriptor: int) -> None:
        what = "folder" if S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        kept.append((what, path.exists()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    with written_whole(path) as file:
        file.write(b"whole")
    assert kept == [("file", False), ("folder", True)]
