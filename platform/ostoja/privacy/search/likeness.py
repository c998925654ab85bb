"""How much a typed word is like a known one, decided on plain words and not on hashes."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from ostoja.privacy.search.declension import called
from ostoja.privacy.search.sounds import sounds_of
from ostoja.privacy.search.spelling import plain, words_of

SHORTEST_BEGINNING = 3
SHORTEST_WITH_A_SLIP = 5
"""Letters of a known word in which one slip is forgiven; shorter ones turn into other names."""

LENGTHS_APART = 5
"""Letters by which two spellings of one sound may differ (Szczęsny and Shchensnyi); telling it
by length first spares most comparisons."""


class Likeness(IntEnum):
    """From the weakest to the strongest."""

    SLIP = 1  # one letter too many, too few, another, or two in each other's place
    SOUND = 2
    BEGINNING = 3
    DECLINED = 4  # another case of the name: Kowalskiej of Kowalska
    SAME = 5


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed word, ready to be compared with many known ones."""

    plain: str
    sounds: frozenset[str]
    called: frozenset[str] = frozenset()


def typed_words(text: str) -> list[Typed]:
    """The words of a text that somebody typed."""
    return [Typed(plain(word), sounds_of(word), called(plain(word))) for word in words_of(text)]


def likeness(typed: Typed, known: str) -> Likeness | None:
    """Of a typed and a known word (of ``words_of``); None where they are not alike."""
    ours, theirs = typed.plain, plain(known)
    if ours == theirs:
        return Likeness.SAME
    if theirs in typed.called:
        return Likeness.DECLINED
    if len(ours) >= SHORTEST_BEGINNING and theirs.startswith(ours):
        return Likeness.BEGINNING
    if _sound_alike(typed, known):
        return Likeness.SOUND
    if len(theirs) >= SHORTEST_WITH_A_SLIP and is_one_slip(ours, theirs):
        return Likeness.SLIP
    return None


def _sound_alike(typed: Typed, known: str) -> bool:
    if abs(len(typed.plain) - len(known)) > LENGTHS_APART:
        return False
    return not typed.sounds.isdisjoint(sounds_of(known))


def likeness_of_all(typed: Sequence[Typed], known: Sequence[str]) -> Likeness | None:
    """That of the least like of the typed words; None where one is like no known word."""
    alike = []
    for word in typed:
        one = best_of(word, known)
        if one is None:
            return None
        alike.append(one)
    return min(alike, default=None)


def best_of(typed: Typed, known: Sequence[str]) -> Likeness | None:
    """How like the word is to the known word that it is most like."""
    found = [one for word in known if (one := likeness(typed, word)) is not None]
    return max(found, default=None)


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter replaced, added, left out, or two neighbours swapped, turns the one
    word into the other.
    """
    shorter, longer = sorted((one, other), key=len)
    at = _first_difference(shorter, longer)
    rest, more = shorter[at:], longer[at:]
    if len(shorter) == len(longer):
        return rest[1:] == more[1:] or (rest[:2] == more[1::-1] and rest[2:] == more[2:])
    return rest == more[1:]


def _first_difference(shorter: str, longer: str) -> int:
    pairs = enumerate(zip(shorter, longer, strict=False))
    return next((at for at, (ours, theirs) in pairs if ours != theirs), len(shorter))
