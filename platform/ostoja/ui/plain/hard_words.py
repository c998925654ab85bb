"""Hard words with what is simpler: a list for each language, in `words/`.

An entry that ends in ``*`` holds for every ending; two words with a space are found together.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"


@cache
def entries(language: str) -> dict[str, str]:
    """Hard to simple; empty for a language that has no list."""
    path = WORDS / f"{language}.toml"
    if not path.exists():
        return {}
    found: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    return found


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    # The longest first: “in order to” before “in”.
    known = sorted(entries(language), key=len, reverse=True)
    parts = [f"({_as_pattern(entry)})" for entry in known]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None


def _as_pattern(entry: str) -> str:
    words = (re.escape(word).replace(r"\*", r"\w*") for word in entry.split())
    return r"\s+".join(words)


def hard_words_in(sentence: str, language: str) -> list[tuple[str, str]]:
    """Each hard word as it stands in the sentence, with what may stand in its place."""
    pattern = _pattern(language)
    if pattern is None:
        return []
    known = sorted(entries(language), key=len, reverse=True)
    found = {
        one[0]: entries(language)[known[one.lastindex - 1]]
        for one in pattern.finditer(sentence)
        if one.lastindex
    }
    return list(found.items())
