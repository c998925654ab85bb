"""Loads what somebody in the demonstration is to be told; what happened long ago is not told."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from casework.cases.models import Case
from casework.intake.models import Conversation
from casework.referrals.models import Referral
from casework.telling.actions import raise_telling
from casework.telling.choices import What
from casework.telling.models import Telling
from ostoja.accounts.models import User
from tenants.fence import current_city

Row = Mapping[str, Any]


def load_tellings(rows: Iterable[Row]) -> None:
    """Those that are not there yet; what became of one stays as people left it."""
    for row in rows:
        referral = _referral(row)
        if not Telling.objects.filter(referral=referral).exists():
            by = User.objects.get(email=row["by"])
            raise_telling(case=referral.case, what=What(row["what"]), referral=referral, by=by)
            _join(referral.case, row)


def _join(case: Case, row: Row) -> None:
    """The report with which the person came belongs to the case."""
    if "report" in row:
        submission = uuid5(NAMESPACE_OID, f"{current_city()}/report/{row['report']}")
        Conversation.objects.filter(submission=submission, case=None).update(case=case)


def _referral(row: Row) -> Referral:
    """Of the case by the name that it goes by, which the demonstration gives to one alone."""
    found = Referral.objects.filter(case=Case.objects.get(pseudonym=row["pseudonym"]))
    return found.select_related("case").get(state=row["state"], kind="referral")
