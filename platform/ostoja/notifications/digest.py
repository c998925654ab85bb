"""The daily e-mail: everything that waits for a person in one, at seven in the morning."""

import logging
from collections import Counter
from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.notifications import selectors
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind, kind_named
from ostoja.notifications.models import Notification, OutboxMessage
from ostoja.notifications.outbox import email_of, queue
from ostoja.notifications.quiet import held_until
from ostoja.notifications.sender import sender_here
from ostoja.notifications.telling import event_of
from ostoja.ui.city import facts_here

logger = logging.getLogger(__name__)
WARSAW = ZoneInfo("Europe/Warsaw")
HOUR = time(7)
TEMPLATE = "notifications/email/digest.txt"


class NothingWaits(Exception):
    """Another worker was quicker, or the person had today's e-mail already."""


def morning(now: datetime) -> datetime:
    """This day's hour of the e-mail on Poland's clock, whatever the clock did in the night."""
    return datetime.combine(now.astimezone(WARSAW).date(), HOUR, WARSAW)


def send_digests(now: datetime | None = None) -> int:
    """Write the e-mail of everybody for whom something waits from before this morning; how many.

    Before seven nothing is due. What a day missed goes with the next one.
    """
    at = now or timezone.now()
    if at < morning(at):
        return 0
    due = selectors.waiting_for_digest().filter(created_at__lt=morning(at))
    people = User.objects.filter(pk__in=due.order_by().values("person"))
    return sum(_sent(person, morning(at)) for person in people)


def _sent(person: User, until: datetime) -> bool:
    try:
        return write_digest(person=person, until=until)
    except NothingWaits:
        return False
    except Exception:
        logger.exception("a daily e-mail was not written")
        return False


@action
def write_digest(*, person: User, until: datetime) -> bool:
    """Put one person's e-mail in the outbox; false where all of it was read or is closed by now.

    Raises ``NothingWaits`` when that day's e-mail was written before.
    """
    key = event_of(person.pk, f"digest {until:%Y-%m-%d}")
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    waiting = selectors.waiting_for_digest().filter(person=person, created_at__lt=until)
    rows = list(waiting)
    if not rows or OutboxMessage.objects.filter(pk=key).exists():
        raise NothingWaits
    waiting.update(digested_at=timezone.now())
    counted = _counted(person, rows)
    record("notification.digest_written", by=None, on=person, number=counted.total())
    if counted:
        _write(person, counted, key)
    return bool(counted)


def _counted(person: User, rows: list[Notification]) -> Counter[Kind]:
    """How many of each kind are unread, open to the person, and still wanted by e-mail."""
    if not person.is_active:
        return Counter()
    kept, city = selectors.choices_of(person).channels, facts_here()
    unread = selectors.lines([row for row in rows if row.read_at is None], person)
    found = [kind_named(line.row.kind) for line in unread if line.can_open]
    return Counter(
        kind
        for kind in found
        if kind is not None
        and kind.concerns(person, city)
        and selectors.channels(kind, kept).mail != Mail.NONE
    )


def _write(person: User, counted: Counter[Kind], key: UUID) -> None:
    sender, language = sender_here(), person.language
    ordered = sorted(counted.items(), key=lambda entry: (entry[0].order, entry[0].key))
    with translation.override(language):
        lines = [kind.counted % {"number": number} for kind, number in ordered]
    context = {
        "city": sender.city,
        "person": person,
        "number": counted.total(),
        "lines": lines,
        "url": sender.page("notifications", language=language),
        "choices_url": sender.page("notification_choices", language=language),
    }
    message = email_of(
        to=person.email, template=TEMPLATE, context=context, language=language, key=key
    )
    if until := held_until(selectors.choices_of(person), None, timezone.now()):
        message.next_attempt_at = until
    queue([message])
