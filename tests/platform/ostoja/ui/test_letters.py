"""What can be printed: the languages of the platform whole, of other signs what there is."""

import pytest
from fontTools.ttLib import TTFont

from ostoja.ui.print_fonts import FOLDER
from ostoja.ui.print_fonts.letters import _letters, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zażółć gęślą jaźń – „tak”, 23 °C", "Zażółć gęślą jaźń – „tak”, 23 °C"),
        ("Größe, Їжак і ґанок", "Größe, Їжак і ґанок"),
        ("😀", "?"),
        ("𝔘𝔫𝔦", "Uni"),
        ("\u202eabc\x00\ud800", "abc"),
        ("a\nb\tc", "a\nb\tc"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_it_reads_the_fonts_as_a_library_does() -> None:
    both = [
        set(TTFont(f"{FOLDER}/OstojaPrint-{one}.ttf").getBestCmap()) for one in ("Regular", "Bold")
    ]
    assert _letters() == both[0] & both[1]


def test_names_in_four_languages_stay_and_the_rest_is_marked() -> None:
    kept = "Ośrodek „Łąka” – źdźbło, Größe, Київ, її, № 5, 40 %"
    assert printable(kept) == kept
    assert printable("Dom 🏠 北") == "Dom ? ?"
