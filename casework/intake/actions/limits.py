"""How many conversations one person holds; who takes one more says why."""

from uuid import uuid5

from django.db import connection
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.intake.actions.side_thread import add_aside
from casework.intake.choices import ConversationState
from casework.intake.desk.selectors import answered_now, limit_of
from casework.intake.models import Conversation
from casework.intake.workflow import check
from ostoja.accounts.models import User
from tenants.fence import current_schema


class OverLimit(NotAllowed):
    """The person holds as many as the city lets one person hold, and has said no reason."""


def check_limit_of_answer(row: Conversation, by: User, reason: str, *, stays: bool) -> None:
    """The same for whoever takes somebody who waits by writing to them at once.

    ``stays`` is whether the conversation stays in their hands then, because the person is there.
    """
    is_taken = row.state == ConversationState.WAITING
    if is_taken or (stays and row.state != ConversationState.CLAIMED):
        check_limit(row, by, reason)


def check_limit(row: Conversation, by: User, reason: str) -> None:
    """The reason of one more stands aside in the conversation, where supervisors read it."""
    check(row.state, ConversationState.CLAIMED, by)
    held = answered_alone(by)
    if held < limit_of(by):
        return
    if not reason.strip():
        words = _("You answer %(number)d conversations already. Finish one, or say why not.")
        raise OverLimit(words % {"number": held})
    add_aside(row, uuid5(row.pk, f"over the limit {row.version}"), reason, by)


def answered_alone(person: User) -> int:
    """How many this person holds, until the transaction ends: of two at once the second waits.

    The caller has locked the conversation. The person's own row is not what is locked: who is
    switched off keeps it while their conversations are given back, and both would wait for ever.
    """
    words = f"conversations of {person.pk} in {current_schema()}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [words])
    return answered_now(person)
