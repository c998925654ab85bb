"""Loads entry points, and the reports of the demonstration."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5
from zoneinfo import ZoneInfo

from django.utils import timezone

from casework.intake import notices
from casework.intake.actions import free_code
from casework.intake.actions.told import Told
from casework.intake.choices import Author, ConversationState
from casework.intake.models import Conversation, EntryPoint, Message
from casework.partners.models import Need
from ostoja.accounts.models import User
from ostoja.privacy.receipts import code_for, lookup_hash
from tenants.fence import current_city
from tenants.profile.loading import languages_of

Row = Mapping[str, Any]

WARSAW = ZoneInfo("Europe/Warsaw")


def load_entry_points(rows: Iterable[Row]) -> None:
    """Add what is missing. Each gets a code; one that the city's own data name takes its place.

    So the blueprint's "website" becomes the city's own once that is loaded.
    """
    for row in rows:
        point = EntryPoint.objects.filter(key=row["key"]).first()
        if point is None:
            _fill(EntryPoint(key=row["key"], code=row.get("code") or free_code()), row)
        elif row.get("code", point.code) != point.code:
            point.code = row["code"]
            _fill(point, row)


def _fill(point: EntryPoint, row: Row) -> None:
    point.name = languages_of(row["name"])
    point.place = row.get("place", "")
    point.audience = row["audience"]
    point.default_language = row["default_language"]
    point.is_sample = row.get("sample", False)
    point.save()


def load_reports(rows: Iterable[Row]) -> None:
    """Add those reports that are not there yet, with the replies to them."""
    for row in rows:
        submission = uuid5(NAMESPACE_OID, f"{current_city()}/report/{row['key']}")
        if not Conversation.objects.filter(submission=submission).exists():
            _load_report(submission, row)


def _load_report(submission: UUID, row: Row) -> None:
    replies, at = row.get("replies", []), _moment(row)
    waits = row["state"] == ConversationState.WAITING
    conversation = Conversation.objects.create(
        submission=submission,
        receipt_hash=lookup_hash(code_for(submission)),
        entry_point=EntryPoint.objects.filter(key=row["entry_point"]).first(),
        language=row["language"],
        is_minor=row.get("is_minor"),
        about=row.get("about", ""),
        state=row["state"],
        last_number=1 + len(replies),
        waiting_since=at if waits else None,
        created_at=at,
        is_sample=row.get("sample", False),
    )
    Told(
        needs=tuple(Need.objects.filter(key__in=row.get("needs", []))),
        safe_contact=row.get("safe_contact"),
    ).put_beside(conversation)
    _load_message(conversation, 1, at, row["message"], None)
    if waits:
        notices.waits(conversation, by=None)
    for number, reply in enumerate(replies, start=2):
        staff = User.objects.filter(email=reply["by"]).first()
        _load_message(conversation, number, _moment(reply), reply["text"], staff)


def _load_message(
    conversation: Conversation, number: int, at: datetime, text: str, staff: User | None
) -> None:
    Message.objects.create(
        submission=uuid5(conversation.submission, str(number)),
        conversation=conversation,
        number=number,
        author=Author.RESIDENT if number == 1 else Author.STAFF,
        staff=staff,
        text=text.strip(),
        created_at=at,
    )


def _moment(row: Row) -> datetime:
    """``days_from_now`` and ``time`` on Poland's clock, counted from the day of loading."""
    day = timezone.localdate(timezone=WARSAW) + timedelta(days=row["days_from_now"])
    return datetime.combine(day, time.fromisoformat(row["time"]), WARSAW)
