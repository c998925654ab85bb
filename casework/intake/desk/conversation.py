"""What the page of a conversation tells about it, besides what was said."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.cases.models import Case
from casework.cases.selectors import cases_visible_to
from casework.intake.choices import RECORDED, Channel
from casework.intake.desk.left import left_in_the_mailbox
from casework.intake.models import Conversation, RecordedContact
from casework.partners.words import language_name
from ostoja.accounts.models import User
from ostoja.ui.elapsed import time_waited
from ostoja.ui.templatetags.ui import local_time

Row = dict[str, Any]


def rows_of(conversation: Conversation, user: User) -> list[Row]:
    """The facts for a summary list."""
    return list(_rows(conversation, user))


def _rows(conversation: Conversation, user: User) -> Iterator[Row]:
    yield _row(pgettext("conversation", "Received"), local_time(conversation.created_at))
    if conversation.waiting_since:
        yield _row(_("Waits"), time_waited(conversation.waiting_since))
    if conversation.is_minor is not None:
        yield _row(_("Under 18"), _("yes") if conversation.is_minor else _("no"))
    if conversation.is_doubtful:
        yield _row(_("Perhaps sent by a machine"), _why_doubtful(conversation))
    yield _row(pgettext("conversation", "Came by"), conversation.get_channel_display())
    yield from _recorded_rows(conversation)
    yield from _mail_rows(conversation)
    yield _row(_("Language"), language_name(conversation.language))
    if conversation.entry_point:
        yield _row(_("Entry point"), str(conversation.entry_point))
    if conversation.case:
        yield _case_row(conversation.case, user)


def _recorded_rows(conversation: Conversation) -> Iterator[Row]:
    if conversation.channel not in RECORDED:
        return
    found = RecordedContact.objects.filter(conversation=conversation).first()
    if found is None:
        return
    if found.name:
        yield _row(_("Name given"), found.name)
    if found.urgency:
        yield _row(_("Urgency"), found.get_urgency_display())


def _mail_rows(conversation: Conversation) -> Iterator[Row]:
    if conversation.channel != Channel.EMAIL:
        return
    mails = list(conversation.mails.all())
    for key, value in left_in_the_mailbox(conversation, mails):
        yield _row(key, value)
    if any(mail.is_cut for mail in mails):
        cut = _("Only the beginning is here. All of it is in the city's mailbox.")
        yield _row(_("A very large e-mail"), cut)


def _why_doubtful(conversation: Conversation) -> str:
    """The reason as far as it is known, and that it proves nothing."""
    why = conversation.get_doubt_display() if conversation.doubt else ""
    kindly = _("A person can write like that too: read it. Your answer takes the mark away.")
    return f"{why} {kindly}".strip()


def _case_row(case: Case, user: User) -> Row:
    """Its number; a link for those who may see the case."""
    is_visible = cases_visible_to(user).filter(pk=case.pk).exists()
    link = {"url": reverse("case", args=[case.pk]), "text": _("See"), "about": case.number}
    return {**_row(_("Case"), case.number), "actions": [link] if is_visible else []}


def _row(key: str, value: Any) -> Row:
    return {"key": key, "value": value}
