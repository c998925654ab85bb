"""Consents as tests need them."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from casework.cases.actions import record_consent
from casework.cases.models import Case, Consent
from tests.cast import Cast

TODAY = timedelta()


def facts(**more: Any) -> dict[str, Any]:
    """What is said of every consent."""
    return {
        "purpose": "Miejsce w hostelu.",
        "data": ["basics"],
        "given_on": timezone.localdate(),
        "given_by": "person",
        "way": "in_person",
        "expires_on": None,
        **more,
    }


def consented(cast: Cast, case: Case, **more: Any) -> Consent:
    """The person lets the partner know what help they need."""
    given = {"submission": uuid4(), "receivers": [cast.partner], "by": cast.consultant, **more}
    return record_consent(case=case, **facts(**given))


def form(cast: Cast, **more: Any) -> dict[str, Any]:
    """What the form of a consent sends."""
    return {
        "purpose": "Miejsce w hostelu.",
        "receivers": [str(cast.partner.pk)],
        "data": ["basics"],
        "given_by": "person",
        "way": "writing",
        "submission": str(uuid4()),
        **on("given_on", timezone.localdate()),
        **more,
    }


def on(name: str, day: date) -> dict[str, str]:
    """A day as the form sends it."""
    return {
        f"{name}_day": str(day.day),
        f"{name}_month": str(day.month),
        f"{name}_year": str(day.year),
    }
