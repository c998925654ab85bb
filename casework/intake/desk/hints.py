"""Words that may point to a danger: only a suggestion to whoever reads, on the page alone.

Nothing is stored, counted or sent, and nothing happens by itself: people note risks. The list is
short and plain on purpose. It overlooks much and is sometimes wrong, and the page says so.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casework.intake.desk.choices import Risk

WORDS: Mapping[str, Mapping[Risk, tuple[str, ...]]] = {
    "pl": {
        Risk.SUICIDE: (
            "samobój",
            "zabić się",
            "zabiję się",
            "się zabić",
            "się zabiję",
            "nie chcę żyć",
            "nie chce mi się żyć",
            "skończyć ze sobą",
            "odebrać sobie życie",
            "podciąć żyły",
        ),
        Risk.VIOLENCE: ("bije mnie", "pobił", "dusił", "grozi mi", "ma nóż", "zgwałcił"),
        Risk.CHILD: ("bije dziecko", "bije dzieci", "bije syna", "bije córkę", "dotyka dziecko"),
        Risk.SHELTER: ("nie mam gdzie spać", "nie mam gdzie nocować", "wyrzucił mnie z domu"),
    },
    "en": {
        Risk.SUICIDE: ("suicid", "kill myself", "end my life", "want to die", "don't want to live"),
        Risk.VIOLENCE: ("beats me", "hits me", "choked me", "threatens me", "has a knife", "raped"),
        Risk.CHILD: ("hits my child", "beats my child", "beats the children", "hurts my child"),
        Risk.SHELTER: ("nowhere to sleep", "nowhere to go tonight", "threw me out"),
    },
    "de": {
        Risk.SUICIDE: ("selbstmord", "suizid", "umbringen", "nicht mehr leben", "will sterben"),
        Risk.VIOLENCE: ("schlägt mich", "würgt mich", "bedroht mich", "messer", "vergewaltigt"),
        Risk.CHILD: ("schlägt mein kind", "schlägt die kinder", "schlägt das kind"),
        Risk.SHELTER: ("nirgends schlafen", "keinen schlafplatz", "rausgeworfen"),
    },
    "uk": {
        Risk.SUICIDE: ("самогуб", "вбити себе", "вб'ю себе", "не хочу жити", "хочу померти"),
        Risk.VIOLENCE: ("б'є мене", "мене б'є", "душив", "погрожує", "має ніж", "зґвалтував"),
        Risk.CHILD: ("б'є дитину", "б'є дітей", "б'є сина", "б'є доньку"),
        Risk.SHELTER: ("ніде спати", "ніде ночувати", "вигнав мене"),
    },
}
_NOT_WORDS = re.compile(r"[^\w']+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A risk to think of, and the words that point to it."""

    risk: Risk
    words: list[str]


def suggestions(texts: Iterable[str]) -> list[Suggestion]:
    """What the words of the person point to, in any of the languages: people mix them."""
    said = [_plain(text) for text in texts]
    found: dict[Risk, list[str]] = {}
    for risks in WORDS.values():
        for risk, words in risks.items():
            heard = [word for word in words if any(_plain(word) in one for one in said)]
            found.setdefault(risk, []).extend(heard)
    return [Suggestion(risk, found[risk]) for risk in Risk if found.get(risk)]


def _plain(text: str) -> str:
    """Small letters, one space between words and before the first one, one kind of apostrophe."""
    one_kind = text.casefold().replace("\u2019", "'").replace("\u02bc", "'")
    return f" {_NOT_WORDS.sub(' ', one_kind).strip()}"
