"""Letters to people who wrote by e-mail: there is news, read it with your code (decision 0049).

A letter holds no word of theirs or ours. The first ones carry a key that shows the receipt code
once; after it was used, letters carry none, so that whoever reads the mailbox later finds nothing.
"""

import secrets
from datetime import timedelta
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils import timezone

from casework.intake.answers import Answer
from casework.intake.choices import Channel
from casework.intake.models import Conversation, Letter, Mailbox, MailSender, SafeContact
from casework.intake.safe_contact import next_safe_time
from ostoja.notifications import guarded
from ostoja.notifications.guarded import Stays, Waits
from ostoja.notifications.outbox import letter_to, queue
from ostoja.privacy.keys import keyed_hash
from tenants.addresses import sender as sender_of_city
from tenants.profile.selectors import profile

GUARD = "intake-letter"
KEY_LASTS = timedelta(days=7)
SHOWN_AGAIN_FOR = timedelta(minutes=10)
MOST_IN_A_DAY = 5  # conversations of one address that are confirmed; a loop ends there


def address_hash(address: str) -> bytes:
    """By which it is counted how often one address wrote today."""
    return keyed_hash("intake.mail sender", address.strip().lower().encode())


def tell_of_receipt(conversation: Conversation) -> None:
    """That their e-mail arrived, and how to read the answer."""
    sender = _may_be_told(conversation)
    if sender is None or _wrote_today(sender) > MOST_IN_A_DAY:
        return
    _send(sender, "intake/letters/received.txt")


def tell_of_answer(conversation: Conversation) -> None:
    """That there is an answer; once until they write again."""
    sender = _may_be_told(conversation)
    if sender is None or _were_told_already(conversation):
        return
    _send(sender, "intake/letters/answered.txt")


def may_read(conversation: Conversation) -> bool:
    """Whether the person has a code, or is sent one; who wrote by e-mail has none of their own."""
    if conversation.channel != Channel.EMAIL:
        return True
    has_code = conversation.letters.filter(used_at__isnull=False).exists()
    return has_code or _may_be_told(conversation) is not None


def _may_be_told(conversation: Conversation) -> MailSender | None:
    """Nobody who said that we may not write, and nobody who did not write by e-mail."""
    sender = MailSender.objects.filter(conversation=conversation, may_tell=True).first()
    if sender is None:
        return None
    said_no = any(one.may_write == Answer.NO for one in _rules_of(conversation))
    return None if said_no else sender


def _rules_of(conversation: Conversation) -> list[SafeContact]:
    """What the person said there, or in another conversation of the same case."""
    own = Q(conversation=conversation)
    if conversation.case_id is not None:
        own |= Q(conversation__case=conversation.case_id)
    return list(SafeContact.objects.filter(own))


def still_right(pk: UUID) -> Waits | Stays | None:
    """What the outbox asks before each attempt: may we write, and is this a safe time?"""
    letter = Letter.objects.select_related("conversation").filter(pk=pk).first()
    if letter is None or _may_be_told(letter.conversation) is None:
        return Stays()
    now = timezone.now()
    when = next_safe_time([one.times for one in _rules_of(letter.conversation) if one.times], now)
    if when is None:
        return Stays()
    return Waits(when) if when > now else None


def _wrote_today(sender: MailSender) -> int:
    since = timezone.now() - timedelta(days=1)
    return MailSender.objects.filter(address_hash=sender.address_hash, created_at__gt=since).count()


def _were_told_already(conversation: Conversation) -> bool:
    last_word = conversation.messages.filter(author="resident").order_by("-number").first()
    told = conversation.letters.filter(created_at__gt=last_word.created_at) if last_word else None
    return told is not None and told.count() > (1 if _first_confirmed(conversation) else 0)


def _first_confirmed(conversation: Conversation) -> bool:
    """Whether the only words of theirs are those that the first letter confirmed."""
    return conversation.messages.filter(author="resident").count() == 1


def _send(sender: MailSender, template: str) -> None:
    conversation = sender.conversation
    mailbox = Mailbox.objects.first()
    if mailbox is None:
        return
    key = "" if conversation.letters.filter(used_at__isnull=False).exists() else new_key()
    letter = Letter.objects.create(
        pk=uuid4(), conversation=conversation, key_hash=hash_of(key) if key else None
    )
    context = {"city": profile().name, "address": _address(conversation, key), "has_key": key}
    message = letter_to(
        sealed_to=sender.address,
        reply_to=mailbox.address,
        template=template,
        context=context,
        language=conversation.language,
        key=letter.pk,
    )
    message.guard = guarded.name_of(GUARD, letter.pk)
    queue([message])


def new_key() -> str:
    """128 bits, as part of an address."""
    return secrets.token_urlsafe(16)


def hash_of(key: str) -> bytes:
    """What a key is looked up by; the key itself is kept nowhere."""
    return keyed_hash("intake.letter", key.encode())


def _address(conversation: Conversation, key: str) -> str:
    site, language = sender_of_city(), conversation.language
    if key:
        return site.page("from_letter", key, language=language)
    return site.page("return_with_code", language=language)


def register_all() -> None:
    """Called when the app starts."""
    guarded.register(GUARD, still_right)
