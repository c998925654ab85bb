"""Measures a text as a reader meets it: sentence by sentence."""

from dataclasses import dataclass
from functools import cached_property

from ostoja.ui.plain.hard_words import hard_words_in
from ostoja.ui.plain.hints import Hint, hints_in
from ostoja.ui.plain.limits import PLAIN, Limits
from ostoja.ui.plain.splitting import sentences_of, syllables_of, words_of

LONGEST = 20_000  # characters that are looked at; no field takes more
# Gunning's three syllables, and four where endings make every word longer.
MANY_SYLLABLES = {"en": 3, "pl": 4, "de": 4, "uk": 5}
EASY_TO, MIDDLING_TO = 9, 12
"""Years at school that a text asks for: up to 9 anybody, up to 12 many."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what makes it hard."""

    text: str
    words: int
    is_long: bool
    shares_its_line: bool
    long_words: list[str]
    hard_words: list[tuple[str, str]]
    hints: list[Hint]

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to say about it."""
        return not (self.is_long or self.shares_its_line or self.hard_words or self.hints)


@dataclass(frozen=True)
class Measured:
    """A text measured; ``average`` and ``index`` are rounded to one place."""

    sentences: list[Sentence]
    limits: Limits
    language: str

    @cached_property
    def words(self) -> int:
        """All words."""
        return sum(sentence.words for sentence in self.sentences)

    @cached_property
    def average(self) -> float:
        """Words in a sentence."""
        return round(self.words / len(self.sentences), 1) if self.sentences else 0.0

    @cached_property
    def longest(self) -> int:
        """Words in the longest sentence."""
        return max((sentence.words for sentence in self.sentences), default=0)

    @cached_property
    def long_words(self) -> list[str]:
        """Words of many syllables, each once."""
        return list(dict.fromkeys(word for one in self.sentences for word in one.long_words))

    @cached_property
    def index(self) -> float:
        """Years at school that the text asks for (Gunning's FOG, with a language's syllables)."""
        if not self.words:
            return 0.0
        hard = sum(len(sentence.long_words) for sentence in self.sentences)
        return round(0.4 * (self.words / len(self.sentences) + 100 * hard / self.words), 1)

    @property
    def level(self) -> str:
        """What the index means: easy, middling or hard."""
        if self.index <= EASY_TO:
            return "easy"
        return "middling" if self.index <= MIDDLING_TO else "hard"

    @property
    def is_long_on_average(self) -> bool:
        """Whether its sentences are too long on average."""
        return self.average > self.limits.average

    @property
    def is_plain(self) -> bool:
        """Whether nothing needs another look."""
        return not self.is_long_on_average and all(one.is_plain for one in self.sentences)

    @property
    def to_look_at(self) -> list[Sentence]:
        """The sentences about which something is to be said."""
        return [sentence for sentence in self.sentences if not sentence.is_plain]


def measure(text: str, language: str, limits: Limits = PLAIN) -> Measured:
    """The text, up to `LONGEST` characters, measured for a reader of this language."""
    sentences = []
    for line in text[:LONGEST].splitlines():
        found = sentences_of(line, language)
        shares = limits.by_line and len(found) > 1
        sentences += [_sentence(one, language, limits, shares=shares) for one in found]
    return Measured(sentences, limits, language)


def _sentence(text: str, language: str, limits: Limits, *, shares: bool) -> Sentence:
    words = words_of(text)
    many = MANY_SYLLABLES.get(language, 4)
    return Sentence(
        text=text,
        words=len(words),
        is_long=len(words) > limits.most,
        shares_its_line=shares,
        long_words=[word for word in words if syllables_of(word, language) >= many],
        hard_words=hard_words_in(text, language),
        hints=hints_in(text, language),
    )
