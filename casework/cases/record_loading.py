"""Loads what is written in the demonstration's cases. Days count from loading."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from casework.cases.actions import add_note
from casework.cases.models import Case, Note
from ostoja.accounts.models import User

Row = Mapping[str, Any]


def load_notes(rows: Iterable[Row]) -> None:
    """Add the notes that are missing, to cases that are made up."""
    for case, by, submission, row in _written(rows, "note", "text"):
        if not Note.objects.filter(submission=submission).exists():
            add_note(
                submission=submission,
                case=case,
                kind=row["kind"],
                text=row["text"],
                visibility=row["visibility"],
                group=case.lead.group,
                by=by,
            )


def _written(
    rows: Iterable[Row], what: str, said: str
) -> Iterator[tuple[Case, User | None, UUID, Row]]:
    """Each row with its case, who wrote it, and the id under which it is added once."""
    for row in rows:
        case = Case.objects.filter(pseudonym=row["case"], is_sample=True).first()
        if case is not None:
            submission = uuid5(NAMESPACE_URL, f"ostoja:{what}/{row['case']}/{row[said]}")
            yield case, User.objects.filter(email=row["by"]).first(), submission, row
