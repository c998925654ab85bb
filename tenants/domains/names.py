"""A domain's name as people write it, as it is kept (Punycode) and as it is shown.

IDNA 2008 with the mappings of UTS 46 (capital letters, full-width dots), as browsers read it.
"""

import re
import unicodedata
from ipaddress import ip_address

import idna
from django.utils.translation import gettext as _

LONGEST = 253  # RFC 1035, 2.3.4, without the root's dot
_NOT_IN_A_NAME = re.compile(r"[\s/:@?#*\\,;\[\]]")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Letters that can be drawn as a Latin one: whole words are written with them.
_LOOK_LATIN = frozenset("авеіјкмнорсѕтухһԁԛԝӏгпьανορτυικχηε")
_LATIN_OF_THEIR_OWN = frozenset("łøđßæœ")


class NotADomain(ValueError):
    """The text is no domain name; its message says why, in the page's language."""


def kept(text: str) -> str:
    """The name in small letters and Punycode, without the root's dot. Raises ``NotADomain``."""
    written = text.strip()
    _refuse_address(written)
    if _NOT_IN_A_NAME.search(written):
        raise NotADomain(
            _("“%(host)s” is not a domain name. Give the name alone, without https://, port, path.")
            % {"host": written}
        )
    try:
        host = _encoded(written)
    except UnicodeError:
        host = ""
    if not host or len(host) > LONGEST:
        raise NotADomain(
            _("“%(host)s” is not a domain name, such as sopot.example.pl.") % {"host": written}
        )
    _refuse_address(host)
    return host


def _refuse_address(written: str) -> None:
    if _is_address(written):
        raise NotADomain(_("“%(host)s” is an IP address. Give a domain name.") % {"host": written})


def _is_address(written: str) -> bool:
    """Also in the old forms that some programs understand: a number, or one in base 16."""
    try:
        return bool(ip_address(written.strip("[]")))
    except ValueError:
        return bool(_NUMBER.fullmatch(written.lower().rstrip(".").rpartition(".")[2]))


def _encoded(written: str) -> str:
    mapped = idna.uts46_remap(written, std3_rules=True).removesuffix(".")
    if mapped.endswith("."):
        raise idna.IDNAError("the root has one dot")
    return idna.encode(mapped, uts46=True, std3_rules=True).decode()


def shown(host: str) -> str:
    """The name as people read it; what cannot be decoded stays as it is."""
    try:
        return idna.decode(host)
    except UnicodeError:
        return host


def deception_in(host: str) -> str:
    """Why the name may be taken for another one, or nothing (Unicode technical report 36, 2.2)."""
    for label in shown(host).split("."):
        letters = [letter for letter in label if letter.isalpha()]
        alphabets = {_alphabet(letter) for letter in letters}
        if len(alphabets) > 1:
            return _("“%(label)s” mixes letters of several alphabets.") % {"label": label}
        if alphabets - {"LATIN"} and all(letter in _LOOK_LATIN for letter in letters):
            return _("“%(label)s” only looks as if it were in Latin letters.") % {"label": label}
        strange = [one for one in letters if _alphabet(one) == "LATIN" and not _is_usual(one)]
        if strange:
            return _("“%(letter)s” can be taken for another letter.") % {"letter": strange[0]}
    return ""


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _is_usual(letter: str) -> bool:
    """One of a to z, perhaps with marks; not a letter of phonetics that looks like one."""
    base = unicodedata.normalize("NFD", letter)[0]
    return base.isascii() or letter in _LATIN_OF_THEIR_OWN
