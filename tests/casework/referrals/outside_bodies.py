"""A body outside the system that is asked for help."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from casework.cases.models import Case
from casework.referrals.actions.outside import ask_outside
from casework.referrals.models import OutsideReferral
from tests.cast import Cast

BODY = "Fundacja Wymyślona"


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def ask(cast: Cast, case: Case, **facts: Any) -> OutsideReferral:
    given: dict[str, Any] = {
        "submission": uuid4(),
        "case_need": facts.get("case_need") or case.needs.get(),
        "body": BODY,
        "contact": "ul. Zmyślona 1",
        "way": "letter",
        "message": "Prosimy o paczkę.",
        "legal_basis": "statutory_task",
        "consent": None,
        "asked_on": today(),
        "remind_on": today(7),
        "group": cast.centre.group,
        "by": cast.consultant,
    }
    return ask_outside(case=case, **{**given, **facts})
