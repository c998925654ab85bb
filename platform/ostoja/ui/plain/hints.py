"""What makes Polish sound like an office: nobody does anything, and verbs have become nouns."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ostoja.ui.plain.hard_words import WORDS


class Kind(StrEnum):
    """What a hint is about."""

    PASSIVE = "passive"
    IMPERSONAL = "impersonal"
    NOUN = "noun"

    @property
    def advice(self) -> Promise:
        """What to do about it."""
        return ADVICE[self]


ADVICE = {
    Kind.PASSIVE: _("It does not say who does it. Say who: “we …”, “you …”."),
    Kind.IMPERSONAL: _("Nobody does it. Say who: “we …”, “the consultant …”."),
    Kind.NOUN: _("A verb has become a noun. Say what somebody does."),
}

_BEING = (
    r"(?:zosta(?:ł|ła|ło|li|ły|je|ją|nie|ną|wszy|ć)|by(?:ł|ła|ło|li|ły|ć)|będ(?:zie|ą)|jest|są|bywa"
    r"|bywają)"
)
_DONE = r"[^\W\d_]{3,}(?:[aeoię]n[yaei]|on[yaei]|(?<!s)t[yae])"
_PASSIVE = re.compile(rf"\b{_BEING}\s+(?:[^\W\d_]+\s+)?({_DONE})\b", re.IGNORECASE)
_IMPERSONAL = re.compile(r"\b([^\W\d_]{3,}(?:ano|ono|ęto|yto|ito|uto|arto))\b", re.IGNORECASE)
_NOUN = re.compile(
    r"\b([^\W\d_]{3,}(?:[ae]ni|ęci|yci|ici|uci)(?:e|a|u|em|om|ami|ach))\b", re.IGNORECASE
)

# They look alike and are none: adjectives and nouns of every day, adverbs.
_ALIKE = tomllib.loads((WORDS / "pl_alike.toml").read_text(encoding="utf-8"))
NO_PARTICIPLES = frozenset(_ALIKE["participles"].split())
NO_IMPERSONALS = frozenset(_ALIKE["impersonals"].split())
NO_NOUNS_OF_VERBS = frozenset(_ALIKE["nouns"].split())


@dataclass(frozen=True, slots=True)
class Hint:
    """What stands in the text, and what it is."""

    found: str
    kind: Kind


def hints_in(sentence: str, language: str) -> list[Hint]:
    """The hints for one sentence, each once; other languages than Polish have none."""
    return list(dict.fromkeys(_hints(sentence))) if language == "pl" else []


def _hints(sentence: str) -> Iterator[Hint]:
    for found in _PASSIVE.finditer(sentence):
        if found[1].casefold() not in NO_PARTICIPLES:
            yield Hint(found[0], Kind.PASSIVE)
    for found in _IMPERSONAL.finditer(sentence):
        if found[1].casefold() not in NO_IMPERSONALS:
            yield Hint(found[1], Kind.IMPERSONAL)
    for found in _NOUN.finditer(sentence):
        if _stem(found[1]) not in NO_NOUNS_OF_VERBS:
            yield Hint(found[1], Kind.NOUN)


def _stem(word: str) -> str:
    """``spotkaniami`` and ``spotkanie`` are one word: what stands before the ending."""
    return re.sub(r"(?:e|a|u|em|om|ami|ach)$", "", word.casefold())
