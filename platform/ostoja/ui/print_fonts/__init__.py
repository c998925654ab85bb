"""The fonts of printed sheets, made by ``make assets`` from those of the pages."""

from pathlib import Path

FOLDER = str(Path(__file__).parent)
