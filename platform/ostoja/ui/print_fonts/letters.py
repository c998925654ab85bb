"""Which letters the printed fonts have: a PDF/UA is refused over a single one that they lack."""

import re
import unicodedata

# Latin letters of Europe, Ukrainian and Russian ones, and the signs of their typesetting. Russian
# is there although no page is: people and bodies have names.
_MISSING = re.compile(
    "[^ -~\u00a0-\u00ac\u00ae-\u00b4\u00b6-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123"
    "\u0139-\u013e\u0141-\u0148\u0150-\u0155\u0158-\u015b\u015e-\u0165\u016e-\u017e"
    "\u0218-\u021b\u0401\u0404\u0406\u0407\u0410-\u044f\u0451\u0454\u0456\u0457\u0490\u0491"
    "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac\u2116\u2122\u2212]"
)


def with_letters_there_are(text: str) -> str:
    """The text with a question mark for each sign that no printed font has."""
    return _MISSING.sub("?", unicodedata.normalize("NFC", text))
