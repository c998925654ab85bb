"""Storing e-mails, and the settings of the mailbox they come from."""

from typing import Any, TypedDict, Unpack
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction
from django.utils import timezone

from casework.files.choices import FileState, Refusal
from casework.intake.actions.conversations import receive_report, write_again
from casework.intake.choices import Channel, Doubt
from casework.intake.mail import letters
from casework.intake.mail.attached import Looked, looked_at
from casework.intake.mail.line import NotReadable, opened
from casework.intake.mail.words import Mail, read
from casework.intake.models import (
    Conversation,
    IncomingMail,
    LeftAttachment,
    Letter,
    Mailbox,
    MailSender,
    Message,
)
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
    looked = _files_of(mail) if _known(raw, mail) is None else Looked()
    with transaction.atomic():
        row = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
        if row.version != mailbox.version:
            raise MailboxMoved
        kept = _known(raw, mail)
        if kept is None:
            kept = _store(numbers=(uid_validity, uid), raw=raw, mail=mail, looked=looked)
        row.uid_validity = uid_validity
        row.last_uid = max(uid, row.last_uid if mailbox.uid_validity == uid_validity else 0)
        row.save(update_fields=["uid_validity", "last_uid"])
    mailbox.uid_validity, mailbox.last_uid = row.uid_validity, row.last_uid
    return kept.conversation_id is not None


def _identity(raw: bytes, mail: Mail | None) -> bytes:
    """By its Message-ID and words, by its files too where it lacks one of these: who reuses
    another's id does not make theirs vanish.
    """
    if mail is None:
        return keyed_hash("intake.incoming mail", raw)
    known = f"{mail.message_id}\n{mail.sender}\n{mail.text}".encode()
    if not (mail.text and mail.message_id):
        known += b"".join(one.content or b"" for one in mail.attachments)
    return keyed_hash("intake.incoming mail", known)


def _known(raw: bytes, mail: Mail | None) -> IncomingMail | None:
    return IncomingMail.objects.filter(identity=_identity(raw, mail)).first()


def _files_of(mail: Mail | None) -> Looked:
    """Cleaned before anything is locked; of what stays in the mailbox nothing is looked at."""
    if mail is None or mail.is_automatic:
        return Looked()
    return looked_at(mail.attachments, was_cut=mail.was_cut)


@action
def _store(
    *, numbers: tuple[int, int], raw: bytes, mail: Mail | None, looked: Looked
) -> IncomingMail:
    conversation, fate = _conversation_for(mail, _identity(raw, mail), looked)
    kept = IncomingMail.objects.create(
        uid_validity=numbers[0],
        uid=numbers[1],
        identity=_identity(raw, mail),
        fate=fate,
        conversation=conversation,
        attachments=min(len(mail.attachments), 1000) if mail else 0,
        files_taken=True,
        is_cut=bool(mail and mail.is_cut),
    )
    if conversation is None:
        record("mail.left", by=None, on=kept, fate=str(fate))
        return kept
    record("mail.received", by=None, on=kept, subject=conversation.case or conversation)
    if fate == MailFate.NEW:
        letters.tell_of_receipt(conversation)
    return kept


def _conversation_for(
    mail: Mail | None, identity: bytes, looked: Looked
) -> tuple[Conversation | None, MailFate]:
    if mail is None:
        return None, MailFate.UNREADABLE
    if mail.is_automatic:
        return None, MailFate.AUTOMATIC
    submission = uuid5(NAMESPACE_OID, identity.hex())
    answered = Letter.objects.filter(pk__in=mail.letters).select_related("conversation").last()
    if answered is not None:
        found = answered.conversation
        facts: Any = {"submission": submission, "text": mail.answer, "files": looked.arrived}
        _name_what_was_left(write_again(conversation=found, **facts), looked)
        return found, MailFate.REPLY
    found, _is_new = receive_report(
        submission=submission,
        text=mail.text,
        language=mail.language,
        channel=Channel.EMAIL,
        doubt=Doubt.SPAM if mail.is_doubtful else None,
        files=looked.arrived,
    )
    _name_what_was_left(found.messages.get(number=1), looked)
    MailSender.objects.create(
        conversation=found,
        address=mail.sender,
        address_hash=letters.address_hash(mail.sender),
        may_tell=not mail.is_doubtful,
    )
    return found, MailFate.NEW


def _name_what_was_left(message: Message, looked: Looked) -> None:
    """Nothing is lost without a word: what found no room is named, too."""
    full = message.files.filter(state=FileState.REFUSED)
    unkept = [(looked.names[bytes(one.origin)], Refusal(one.refusal)) for one in full]
    full.delete()
    LeftAttachment.objects.bulk_create(
        LeftAttachment(message=message, number=number, name=name, refusal=why)
        for number, (name, why) in enumerate((*looked.left, *unkept), start=1)
    )


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
