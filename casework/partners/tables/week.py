"""Reading and writing a week's hours in one line: pn–pt 8–16; sob 10–14."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy

from casework.partners.facts import Interval
from casework.partners.forms.hours import HoursField
from casework.partners.hours_in_words import interval_words
from casework.partners.opening import DAYS
from ostoja.tables.likeness import plain

ALWAYS = "always"
Hours = Mapping[str, Sequence[Interval]]
SHORT = (
    pgettext_lazy("short day", "Mon"),
    pgettext_lazy("short day", "Tue"),
    pgettext_lazy("short day", "Wed"),
    pgettext_lazy("short day", "Thu"),
    pgettext_lazy("short day", "Fri"),
    pgettext_lazy("short day", "Sat"),
    pgettext_lazy("short day", "Sun"),
)
_WORDS = (
    "pn pon poniedzialek poniedzialki mo mon monday",
    "wt wto wtorek wtorki tu tue tues tuesday",
    "sr sro sroda srode srody we wed wednesday",
    "cz czw czwartek czwartki th thu thur thurs thursday",
    "pt pia piatek piatki fr fri friday",
    "so sb sob sobota sobote soboty sa sat saturday",
    "nd ndz nie niedz niedziela niedziele su sun sunday",
)
POSITIONS = {word: position for position, words in enumerate(_WORDS) for word in words.split()}
RUNS = {
    "codziennie": range(7),
    "daily": range(7),
    "every day": range(7),
    "dni robocze": range(5),
    "weekdays": range(5),
    "weekend": range(5, 7),
    "weekendy": range(5, 7),
}
ROUND_THE_CLOCK = frozenset(
    {
        "calodobowo",
        "cala dobe",
        "codziennie calodobowo",
        "24h",
        "24 h",
        "24 7",
        "24h 7",
        "day and night",
        "round the clock",
    }
)
_FILLERS = re.compile(r"\b(?:od|w|we|godz|godziny|godzinach|g|from|at|hours)\b\.?(?=\s)")
_TO = re.compile(r"[‐-―−]|\b(?:do|to)\b")
_AND = re.compile(r"\b(?:i|oraz|and)\b|/")
_SEGMENT = re.compile(r"([a-z][a-z.\s,\-]*?)[\s:]*(\d[\d:.\s,;\-]*)")


def week_of(text: str) -> dict[str, list[Interval]] | str | None:
    """Day to its hours, ``ALWAYS``, or None for what cannot be read."""
    if plain(text) in ROUND_THE_CLOCK:
        return ALWAYS
    bare = _simplified(text)
    written: dict[int, list[str]] = {}
    end = 0
    for found in _SEGMENT.finditer(bare):
        days = _days(found[1])
        if bare[end : found.start()].strip(" ,;\n") or not days:
            return None
        for day in days:
            written.setdefault(day, []).append(found[2].strip(" ,;\n"))
        end = found.end()
    return _intervals(written) if written and not bare[end:].strip(" ,;.\n") else None


def _simplified(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    bare = "".join(one for one in letters if not unicodedata.combining(one))
    bare = _AND.sub(",", _TO.sub("-", _FILLERS.sub(" ", bare)))
    return re.sub(r"(\d)\s*h\b", r"\1", bare).replace("00.00", "00:00")


def _days(text: str) -> list[int]:
    """The days of “pn-śr, pt”; empty where a word is no day."""
    if plain(text) in RUNS:
        return list(RUNS[plain(text)])
    found: list[int] = []
    for part in filter(None, (one.strip(" .:") for one in text.split(","))):
        ends = [POSITIONS.get(word.strip(" .")) for word in part.split("-")]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:
            return []
        found += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return found


def _intervals(written: Mapping[int, list[str]]) -> dict[str, list[Interval]] | None:
    try:
        return {DAYS[day]: HoursField().clean(", ".join(written[day])) for day in sorted(written)}
    except ValidationError:
        return None


def week_words(hours: Hours | str) -> str:
    """The week in the page's language, such that ``week_of`` reads it."""
    if isinstance(hours, str):
        return gettext("day and night")
    parts = []
    for days in _alike(hours):
        intervals = ", ".join(map(interval_words, hours[DAYS[days[0]]]))
        parts.append(f"{_days_words(days)} {intervals}")
    return "; ".join(parts)


def _alike(hours: Hours) -> Iterator[list[int]]:
    """Days with the same hours together, in the order of the week."""
    open_days = [day for day in range(7) if hours.get(DAYS[day])]
    while open_days:
        same = [day for day in open_days if hours[DAYS[day]] == hours[DAYS[open_days[0]]]]
        yield same
        open_days = [day for day in open_days if day not in same]


def _days_words(days: list[int]) -> str:
    is_run = len(days) > 2 and all(later == earlier + 1 for earlier, later in pairwise(days))
    if is_run:
        return f"{SHORT[days[0]]}–{SHORT[days[-1]]}"
    return ", ".join(str(SHORT[day]) for day in days)
