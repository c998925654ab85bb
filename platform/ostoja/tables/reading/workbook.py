"""Spreadsheets are opened by a process of its own, with limits of memory and time.

What a hostile file does there (a zip bomb, a cell in the last of a million rows) ends that
process and nothing else.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from ostoja.tables.likeness import in_each_language, plain
from ostoja.tables.problems import Problem, Unreadable
from ostoja.tables.reading.sheet import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    TITLE_ROWS,
    Row,
    Sheet,
    too_many_rows,
)

EXPLANATIONS = gettext_lazy("Explanations")
"""The sheet that a template has besides the one to be filled in."""
PROCESS = Path(__file__).with_name("workbook_process.py")
LONGEST = 30
"""Seconds; 20,000 rows take half of one."""

REFUSALS = {
    "macro": _("The file holds a macro. Save it without macros, as .xlsx."),
    "password": _("The file is protected with a password. Save it without one."),
    "broken": _("The file is damaged, or is no spreadsheet. Open it, and save it as .xlsx."),
    "columns": _("The file has more than %(most)s columns."),
    "too large": _(
        "The file is too large once it is opened. Copy the rows you need into a new file."
    ),
}
NOTES = {
    "formulas": _(
        "Some cells hold formulas (%(cells)s). Their last saved result is taken; where there is "
        "none, the cell is empty."
    ),
    "merged": _(
        "Some cells are merged (%(cells)s). Only the first cell of each has the value, the "
        "others are empty."
    ),
    "sheets": _("Only the sheet “%(read)s” is read. Others are left out: %(others)s."),
}


def read_workbook(content: bytes) -> Sheet:
    """The rows of the first sheet that has any; raises ``Unreadable``."""
    found = _answer(content)
    if found.get("refused") == "rows":
        raise too_many_rows()
    if refusal := found.get("refused"):
        raise Unreadable(REFUSALS[refusal], most=str(MOST_COLUMNS))
    notes = [
        Problem(NOTES[name], details)
        for name, details in found["notes"]
        if plain(details.get("others", "")) not in in_each_language(EXPLANATIONS)
    ]
    return Sheet([Row(number, cells) for number, cells in found["rows"]], notes)


def _answer(content: bytes) -> Any:
    limits = [MOST_ROWS + TITLE_ROWS, MOST_COLUMNS, MOST_CHARACTERS]
    command = [sys.executable, "-I", str(PROCESS), *map(str, limits)]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=LONGEST, check=False
        )
        return json.loads(done.stdout) if done.returncode == 0 else {"refused": "too large"}
    except (subprocess.TimeoutExpired, ValueError):
        return {"refused": "too large"}
