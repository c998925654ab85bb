"""Two cases of one person, and how they become one, as tests need them."""

from typing import Any
from uuid import uuid4

from casework.cases import merging
from casework.cases.actions import (
    merge_cases,
)
from casework.cases.models import Case, CaseMerge, CaseNeed, Note
from casework.referrals.models import Referral
from ostoja.access.door import groups_by_permission
from tests.casework.cases.situations import make_case, need
from tests.cast import Cast

MOVES_ON = {"version", "changed_at", "readers"}
"""What tells that something happened, and so is never as it was."""


def pair(cast: Cast, **facts: Any) -> tuple[Case, Case]:
    """Two cases of one person, entered twice with a slip."""
    first = make_case(cast, pseudonym="Wrzos", age=None, needs=[need(0), need(1)])
    given = {"pseudonym": "Kalina", "person_name": "Janina Zmyslona", "needs": [need(0), need(2)]}
    return first, make_case(cast, **{**given, "summary": "Przyszła znowu.", **facts})


def choices_for(kept: Case, merged: Case, choice: str = "kept", **more: str) -> dict[str, str]:
    """An answer for each conflict."""
    return dict.fromkeys(merging.conflicts(kept, merged), choice) | more


def merge(cast: Cast, kept: Case, merged: Case, **facts: Any) -> CaseMerge:
    """Merge them as the consultant does."""
    kept.refresh_from_db()
    merged.refresh_from_db()
    given: dict[str, Any] = {
        "versions": (kept.version, merged.version),
        "choices": choices_for(kept, merged),
        "submission": uuid4(),
        "group": cast.centre.group,
        "by": cast.consultant,
    }
    return merge_cases(kept=kept, merged=merged, **{**given, **facts})


def all_of(*cases: Case) -> dict[str, Any]:
    """Every field of the cases, of their needs, notes and referrals, and who may do what."""
    keys = [case.pk for case in cases]
    rows = {
        "cases": Case.objects.filter(pk__in=keys),
        "needs": CaseNeed.objects.filter(case__in=keys),
        "notes": Note.objects.filter(case__in=keys),
        "referrals": Referral.objects.filter(case__in=keys),
    }
    found: dict[str, Any] = {
        name: {row.pk: values(row) for row in some} for name, some in rows.items()
    }
    found["readers"] = {one.pk: sorted(one.readers) for one in Case.objects.filter(pk__in=keys)}
    found["grants"] = {case.pk: groups_by_permission(case) for case in cases}
    return found


def values(row: Any) -> dict[str, Any]:
    """All its columns but those that always move on."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in MOVES_ON
    }
