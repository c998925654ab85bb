"""Telling people: one row for each of them, an e-mail and a text message as each of them chose."""

import logging
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ostoja.accounts.memberships import know_memberships
from ostoja.accounts.models import User
from ostoja.notifications import selectors
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind
from ostoja.notifications.models import Choices, Notification, OutboxMessage
from ostoja.notifications.outbox import email_of, forget_held, queue, text_key, text_to
from ostoja.notifications.quiet import held_until
from ostoja.notifications.sender import Sender, sender_here
from ostoja.ui.city import facts_here

logger = logging.getLogger(__name__)
ONE = "notifications/email/one.txt"


@dataclass(frozen=True)
class Letter:
    """An e-mail of a kind's own. Its first line is the subject; it may hold nothing of a case."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)


def event_of(thing: UUID, what: str) -> UUID:
    """The id of something that happened to a thing: the same each time it is worked out."""
    return uuid5(thing, what)


def notify(
    kind: Kind,
    *,
    to: Iterable[User],
    event: UUID,
    about: UUID | None = None,
    by: User | None = None,
    letter: Letter | None = None,
) -> int:
    """Tell people of something, in the transaction of what they are told of; how many are new.

    Nobody is told who caused it (``by``), who left or only visits, whose roles do not hold the
    kind's permission, who may not open what it is ``about``, or who was told of this ``event``
    before.
    """
    people = _concerned(kind, to, about, by)
    choices = selectors.choices_of_many(people)
    new = _kept([_row(kind, event, about, choices[person.pk], person) for person in people])
    _write(kind, new, choices, letter)
    return len(new)


def _row(
    kind: Kind, event: UUID, about: UUID | None, choices: Choices, person: User
) -> Notification:
    chosen = selectors.channels(kind, choices.channels)
    return Notification(
        person=person,
        kind=kind.key,
        event=event,
        about=about,
        in_app=chosen.in_app,
        mail=chosen.mail,
        text=chosen.text and bool(choices.phone),
    )


@contextmanager
def by_the_way(kind: Kind) -> Iterator[None]:
    """Tell of something that must be kept whatever happens to the news of it.

    What fails inside is undone alone and logged: where it failed, and not what was said, since
    the words of an error may repeat somebody's data.
    """
    try:
        with transaction.atomic():
            yield
    except Exception as error:  # noqa: BLE001 - whatever it is, what it tells of is kept
        logger.error("nobody was told of %s: %s", kind.key, _kind_and_place(error))


def _kind_and_place(error: Exception) -> str:
    steps = traceback.extract_tb(error.__traceback__)
    path = " > ".join(f"{step.name}:{step.lineno}" for step in steps)
    return f"{type(error).__name__} in {path}"


def settle(*kinds: Kind, about: UUID) -> None:
    """What these kinds waited for is done: for everybody who was told it counts as read."""
    keys = [kind.key for kind in kinds]
    waiting = Notification.objects.filter(about=about, kind__in=keys, read_at=None)
    forget_held(waiting)
    waiting.update(read_at=timezone.now())


def _concerned(kind: Kind, to: Iterable[User], about: UUID | None, by: User | None) -> list[User]:
    people = {
        person.pk: person
        for person in to
        if person.is_active and not person.is_visitor and person != by
    }
    if not people:
        return []
    know_memberships(people.values())
    city = facts_here()
    concerned = [person for person in people.values() if kind.concerns(person, city)]
    return kind.may_open(concerned, about)


def _kept(rows: list[Notification]) -> list[Notification]:
    """Those that are new: somebody may tell the same people of the same event at this moment."""
    if not rows:
        return []
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    own = Notification.objects.filter(pk__in=[row.pk for row in rows])
    stored = set(own.values_list("pk", flat=True))
    return [row for row in rows if row.pk in stored]


def _write(
    kind: Kind,
    rows: list[Notification],
    choices: Mapping[UUID, Choices],
    letter: Letter | None,
) -> None:
    """What leaves the application at once, or when the person's quiet hours are over."""
    leaving = [row for row in rows if row.text or row.mail == Mail.AT_ONCE]
    if not leaving:
        return
    sender, now = sender_here(), timezone.now()
    messages: list[OutboxMessage] = []
    for row in leaving:
        own = choices[row.person_id]
        written = _messages(kind, row, own, letter, sender)
        if until := held_until(own, kind, now):
            for message in written:
                message.next_attempt_at = until
        messages += written
    queue(messages)


def _messages(
    kind: Kind, row: Notification, choices: Choices, letter: Letter | None, sender: Sender
) -> list[OutboxMessage]:
    """The e-mail has the notification's key, the text message one made of it: each is once."""
    mail = [_email(kind, row, letter, sender)] if row.mail == Mail.AT_ONCE else []
    text = [_text(kind, row, choices.phone, sender)] if row.text else []
    return mail + text


def _text(kind: Kind, row: Notification, phone: str, sender: Sender) -> OutboxMessage:
    """The kind of news alone, and no address: nobody should follow links out of text messages."""
    with translation.override(row.person.language):
        words = _("%(city)s: %(news)s. Open Ostoja.") % {"city": sender.city, "news": kind.title}
    return text_to(phone, words, key=text_key(row.pk))


def _email(kind: Kind, row: Notification, letter: Letter | None, sender: Sender) -> OutboxMessage:
    language = row.person.language
    context = {
        "kind": kind,
        "city": sender.city,
        "person": row.person,
        "url": sender.page("notification", row.pk, language=language),
        "choices_url": sender.page("notification_choices", language=language),
        **(letter.context if letter else {}),
    }
    return email_of(
        to=row.person.email,
        template=letter.template if letter else ONE,
        context=context,
        language=language,
        key=row.pk,
    )
