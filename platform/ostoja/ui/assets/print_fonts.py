"""Makes the fonts of printed sheets from those of the pages: one whole TrueType file a weight.

A browser takes a letter from whichever of several small files holds it; a typesetter wants one
file. The licences of both fonts (SIL OFL 1.1) ask that a changed font has a name of its own.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FAMILY = "Ostoja Print"
WEIGHTS = {400: "Regular", 700: "Bold"}
PARTS = ("latin-whole", "latin-ext-whole", "cyrillic")
LARGER = {"cyrillic": 1060}  # thousandths: it is smaller to the eye at the same size
LICENCE = "SIL Open Font License 1.1, https://openfontlicense.org"
FROM = (
    "Made of Atkinson Hyperlegible Next (Copyright 2020-2024 The Atkinson Hyperlegible Next"
    " Project Authors) and, for Cyrillic, Source Sans 3 (Copyright 2023 Adobe)."
)


def part(folder: Path, name: str, weight: int, into: Path) -> str:
    """One of the pages' files as TrueType, at the size at which it is shown."""
    font = TTFont(folder / f"{name}-{weight}.woff2")
    font.flavor = None
    for table in ("STAT", "gasp", "prep", "BASE"):
        if table in font:
            del font[table]
    if name in LARGER:
        scale_upem(font, LARGER[name])
        font["head"].unitsPerEm = 1000
    path = into / f"{name}.ttf"
    font.save(path)
    return str(path)


def name_it(font: TTFont, style: str) -> None:
    """A name of its own, and whose work it is."""
    names = font["name"]
    names.names = []
    whole = f"{FAMILY} {style}"
    texts = {
        0: FROM, 1: FAMILY, 2: style, 3: whole, 4: whole, 5: "Version 1.000",
        6: whole.replace(" ", ""), 13: LICENCE,
    }  # fmt: skip
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)


def make(fonts: Path, into: Path) -> None:
    """Write all weights; the same files give the same bytes."""
    for weight, style in WEIGHTS.items():
        with TemporaryDirectory() as folder:
            parts = [part(fonts, name, weight, Path(folder)) for name in PARTS]
            font = Merger().merge(parts)
        name_it(font, style)
        font["head"].created = font["head"].modified = 0
        font["OS/2"].usWeightClass = weight
        font.recalcTimestamp = False
        font.save(into / f"OstojaPrint-{style}.ttf")


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
