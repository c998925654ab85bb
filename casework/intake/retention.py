"""How long conversations are kept."""

from collections.abc import Callable, Sequence

from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.intake.choices import ConversationState
from casework.intake.models import Conversation, DangerRun
from ostoja.privacy.retention.classes import RetentionClass, Rows, Share


def _in_danger() -> Rows:
    """A life was in danger, and nobody has ended the procedure yet."""
    open_runs = DangerRun.objects.filter(conversation=OuterRef("pk"), ended_at=None)
    ended = Conversation.objects.filter(case__isnull=True, waiting_since__isnull=True)
    return ended.filter(Exists(open_runs))


def _ended() -> Rows:
    found = Conversation.objects.filter(case__isnull=True, waiting_since__isnull=True)
    kept = found.exclude(pk__in=_in_danger().order_by().values("pk"))
    return kept.annotate(last_word=Max("messages__created_at"))


def _unanswered() -> Rows:
    return Conversation.objects.filter(case__isnull=True, waiting_since__isnull=False)


def _in_state(state: ConversationState) -> Callable[[], Rows]:
    return lambda: _ended().filter(state=state)


def _with_case() -> Rows:
    return Conversation.objects.filter(case__isnull=False)


SHARES = (
    Share(
        label=_("Unanswered"),
        what=_("They stay until somebody answers or closes them."),
        rows=_unanswered,
    ),
    Share(
        label=_("Answered"),
        what=_("They go when the period has passed since the last message."),
        rows=_in_state(ConversationState.ANSWERED),
        since="last_word",
    ),
    Share(
        label=_("Closed"),
        what=_("They go when the period has passed since the last message."),
        rows=_in_state(ConversationState.CLOSED),
        since="last_word",
    ),
    Share(
        label=_("With a case"),
        what=_("They go together with the case, after the period of closed cases."),
        rows=_with_case,
        since="case__closed_at",
        follows="cases",
    ),
    Share(
        label=_("With a danger to life that is not over"),
        what=_("They stay until somebody ends the procedure in the conversation."),
        rows=_in_danger,
    ),
)

CONVERSATIONS = RetentionClass(
    key="conversations",
    label=_("Conversations that led to no case"),
    why=_("Long enough to come back with the receipt code; no longer is needed."),
    counted_from=_("the last message; one that still waits for an answer stays"),
    rows=_ended,
    since="last_word",
    days=365,
    shortest=7,
    about_clients=True,
    shares=SHARES,
    takes=_(
        "With each go its messages and files, the words of staff aside, notes when it was passed "
        "on, risks, the record of a danger to life, how the person may be reached, what was "
        "written down of calls and visits, and the address of who wrote by e-mail. The mailbox "
        "itself is the city's: delete there, too."
    ),
)


def delete_conversations(cases: Sequence[Case]) -> None:
    """Conversations of cases go with them."""
    Conversation.objects.filter(case__in=cases).delete()
