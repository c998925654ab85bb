"""Loads the easy texts of a blueprint or a city's data: those that are not there yet."""

from collections.abc import Iterable, Mapping

from accessibility.easy.models import EasyText, kept
from ostoja.ui.easy import Line

Rows = Iterable[Mapping[str, str]]


def load_easy_texts(data: Mapping[str, Mapping[str, Rows]]) -> None:
    """``data``: page, then language, then lines. What people wrote stays."""
    known = set(EasyText.objects.values_list("page", "language"))
    EasyText.objects.bulk_create(
        EasyText(page=page, language=language, lines=_lines(rows))
        for page, texts in data.items()
        for language, rows in texts.items()
        if (page, language) not in known
    )


def _lines(rows: Rows) -> list[dict[str, str]]:
    return kept([Line(row["text"], row.get("picture", "")) for row in rows])
