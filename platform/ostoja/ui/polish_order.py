"""Polish alphabetical order and search without diacritics, whatever the database can do.

Servers differ in collations (in C order Łódź comes after Zebra), so a name's place in the
alphabet is computed here and stored: a text of digits alone, which every collation sorts alike.
"""

import re
import unicodedata

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
LONGEST_KEY = 400
"""The width of a column that keeps one, such as ``Organisation.sort_key``."""

_BETWEEN_WORDS = "00"
_FIRST_DIGIT = 1
_FIRST_LETTER = 20
_OTHER_SCRIPTS = "99"
_WEIGHTS = {
    **{digit: f"{_FIRST_DIGIT + place:02}" for place, digit in enumerate("0123456789")},
    **{letter: f"{_FIRST_LETTER + place:02}" for place, letter in enumerate(ALPHABET)},
}
# Letters that Unicode does not take apart.
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}
)
_GAPS = re.compile(r"[\s/\-\u2010-\u2015]+")
_QUOTES_AND_SIGNS = re.compile(r"[^\w ]|_")


def polish_sort_key(text: str) -> str:
    """Digits that sort as the text does in Polish: word by word, digits before letters,
    foreign accents as plain letters, other scripts after Z; quotation marks do not count.
    """
    composed = unicodedata.normalize("NFC", text).lower()
    return "".join(_weight(letter) for letter in _words(composed))[:LONGEST_KEY]


def fold(text: str) -> str:
    """The text as a search compares it: small letters without diacritics, single spaces."""
    whole = text.casefold().translate(_WHOLE_LETTERS)
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", whole) if not unicodedata.combining(sign)
    )
    return _words(bare)


def _words(text: str) -> str:
    return " ".join(_QUOTES_AND_SIGNS.sub("", _GAPS.sub(" ", text)).split())


def _weight(sign: str) -> str:
    if sign == " ":
        return _BETWEEN_WORDS
    if sign in _WEIGHTS:
        return _WEIGHTS[sign]
    plain = [_WEIGHTS.get(part) for part in fold(sign)]
    if plain and None not in plain:
        return "".join(part for part in plain if part)
    return f"{_OTHER_SCRIPTS}{ord(sign):07}"
