"""Writes: a person reads what they were told, and chooses how to be told."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from ostoja.access.versions import StaleObject, lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind
from ostoja.notifications.models import Choices, Notification
from ostoja.notifications.selectors import Channels, choices_of


class CannotChoose(Exception):
    """Of this kind everybody is told. ``kind`` says why."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"nobody can choose how to be told of {kind.key}")
        self.kind = kind


@action
def mark_read(*, notification: Notification, by: User) -> Notification:
    """The person has seen it; seeing it again changes nothing."""
    row = Notification.objects.select_for_update(of=("self",)).get(pk=notification.pk)
    row.read_at = row.read_at or timezone.now()
    row.save(update_fields=["read_at"])
    record("notification.read", by=by, on=row)
    return row


@action
def mark_all_read(*, person: User, until: datetime, by: User) -> int:
    """Everything that the person was told by then counts as read; how many were not yet.

    What came after the page was shown stays unread.
    """
    unread = Notification.objects.filter(person=person, read_at=None, created_at__lte=until)
    number = unread.update(read_at=timezone.now())
    record("notification.all_read", by=by, on=person, number=number)
    return number


@action
def choose(*, person: User, version: int, channels: Mapping[Kind, Channels], by: User) -> Choices:
    """Change how the person is told of these kinds; the others stay as they were.

    ``version`` is 0 for who never chose. Raises ``StaleObject``, and ``CannotChoose``.
    """
    for kind in channels:
        if kind.always:
            raise CannotChoose(kind)
    row = _locked(person, version)
    kept = row.channels if isinstance(row.channels, dict) else {}  # else nobody can read it
    row.channels = {**kept, **{kind.key: one.as_kept() for kind, one in channels.items()}}
    row.save()
    record("notification.choices_changed", by=by, on=person)
    return row


def to_digest(kinds: Iterable[tuple[Kind, Channels]]) -> dict[Kind, Channels]:
    """One e-mail a day of everything of which one can choose."""
    return {kind: Channels(now.in_app, Mail.DIGEST) for kind, now in kinds if not kind.always}


def _locked(person: User, version: int) -> Choices:
    """The row, locked, with its version raised; made where the person never chose before."""
    row = choices_of(person)
    if row.version:
        return lock(Choices, row.pk, version)
    if version:
        raise StaleObject(row)
    row.version = 1
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the other window was quicker
        raise StaleObject(choices_of(person)) from None
    return row
