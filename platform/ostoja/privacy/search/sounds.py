"""How a name sounds in Polish, as a code that two spellings of one sound share.

The table is our own, made for names that a consultant hears: ó and u, rz and ż, ch and h, y and
i, ą and om are one; s, ś and sz, c, ć and cz, z, ź and ż are one each, since they are written
for each other without diacritics; a soft i before a vowel, double letters and the voice of the
last consonant do not count; -ski and -ska are one ending. A second reading takes the word for
one in a passport's spelling (Shevchenko, Yuliia, Kovalskyi), so that it meets the Polish one
(Szewczenko, Julia, Kowalski).
"""

import re
from collections.abc import Sequence

from ostoja.privacy.search.spelling import plain

SHORTEST = 3
"""Letters; shorter words sound like too many others."""

Rules = Sequence[tuple[re.Pattern[str], str]]


def _rules(*pairs: tuple[str, str]) -> Rules:
    return [(re.compile(pattern), into) for pattern, into in pairs]


_FOREIGN = _rules(
    ("tsch|tch", "cz"),
    ("shch", "szcz"),
    ("sch|sh", "sz"),
    ("zh", "ż"),
    ("kh", "h"),
    ("ch", "cz"),
    ("ck", "k"),
    ("c(?=[aoutlr])", "k"),
    ("ts|tz", "c"),
    ("th", "t"),
    ("oo|ou", "u"),
    ("g", "h"),
)
_BEFORE_FOLDING = _rules(
    ("ó", "u"),
    ("rz", "z"),
    ("ą", "on"),
    ("ę", "en"),
)
_AFTER_FOLDING = _rules(
    ("ch", "h"),
    ("sz", "s"),
    ("cz", "c"),
    ("ph", "f"),
    ("dt", "t"),
    ("x", "ks"),
    ("q", "k"),
    ("v", "w"),
    ("[yj]", "i"),
    ("m(?=[bp])", "n"),
    (r"(.)\1+", r"\1"),
    ("(?<=.)i(?=[aeou])", ""),
    ("([scz])k(?:i|a|e|ego|emu)$", r"\1k"),
)
_LAST = str.maketrans("bdgwz", "ptkfs")


def sounds_of(word: str) -> frozenset[str]:
    """The codes of a word of ``words_of``, one for each reading; none for short ones."""
    if len(word) < SHORTEST or not word.isalpha():
        return frozenset()
    return frozenset({_code(word), _code(_applied(_FOREIGN, word))})


def _code(word: str) -> str:
    code = _applied(_AFTER_FOLDING, plain(_applied(_BEFORE_FOLDING, word)))
    return code[:-1] + code[-1:].translate(_LAST)


def _applied(rules: Rules, word: str) -> str:
    for pattern, into in rules:
        word = pattern.sub(into, word)
    return word
