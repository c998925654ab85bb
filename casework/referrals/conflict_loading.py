"""Loads conflicts of interest of made-up bodies in made-up cases."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from casework.cases.models import Case
from casework.partners.selectors import bodies_by_key
from casework.referrals.actions.conflicts import note_conflict
from casework.referrals.models import Conflict
from ostoja.accounts.models import User


def load_conflicts(rows: Iterable[Mapping[str, Any]]) -> None:
    """Note those that are missing; one that people lifted stays lifted."""
    for row in rows:
        case = Case.objects.filter(pseudonym=row["case"], is_sample=True).first()
        submission = uuid5(NAMESPACE_URL, f"ostoja:conflict/{row['case']}/{row['organisation']}")
        if case is not None and not Conflict.objects.filter(submission=submission).exists():
            note_conflict(
                submission=submission,
                case=case,
                organisation=bodies_by_key()[row["organisation"]],
                kind=row["kind"],
                reason=row["reason"],
                by=User.objects.filter(email=row["by"]).first(),
            )
