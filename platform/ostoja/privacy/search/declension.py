"""From a Polish name as a sentence has it to the name itself: Anny → Anna, Kowalskiej → Kowalska.

Only what is looked for is turned, never what is kept: names are entered as they are called. Several
names may have the same form (Daniela is one, and the genitive of Daniel), so all of them are tried.
"""

SHORTEST = 3
"""Letters of a name; and of what is looked for."""

ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Adjectives: Kowalskiego, Kowalskiej, Jerzego, Cichej, Kowalskich, Kowalscy.
    ("kiego", ("ki",)),
    ("kiemu", ("ki",)),
    ("kim", ("ki",)),
    ("kiej", ("ka",)),
    ("kich", ("ki", "ka")),
    ("kimi", ("ki", "ka")),
    ("scy", ("ski", "ska")),
    ("ccy", ("cki", "cka")),
    ("dzcy", ("dzki", "dzka")),
    ("ego", ("y", "")),
    ("emu", ("y", "")),
    ("ym", ("y",)),
    ("im", ("i",)),
    ("ej", ("a",)),
    # Names in -a: Anny, Annie, Olgi, Agnieszce, Wandzie, Dorocie, Barbarze, Oldze, Annę, Anno.
    ("y", ("a",)),
    ("i", ("a", "ia")),
    ("ie", ("a", "")),
    ("dzie", ("da", "d")),
    ("cie", ("ta", "t")),
    ("rze", ("ra", "r")),
    ("dze", ("ga",)),
    ("ce", ("ka",)),
    ("sze", ("cha",)),
    ("le", ("la", "l")),
    ("e", ("a", "")),
    ("o", ("a",)),
    ("iu", ("ia",)),
    # Names in a consonant: Jana, Nowakowi, Piotrem, Nowakiem, Tomaszu, Nowakowie, Nowaków.
    ("a", ("",)),
    ("owi", ("", "a")),
    ("em", ("",)),
    ("iem", ("",)),
    ("u", ("",)),
    ("owie", ("", "a")),
    ("ow", ("", "a")),
    ("om", ("", "a")),
    ("ami", ("", "a")),
    ("ach", ("", "a")),
)
"""Endings in plain letters, each with what the name may end in instead (SJP, tables of nouns)."""

FLEETING = frozenset("klcr")
"""Before these an e may be gone: Marka of Marek, Pawła of Paweł, Kupca of Kupiec."""
VOWELS = frozenset("aeiouy")
SAME_IN_BOTH = ("ski", "cki", "dzki")
"""A man's name as it is, and no form of a woman's."""


def called(word: str) -> frozenset[str]:
    """The names whose form a plain word may be, without the word itself."""
    if len(word) < SHORTEST:
        return frozenset()
    found = {
        name
        for ending, others in ENDINGS
        if word.endswith(ending) and not (ending == "i" and word.endswith(SAME_IN_BOTH))
        for other in others
        for name in _with_fleeting_e(word[: -len(ending)], other)
    }
    return frozenset(name for name in found - {word} if len(name) >= SHORTEST)


def _with_fleeting_e(stem: str, other: str) -> list[str]:
    """The stem with its new ending, and where it ends in two consonants also with an e between."""
    before, last = stem[-2:-1], stem[-1:]
    if other or last not in FLEETING or not before or before in VOWELS:
        return [stem + other]
    return [stem, f"{stem[:-1]}e{last}", f"{stem[:-1]}ie{last}"]
