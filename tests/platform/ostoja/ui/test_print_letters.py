"""Letters of printed sheets: none is sent to be set that a font does not have."""

from pathlib import Path

from fontTools.ttLib import TTFont

from ostoja.ui import print_fonts
from ostoja.ui.print_fonts.letters import with_letters_there_are

EVERY = "".join(map(chr, range(0x20, 0x2300)))


def test_what_is_left_stands_in_each_font() -> None:
    left = set(with_letters_there_are(EVERY))
    for font in Path(print_fonts.FOLDER).glob("*.ttf"):
        assert {ord(letter) for letter in left} <= set(TTFont(font).getBestCmap())


def test_names_in_four_languages_stay_and_the_rest_is_marked() -> None:
    kept = "Ośrodek „Łąka” – źdźbło, Größe, Київ, її, № 5, 40 %"
    assert with_letters_there_are(kept) == kept
    assert with_letters_there_are("Dom 🏠 ≥ 北") == "Dom ? ? ?"
