"""Terms: short keyed hashes under which a word or a number is found, and nothing is read.

Each term is an HMAC under a key of the city, of the field and of the kind, cut to 22 bits. So
the same word gives other terms in another city, field or kind, a term opens nothing without the
city's key, and some unlike words always share one: a term only says where to look, and what is
found is decided on the decrypted words (``ostoja.privacy.search.likeness``). Decision 0028.
"""

import hmac
from collections.abc import Iterable, Iterator
from enum import StrEnum
from uuid import UUID

from ostoja.privacy.keys import subkey
from ostoja.privacy.search.declension import called
from ostoja.privacy.search.likeness import SHORTEST_BEGINNING, SHORTEST_WITH_A_SLIP
from ostoja.privacy.search.sounds import sounds_of
from ostoja.privacy.search.spelling import plain, words_of

SCHEME = 1
"""Changed with every rule of this package: terms of an older scheme are made anew."""

BITS = 22
LONGEST_BEGINNING = 6
STEP = 16
"""The number of terms of a row is filled up to a multiple of this."""


class Kind(StrEnum):
    """What a term is made of."""

    WORD = "word"
    BEGINNING = "beginning"
    SLIP = "slip"  # the word, or the word without one of its letters
    SOUND = "sound"
    NUMBER = "number"
    FILLING = "filling"


def number_term(field: str, number: str) -> int:
    """The term of a whole number in its canonical form."""
    return _term(field, Kind.NUMBER, number)


def kept_terms(field: str, text: str) -> set[int]:
    """All terms under which the words of a text are found."""
    return {term for word in words_of(text) for term in _kept(field, word)}


def exact_term(field: str, word: str) -> int:
    """Where texts lie that hold exactly this word (of ``words_of``)."""
    return _term(field, Kind.WORD, plain(word))


def wanted_terms(field: str, word: str) -> set[int]:
    """Where texts lie that hold this word (of ``words_of``) or the name whose form it is, begin a
    word with it, sound like it, or differ from it by one slip.
    """
    bare = plain(word)
    found = {_term(field, Kind.WORD, one) for one in {bare, *called(bare)}}
    if len(bare) >= SHORTEST_BEGINNING:
        found.add(_term(field, Kind.BEGINNING, bare[:LONGEST_BEGINNING]))
    found |= {_term(field, Kind.SOUND, code) for code in sounds_of(word)}
    if len(bare) >= SHORTEST_WITH_A_SLIP - 1:
        found |= {_term(field, Kind.SLIP, one) for one in _with_a_slip(bare)}
    return found


def filled_up(terms: Iterable[int], row: UUID) -> list[int]:
    """The terms in the order of their values, with others added that mean nothing.

    The others follow from the row, so that making terms anew does not tell them apart.
    """
    found, number = set(terms), 0
    while not found or len(found) % STEP:
        found.add(_term("row", Kind.FILLING, f"{row} {number}"))
        number += 1
    return sorted(found)


def _kept(field: str, word: str) -> Iterator[int]:
    bare = plain(word)
    yield exact_term(field, word)
    for length in range(SHORTEST_BEGINNING, min(len(bare), LONGEST_BEGINNING) + 1):
        yield _term(field, Kind.BEGINNING, bare[:length])
    for code in sounds_of(word):
        yield _term(field, Kind.SOUND, code)
    if len(bare) >= SHORTEST_WITH_A_SLIP:
        for one in _with_a_slip(bare):
            yield _term(field, Kind.SLIP, one)


def _with_a_slip(word: str) -> set[str]:
    """Two words that differ by one slip always share one of these."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def _term(field: str, kind: Kind, text: str) -> int:
    return _cut(hmac.digest(subkey(f"search {field} {kind}"), text.encode(), "sha256"))


def _cut(digest: bytes) -> int:
    return int.from_bytes(digest[:4]) >> (32 - BITS)
