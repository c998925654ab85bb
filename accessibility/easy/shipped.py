"""The texts that come with the platform, in `texts/`, one file a page."""

import tomllib
from functools import cache
from pathlib import Path

from ostoja.ui.easy import Line

TEXTS = Path(__file__).parent / "texts"


@cache
def shipped_lines(page: str, language: str) -> tuple[Line, ...]:
    """The lines of this page; none for a language that the platform does not speak."""
    path = TEXTS / f"{page}.toml"
    if not path.is_file():
        return ()
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["lines"]
    return tuple(Line(row[language], row["picture"]) for row in rows if language in row)
