"""Storing e-mails, and the settings of the mailbox they come from."""

from typing import TypedDict, Unpack
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction
from django.utils import timezone

from casework.intake.actions.conversations import receive_report, write_again
from casework.intake.choices import Channel, Doubt
from casework.intake.mail import letters
from casework.intake.mail.line import NotReadable, opened
from casework.intake.mail.words import Mail, read
from casework.intake.models import Conversation, IncomingMail, Letter, Mailbox, MailSender
from casework.intake.models.mail import MailFate, MailTrouble
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.privacy.keys import keyed_hash
from tenants.profile.models import CityProfile


class MailboxMoved(Exception):
    """The settings were changed while it was read: what comes now is of another mailbox."""


class MailboxFacts(TypedDict):
    """What an administrator says of the mailbox; an empty password leaves the one that is kept."""

    is_on: bool
    address: str
    host: str
    port: int
    username: str
    password: str
    folder: str


@action
def change_mailbox(*, version: int, by: User, **facts: Unpack[MailboxFacts]) -> Mailbox:
    """Set the city's one mailbox; another server or folder is read from its beginning."""
    CityProfile.objects.select_for_update().get()  # there may be no row yet that one could lock
    row = Mailbox.objects.select_for_update().first() or Mailbox(version=0)
    if row.version != version:
        raise StaleObject(row)
    where = (row.host, row.username, row.folder)
    password = facts["password"] or row.password
    for name, value in {**facts, "password": password}.items():
        setattr(row, name, value)
    if where != (row.host, row.username, row.folder):
        row.uid_validity, row.last_uid = None, 0
    row.version, row.trouble = version + 1, ""
    row.save()
    record("mailbox.changed", by=by, on=row)
    return row


def note_round(*, mailbox: Mailbox, trouble: str) -> None:
    """When it was read last, and what was wrong; no change that anybody made, so no audit."""
    Mailbox.objects.filter(pk=mailbox.pk).update(checked_at=timezone.now(), trouble=trouble)


def store_mail(
    *, mailbox: Mailbox, uid_validity: int, uid: int, raw: bytes, was_cut: bool = False
) -> bool:
    """Keep one e-mail, once; whether its words are in a conversation from now on (or before).

    By its number alone none is known: servers begin with the same ones. Raises ``MailboxMoved``.
    """
    try:
        mail = read(raw, own=mailbox.address, was_cut=was_cut)
    except (ValueError, LookupError, RecursionError):
        mail = None
    with transaction.atomic():
        row = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
        if row.version != mailbox.version:
            raise MailboxMoved
        kept = IncomingMail.objects.filter(identity=_identity(raw, mail)).first()
        if kept is None:
            kept = _store(numbers=(uid_validity, uid), raw=raw, mail=mail)
        row.uid_validity = uid_validity
        row.last_uid = max(uid, row.last_uid if mailbox.uid_validity == uid_validity else 0)
        row.save(update_fields=["uid_validity", "last_uid"])
    mailbox.uid_validity, mailbox.last_uid = row.uid_validity, row.last_uid
    return kept.conversation_id is not None


def _identity(raw: bytes, mail: Mail | None) -> bytes:
    """By its Message-ID and words: who reuses another's id does not make theirs vanish."""
    known = f"{mail.message_id}\n{mail.sender}\n{mail.text}".encode() if mail else raw
    return keyed_hash("intake.incoming mail", known)


@action
def _store(*, numbers: tuple[int, int], raw: bytes, mail: Mail | None) -> IncomingMail:
    conversation, fate = _conversation_for(mail, _identity(raw, mail))
    kept = IncomingMail.objects.create(
        uid_validity=numbers[0],
        uid=numbers[1],
        identity=_identity(raw, mail),
        fate=fate,
        conversation=conversation,
        attachments=min(mail.attachments, 1000) if mail else 0,
        is_cut=bool(mail and mail.is_cut),
    )
    if conversation is None:
        record("mail.left", by=None, on=kept, fate=str(fate))
        return kept
    record("mail.received", by=None, on=kept, subject=conversation.case or conversation)
    if fate == MailFate.NEW:
        letters.tell_of_receipt(conversation)
    return kept


def _conversation_for(mail: Mail | None, identity: bytes) -> tuple[Conversation | None, MailFate]:
    if mail is None:
        return None, MailFate.UNREADABLE
    if mail.is_automatic:
        return None, MailFate.AUTOMATIC
    submission = uuid5(NAMESPACE_OID, identity.hex())
    answered = Letter.objects.filter(pk__in=mail.letters).select_related("conversation").last()
    if answered is not None:
        found = answered.conversation
        write_again(conversation=found, submission=submission, text=mail.answer)
        return found, MailFate.REPLY
    found, _is_new = receive_report(
        submission=submission,
        text=mail.text,
        language=mail.language,
        channel=Channel.EMAIL,
        doubt=Doubt.SPAM if mail.is_doubtful else None,
    )
    MailSender.objects.create(
        conversation=found,
        address=mail.sender,
        address_hash=letters.address_hash(mail.sender),
        may_tell=not mail.is_doubtful,
    )
    return found, MailFate.NEW


@action
def try_mailbox(*, mailbox: Mailbox, by: User) -> MailTrouble | None:
    """Sign in and leave again; what was wrong, or None."""
    trouble: MailTrouble | None = None
    try:
        with opened(mailbox):
            pass
    except NotReadable as refusal:
        trouble = refusal.trouble
    note_round(mailbox=mailbox, trouble=trouble or "")
    record("mailbox.tried", by=by, on=mailbox, trouble=str(trouble or ""))
    return trouble
