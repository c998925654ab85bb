"""A text as sentences and words, and words as syllables, in the four languages."""

import re

# A full stop after these ends no sentence.
ABBREVIATIONS = {
    "pl": "al art dr godz im inż itd itp lit m.in min mgr nr np os pkt pl por poz prof r św sek str"
    " tel tj tys tzn tzw ul ust ww zob",
    "en": "a.m art approx dr e.g etc fig i.e mr mrs ms no nr p p.m prof st tel vs",
    "de": "abs art bsp bspw bzw ca d.h dr evtl fr ggf hr inkl nr prof s st str tel u.a usw vgl z.b",
    "uk": "буд вул грн див ім кв напр наприкл обл п пл просп р ред ст стор т.д т.п тел тис ч",
}
_ABBREVIATIONS = {language: frozenset(words.split()) for language, words in ABBREVIATIONS.items()}
_NUMBER = r"[+(]?\d[\d/:.,–-]*(?:[  \u2009]\d[\d/:.,–-]*)*"
_ADDRESS = r"[^\s@<>]+@[^\s@<>]+|https?://\S+|www\.\S+"
_WORD = re.compile(rf"{_ADDRESS}|{_NUMBER}|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_END = re.compile(r"[.!?…]+[\"”“»’)\]]*(?=\s|$)")
_LAST_WORD = re.compile(r"([^\s(„“\"]+)$")
_LIST_MARK = re.compile(r"^\s*(?:[-–•*]|\d{1,2}[.)])\s+")

_VOWELS = {
    "pl": re.compile(r"i(?=[aąeęoóu])|([aąeęioóuy])"),
    "en": re.compile(r"([aeiouy]+)"),
    "de": re.compile(r"(ei|ai|au|eu|äu|ie|[aeiouyäöü])"),
    "uk": re.compile(r"([аеєиіїоуюя])"),
}
_SILENT_E = re.compile(r"(?<![aeiouyl])e$")


def sentences_of(text: str, language: str) -> list[str]:
    """The sentences; a line ends one too: a heading or an entry of a list has no full stop."""
    found = []
    for written in text.splitlines():
        line, begin = _LIST_MARK.sub("", written), 0
        for end in _END.finditer(line):
            if not _is_abbreviation(line[begin : end.start()], end[0], language):
                found.append(line[begin : end.end()].strip())
                begin = end.end()
        found.append(line[begin:].strip())
    return [sentence for sentence in found if words_of(sentence)]


def _is_abbreviation(before: str, end: str, language: str) -> bool:
    last = _LAST_WORD.search(before)
    if end != "." or last is None:
        return False
    word = last[1].casefold()
    return word in _ABBREVIATIONS.get(language, ()) or (len(word) == 1 and word.isalpha())


def words_of(sentence: str) -> list[str]:
    """The words. A number is one, however many groups of digits it has; so is an address."""
    return _WORD.findall(sentence)


def syllables_of(word: str, language: str) -> int:
    """How many syllables are heard; a number and an address count as one."""
    if not word[0].isalpha() or "@" in word or "." in word:
        return 1
    folded = word.casefold()
    if language == "en":
        folded = _SILENT_E.sub("", folded)
    found = _VOWELS.get(language, _VOWELS["en"]).finditer(folded)
    return max(1, sum(bool(one[1]) for one in found))
