"""Words as a search compares them: whatever script, case and signs they were typed in."""

import re
import unicodedata

LONGEST_WORD = 40
MOST_WORDS = 12

_APOSTROPHES = dict.fromkeys(map(ord, "'`´‘’‛ʹʼ"))
_BETWEEN = frozenset({"Cc", "Zs", "Zl", "Zp"})
_WORD = re.compile(r"[^\W_]+")
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)
# Cyrillic as Polish spells it: Ukrainian first, then what Belarusian and Russian add.
_CYRILLIC = str.maketrans(
    dict(zip("абвгґдезиійклмнопрстуфцьъыэў", "abwhgdezyijklmnoprstufc\0\0yeu", strict=True))
    | {"є": "je", "ж": "ż", "ї": "ji", "х": "ch", "ч": "cz", "ш": "sz", "щ": "szcz"}
    | {"ю": "ju", "я": "ja", "ё": "jo"}
)
_SOFTENED = re.compile("(?<=[бвгґджзклмнпрстфхцчшщ])[яюєё]")
_SOFT = {"я": "ia", "ю": "iu", "є": "ie", "ё": "io"}


def words_of(text: str) -> list[str]:
    """The words in small Latin letters with their diacritics, at most ``MOST_WORDS`` of them.

    Signs that cannot be seen (direction marks, joiners, halves of characters) count for nothing;
    a hyphen parts two words, an apostrophe does not. Cyrillic is spelled as Polish spells it.
    """
    seen = unicodedata.normalize("NFKC", _without_unseen(text)).casefold()
    latin = _from_cyrillic(seen.translate(_APOSTROPHES))
    return [word[:LONGEST_WORD] for word in _WORD.findall(latin)[:MOST_WORDS]]


def plain(word: str) -> str:
    """A word of ``words_of`` without diacritics: Ołena and Olena are the same."""
    apart = unicodedata.normalize("NFKD", word.translate(_WHOLE_LETTERS))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def plain_words(text: str) -> list[str]:
    """Each word of a text in plain letters."""
    return [plain(word) for word in words_of(text)]


def _without_unseen(text: str) -> str:
    return "".join(_as_seen(sign) for sign in text)


def _as_seen(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in _BETWEEN:
        return " "
    return "" if kind.startswith("C") else sign


def _from_cyrillic(text: str) -> str:
    softened = _SOFTENED.sub(lambda found: _SOFT[found[0]], text)
    return softened.translate(_CYRILLIC).replace("\0", "")
