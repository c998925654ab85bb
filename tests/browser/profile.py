"""What a browser has written to its disk: every file of a profile, in each shape it may have."""

import sqlite3
from pathlib import Path

SQLITE = b"SQLite format 3\x00"


def files_of(profile: Path) -> list[Path]:
    """Every file that the browser has left."""
    return [path for path in sorted(profile.rglob("*")) if path.is_file() and not path.is_symlink()]


def found_in(profile: Path, words: list[str]) -> dict[str, list[str]]:
    """The files in which one of these words stands, each with its words.

    Words are looked for as UTF-8 and UTF-16, in small and capital letters, in the file as it is
    and, where it is a database, in all its rows.
    """
    found: dict[str, list[str]] = {}
    for path in files_of(profile):
        content = path.read_bytes().lower()
        if content.startswith(SQLITE.lower()):
            content += rows_of(path).lower().encode()
        hits = [word for word in words if any(shape in content for shape in _shapes(word))]
        if hits:
            found[str(path.relative_to(profile))] = hits
    return found


def rows_of(path: Path, table: str = "") -> str:
    """The rows of a database, or of one of its tables, as text."""
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        names = database.execute("select name from sqlite_master where type = 'table'").fetchall()
        tables = [name for (name,) in names if not table or name == table]
        return "\n".join(
            str(row) for one in tables for row in database.execute(f'select * from "{one}"')
        )


def history_of(profile: Path) -> set[tuple[str, str]]:
    """Address and title of each entry that the browser's history shows."""
    [path] = [one for one in files_of(profile) if one.name == "History"]
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        return set(database.execute("select url, title from urls"))


def _shapes(word: str) -> tuple[bytes, bytes]:
    return word.lower().encode(), word.lower().encode("utf-16-le")
