"""Names as hypothesis makes them, and the slips that people make in them."""

from hypothesis import strategies as st

LETTERS = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"
WORDS = st.text(LETTERS, min_size=3, max_size=14)
LONG_WORDS = st.text(LETTERS, min_size=5, max_size=14)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A word of five letters or more, and the same word with one slip."""
    word = draw(LONG_WORDS)
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from(LETTERS))
    kind = draw(st.sampled_from(["replaced", "added", "left out", "swapped"]))
    typed = {
        "replaced": word[:at] + letter + word[at + 1 :],
        "added": word[:at] + letter + word[at:],
        "left out": word[:at] + word[at + 1 :],
        "swapped": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }[kind]
    return word, typed
