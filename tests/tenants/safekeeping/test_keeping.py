"""Which backups stay."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from ostoja.settings.environment import backups_kept
from tenants.safekeeping.bundle_files import (
    bundles_of,
    clear_unfinished,
    slugs_with_bundles,
)
from tenants.safekeeping.keeping import kept, prune

LAST = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
DAILY = [LAST - timedelta(days=days) for days in range(500)]


def test_a_year_of_nights_becomes_days_weeks_and_months() -> None:
    stay = kept(DAILY, (7, 5, 12))
    assert stay >= set(DAILY[:7])
    assert LAST - timedelta(days=7) in stay  # Sunday: the newest of its week
    assert LAST - timedelta(days=8) not in stay
    months = {(at.year, at.month) for at in stay}
    assert len(months) == 12
    assert len(stay) <= 7 + 5 + 12


def test_days_begin_at_midnight_in_poland() -> None:
    evening = datetime(2026, 11, 21, 22, 59, tzinfo=UTC)  # 23:59
    night = datetime(2026, 11, 21, 23, 1, tzinfo=UTC)  # 00:01, the next day
    assert kept([evening, night], (2, 0, 0)) == {evening, night}
    assert kept([evening, evening - timedelta(hours=1)], (2, 0, 0)) == {evening}


@given(
    st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), max_size=40),  # noqa: DTZ001
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)),
)
def test_the_newest_always_stays_and_nothing_is_invented(
    naive: list[datetime], how_many: tuple[int, int, int]
) -> None:
    times = [at.replace(tzinfo=UTC) for at in naive]
    stay = kept(times, how_many)
    assert stay <= set(times)
    assert len(stay) <= max(1, sum(how_many))
    assert not times or max(times) in stay


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.BACKUP_ROOT = tmp_path
    settings.BACKUP_KEEP = (2, 0, 0)
    (tmp_path / "sopot").mkdir()
    return tmp_path / "sopot"


def test_old_ones_go_and_what_is_not_ours_stays(folder: Path) -> None:
    names = [f"sopot-202611{day}T010000Z.ostoja" for day in ("19", "20", "21")]
    strange = ["sopot-latest.ostoja", "sopot-20261340T010000Z.ostoja", "notes.txt"]
    for name in [*names, *strange]:
        (folder / name).write_bytes(b"x")
    assert [one.path.name for one in prune("sopot")] == names[:1]
    assert sorted(path.name for path in folder.iterdir()) == sorted([*names[1:], *strange])
    assert [one.path.name for one in bundles_of("sopot")] == names[:0:-1]
    assert slugs_with_bundles() == ["sopot"]


def test_another_citys_file_in_the_folder_is_not_taken_for_its_own(folder: Path) -> None:
    (folder / "gdynia-20261121T010000Z.ostoja").write_bytes(b"x")
    assert bundles_of("sopot") == []
    assert bundles_of("nowhere") == []


def test_what_a_killed_backup_left_is_removed_once_nobody_writes_it(folder: Path) -> None:
    left = folder / ".sopot-20261121T010000Z.ostoja.4711"
    left.write_bytes(b"half")
    assert clear_unfinished("sopot") == 0
    hours_ago = time.time() - 2 * 3600
    os.utime(left, (hours_ago, hours_ago))
    assert clear_unfinished("sopot") == 1
    assert not left.exists()


@pytest.mark.parametrize("text", ["", "7", "7,5", "7,5,x", "-1,5,12", "0,0,0", "7,5,12,1"])
def test_a_wrong_setting_says_what_to_set(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="such as 7,5,12"):
        backups_kept(text)


def test_a_right_setting_is_read() -> None:
    assert backups_kept("14, 0,24") == (14, 0, 24)
