"""Writes: a person reads what they were told, chooses how to be told, and proves a telephone."""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.utils import IntegrityError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ostoja.access.versions import StaleObject, lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind
from ostoja.notifications.models import Choices, Notification, OutboxMessage, PhoneCode
from ostoja.notifications.outbox import forget_held, queue, text_key, text_to
from ostoja.notifications.selectors import Channels, choices_of
from ostoja.privacy.keys import keyed_hash
from ostoja.privacy.search.numbers import bare

QuietHours = tuple[time | None, time | None]
CODES_A_DAY = 5
CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=15)
MOST_TRIES = 5


class CannotChoose(Exception):
    """Of this kind everybody is told. ``kind`` says why."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"nobody can choose how to be told of {kind.key}")
        self.kind = kind


class TooManyCodes(Exception):
    """So many codes were sent to telephones in one day that no more are."""


@action
def mark_read(*, notification: Notification, by: User) -> Notification:
    """The person has seen it; seeing it again changes nothing."""
    row = Notification.objects.select_for_update(of=("self",)).get(pk=notification.pk)
    forget_held(Notification.objects.filter(pk=row.pk))
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
    forget_held(unread)
    number = unread.update(read_at=timezone.now())
    record("notification.all_read", by=by, on=person, number=number)
    return number


@action
def choose(
    *,
    person: User,
    version: int,
    channels: Mapping[Kind, Channels],
    quiet: QuietHours | None = None,
    by: User,
) -> Choices:
    """Change how the person is told of these kinds; the others stay as they were.

    ``quiet`` are the hours in which nothing leaves for them, both None for no such hours; left
    out they stay. ``version`` is 0 for who never chose. Raises ``StaleObject``, and
    ``CannotChoose`` where more than the text message of a kind was chosen of which everybody is
    told.
    """
    for kind, one in channels.items():
        if kind.always and (one.in_app, one.mail) != (kind.in_app, kind.mail):
            raise CannotChoose(kind)
    row = _locked(person, version)
    kept = row.channels if isinstance(row.channels, dict) else {}  # else nobody can read it
    row.channels = {**kept, **{kind.key: one.as_kept() for kind, one in channels.items()}}
    if quiet is not None:
        row.quiet_from, row.quiet_to = quiet
    row.save()
    record("notification.choices_changed", by=by, on=person)
    return row


def to_digest(kinds: Iterable[tuple[Kind, Channels]]) -> dict[Kind, Channels]:
    """One e-mail a day of everything of which one can choose."""
    return {
        kind: Channels(now.in_app, Mail.DIGEST, now.text) for kind, now in kinds if not kind.always
    }


@action
def send_code(*, person: User, phone: str, by: User) -> None:
    """Send a code to a telephone (E.164), by which the person shows that it is theirs.

    Raises ``TooManyCodes`` for the sixth of a day.
    """
    now = timezone.now()
    row, _made = PhoneCode.objects.select_for_update().get_or_create(
        person=person, defaults={"phone": phone, "sent_at": now, "first_sent_at": now}
    )
    if now - row.first_sent_at >= timedelta(days=1):
        row.sent, row.first_sent_at = 0, now
    if row.sent >= CODES_A_DAY:
        raise TooManyCodes
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    row.phone, row.code_hash, row.tries = phone, _hash_of(code), 0
    row.sent, row.sent_at = row.sent + 1, now
    row.save()
    record("notification.phone_code_sent", by=by, on=person)
    with translation.override(person.language):
        words = _("Your code for text messages from Ostoja: %(code)s") % {"code": code}
    queue([text_to(phone, words, key=uuid4())])


@action
def confirm_phone(*, person: User, code: str, by: User) -> bool:
    """Whether the code was right: then text messages go to that telephone.

    A code holds for fifteen minutes and five tries; a wrong try counts although it changes
    nothing else.
    """
    row = PhoneCode.objects.select_for_update().filter(person=person).first()
    if row is None or row.code_hash is None or timezone.now() - row.sent_at > CODE_LASTS:
        record("notification.phone_code_wrong", by=by, on=person)
        return False
    row.tries += 1
    is_right = row.tries <= MOST_TRIES and hmac.compare_digest(
        bytes(row.code_hash), _hash_of(bare(code))
    )
    row.code_hash = None if is_right else row.code_hash
    row.save()
    if is_right:
        _keep_phone(person, row.phone)
        record("notification.phone_confirmed", by=by, on=person)
    else:
        record("notification.phone_code_wrong", by=by, on=person)
    return is_right


@action
def forget_phone(*, person: User, by: User) -> None:
    """No text messages any more; what waits for that telephone is not sent."""
    # Read or not: one that failed at first still waits, and none waits longer than two days.
    lately = timezone.now() - timedelta(days=2)
    told = Notification.objects.filter(person=person, text=True, created_at__gt=lately)
    keys = [text_key(key) for key in told.values_list("pk", flat=True)]
    OutboxMessage.objects.filter(pk__in=keys, sent_at=None, given_up_at=None).delete()
    PhoneCode.objects.filter(person=person).update(code_hash=None, phone="")
    _keep_phone(person, "")
    record("notification.phone_forgotten", by=by, on=person)


def _hash_of(code: str) -> bytes:
    return keyed_hash("notifications.phone code", code.encode())


def _keep_phone(person: User, phone: str) -> None:
    """The version stays: a telephone is no part of what the form of choices shows."""
    Choices.objects.get_or_create(person=person)
    Choices.objects.filter(person=person).update(phone=phone)


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
