"""Loads what lies on the desk of the demonstration's data protection officer.

Days and hours count from loading; a second loading leaves everything as people have changed it.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from casework.cases import personal
from casework.cases.models import Case
from ostoja.accounts.models import User
from ostoja.privacy.breaches.actions import add_entry, notice_breach
from ostoja.privacy.breaches.choices import EntryKind, Risk
from ostoja.privacy.breaches.models import Breach
from ostoja.privacy.requests.actions import record_request
from ostoja.privacy.requests.choices import RequestKind
from ostoja.privacy.requests.models import DataRequest

Row = Mapping[str, Any]


def load_requests(rows: Iterable[Row]) -> None:
    """Record the requests that are missing, about cases that are made up."""
    for row in rows:
        case = Case.objects.filter(pseudonym=row["case"], is_sample=True).first()
        by = _person(row)
        submission = _id("request", row["case"])
        if case and by and not DataRequest.objects.filter(submission=submission).exists():
            record_request(
                submission=submission,
                kind=RequestKind(row["kind"]),
                subject=personal.SUBJECT,
                subject_id=case.pk,
                received_on=timezone.localdate() + timedelta(days=row["days_from_now"]),
                identity=row["identity"],
                words=row["words"],
                by=by,
            )


def load_breaches(rows: Iterable[Row]) -> None:
    """Notice those that are missing, and write what was done about them so far."""
    for row in rows:
        by, submission = _person(row), _id("breach", row["what"])
        if by and not Breach.objects.filter(submission=submission).exists():
            noticed_at = timezone.now() + timedelta(hours=row["hours_from_now"])
            breach = notice_breach(
                submission=submission, what=row["what"], noticed_at=noticed_at, by=by
            )
            for at, entry in enumerate(row["entries"]):
                breach.refresh_from_db()
                add_entry(
                    submission=uuid5(submission, str(at)),
                    breach=breach,
                    version=breach.version,
                    kind=EntryKind(entry["kind"]),
                    text=entry["text"],
                    happened_at=noticed_at + timedelta(hours=entry["hours_later"]),
                    risk=Risk(row["risk"]),
                    people=row["people"],
                    by=by,
                )


def _person(row: Row) -> User | None:
    return User.objects.filter(email=row["by"]).first()


def _id(what: str, said: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"ostoja:{what}/{said}")
