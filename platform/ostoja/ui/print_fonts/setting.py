"""A document set as PDF/UA-1 from a Typst template and what it says."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from ostoja.ui import print_fonts
from ostoja.ui.print_fonts.letters import printable


def pdf_of(template: Path, said: Mapping[str, Any]) -> bytes:
    """The template reads ``said`` as JSON from ``sys.inputs.said``; its texts hold only letters
    that the fonts have. The same input gives the same bytes.
    """
    made = typst.compile(
        template,
        root=template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"said": json.dumps(_printable(said))},
        timestamp=0,
    )
    return bytes(made)


def _printable(said: Any) -> Any:
    if isinstance(said, str):
        return printable(said)
    if isinstance(said, Mapping):
        return {key: _printable(one) for key, one in said.items()}
    return [_printable(one) for one in said] if isinstance(said, list | tuple) else said


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(False, False, [print_fonts.FOLDER])
