"""What this room holds of a person: conversations, and all that was written and noted in them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases import labels_of_copies as labels
from casework.cases import personal as of_cases
from casework.files.actions import content_of
from casework.files.choices import FileKind
from casework.intake.answers import About
from casework.intake.models import (
    CheckWordAsked,
    Conversation,
    DangerRun,
    LeftAttachment,
    MailSender,
    Message,
    MessageFile,
    NeedTold,
    PassingOn,
    QuietTime,
    RecordedContact,
    RiskFlag,
    SafeContact,
    SideMessage,
)
from casework.intake.presenters import times_of_conversations
from casework.partners.words import language_name
from ostoja.accounts.models import User
from ostoja.privacy.receipts import lookup_hash
from ostoja.privacy.requests import forgetting, holdings, subjects
from ostoja.privacy.requests.holdings import Holding
from ostoja.privacy.requests.subjects import Subject

KEY = "intake.conversation"
_INNER = gettext_lazy("Staff said it among themselves; it is an internal consultation.")
_REASON, _UNTIL = gettext_lazy("Reason"), labels.UNTIL
WRITTEN, STATE, WHEN = labels.WRITTEN, labels.STATE, labels.WHEN


def by_code(text: str) -> set[str]:
    """The conversation to which this return code leads."""
    code = lookup_hash(text)
    found = Conversation.objects.filter(receipt_hash=code) if code else Conversation.objects.none()
    return {str(pk) for pk in found.values_list("pk", flat=True)}


def obstacle(pk: UUID) -> str:
    """Nothing goes while somebody waits for an answer, or while a life is in danger."""
    found = Conversation.objects.filter(pk=pk)
    if found.filter(waiting_since__isnull=False).exists():
        return _("Somebody waits there for an answer. Answer or close it first.")
    if DangerRun.objects.filter(conversation=pk, ended_at=None).exists():
        return _("A danger to life is not over there. End the procedure first.")
    return ""


def closed_to(user: User, pk: UUID) -> str:
    """What belongs to a restricted case is as closed as the case."""
    case = Conversation.objects.filter(pk=pk).values_list("case", flat=True).first()
    return of_cases.closed_to(user, case) if case else ""


def kept_from(user: User) -> Iterable[UUID]:
    """Those of cases from which this person is excluded."""
    found = Conversation.objects.filter(case__in=of_cases.kept_from(user))
    return found.order_by().values_list("pk", flat=True)


def _of_cases(ids: frozenset[UUID]) -> Mapping[str, Iterable[UUID]]:
    found = Conversation.objects.filter(case__in=ids).order_by()
    return {KEY: found.values_list("pk", flat=True)}


def _others(path: str) -> Callable[[str], Q | None]:
    """Whoever wrote about somebody else is not the person of the case, and stays unknown to them.
    Who asks with the return code wrote the conversation, and has all of it.
    """

    def others(asked: str) -> Q | None:
        if asked == KEY:
            return None
        return Q(**{f"{path}about__in": [About.OTHER, About.CHILD]})

    return others


def _content(row: Any) -> tuple[str, bytes] | None:
    """The file of a message, if it was checked and still lies on the disk."""
    if not row.is_ready:
        return None
    ending = FileKind(row.kind).ending
    try:
        return f"{row.message.number}-{row.number}-{str(row.pk)[:8]}.{ending}", content_of(row)
    except (FileNotFoundError, InvalidTag):
        return None


def _in_conversation(model: Any, label: Any, *also: str, **more: Any) -> Holding:
    path = more.pop("path", "conversation")
    others = _others(f"{path}__")
    return Holding(model, label, KEY, path, also=also, others=others, **more)


SUBJECT = Subject(
    key=KEY,
    label=gettext_lazy("Conversation"),
    model=Conversation,
    retention="conversations",
    find=by_code,
    name=times_of_conversations,
    obstacle=obstacle,
    closed_to=closed_to,
    kept_from=kept_from,
    goes_with=labels.KEY,
)
CONVERSATION = Holding(
    Conversation,
    gettext_lazy("Conversations"),
    KEY,
    "pk",
    also=("channel", "state", "created_at"),
    labels={
        "channel": gettext_lazy("How it came"),
        "language": gettext_lazy("Language"),
        "display": gettext_lazy("How the pages looked"),
        "is_minor": gettext_lazy("Under 18"),
        "about": gettext_lazy("About whom"),
        "no_needs": gettext_lazy("Why no need was named"),
        "state": STATE,
        "created_at": gettext_lazy("Begun"),
    },
    others=_others(""),
    words={"language": language_name},
)
ROWS = (
    _in_conversation(
        Message,
        gettext_lazy("Messages"),
        "author",
        "created_at",
        labels={
            "text": gettext_lazy("Text"),
            "author": gettext_lazy("Who wrote"),
            "created_at": WRITTEN,
        },
    ),
    _in_conversation(
        MessageFile,
        gettext_lazy("Files"),
        "kind",
        "created_at",
        path="message__conversation",
        labels={
            "kind": gettext_lazy("Kind"),
            "removed": gettext_lazy("What was taken out of it"),
            "created_at": WHEN,
        },
        joins=("message",),
        content=_content,
    ),
    _in_conversation(
        LeftAttachment,
        gettext_lazy("Attachments of e-mails that were not kept"),
        path="message__conversation",
        labels={"name": gettext_lazy("Name of the file")},
    ),
    _in_conversation(
        SafeContact,
        gettext_lazy("How to reach the person"),
        own=("phone", "email"),
        withheld={"check_word": gettext_lazy("A secret by which we know the person.")},
    ),
    _in_conversation(
        MailSender,
        gettext_lazy("Address from which e-mails came"),
        own=("address",),
        labels={"address": gettext_lazy("E-mail address")},
    ),
    _in_conversation(
        RecordedContact,
        gettext_lazy("Calls and visits that were written down"),
        "recorded_at",
        own=("name",),
        labels={
            "name": gettext_lazy("Name, if the person gave it"),
            "urgency": gettext_lazy("Urgency"),
            "recorded_at": WRITTEN,
        },
    ),
    _in_conversation(
        NeedTold,
        gettext_lazy("Needs that the person named"),
        labels={"need": gettext_lazy("Need")},
        joins=("need",),
    ),
    _in_conversation(
        RiskFlag,
        gettext_lazy("Risks that staff marked"),
        "set_at",
        "withdrawn_at",
        labels={
            "kind": gettext_lazy("Kind"),
            "reason": _REASON,
            "withdrawn_reason": gettext_lazy("Why it was taken back"),
            "set_at": WHEN,
            "withdrawn_at": gettext_lazy("Taken back"),
        },
    ),
    _in_conversation(
        DangerRun,
        gettext_lazy("Procedure for danger to life"),
        "begun_at",
        "ended_at",
        labels={
            "called_at": gettext_lazy("112 called"),
            "dispatcher": gettext_lazy("Number given by the dispatcher"),
            "begun_at": gettext_lazy("Begun"),
            "ended_at": labels.ENDED,
        },
    ),
    _in_conversation(
        QuietTime,
        gettext_lazy("Times of silence"),
        "set_at",
        labels={
            "kind": gettext_lazy("Kind"),
            "until": _UNTIL,
            "reason": _REASON,
            "set_at": WHEN,
        },
    ),
    _in_conversation(
        CheckWordAsked,
        gettext_lazy("When the check word was asked"),
        "at",
        labels={"was_right": gettext_lazy("Was it right?"), "at": WHEN},
    ),
    _in_conversation(
        PassingOn,
        gettext_lazy("Notes when a conversation was passed on"),
        "created_at",
        labels={"note": gettext_lazy("Note"), "created_at": WRITTEN},
        inner=_INNER,
    ),
    _in_conversation(
        SideMessage,
        gettext_lazy("What staff said aside"),
        "created_at",
        labels={"text": gettext_lazy("Text"), "created_at": WRITTEN},
        inner=_INNER,
    ),
)


def register_all() -> None:
    """Called when the app starts, after this room's retention class."""
    forgetting.register(SUBJECT)
    subjects.register_widening(labels.KEY, _of_cases)
    holdings.register(CONVERSATION, *ROWS)
