"""Telling the person: in the conversation, or by hand; each at most once."""

from uuid import UUID

from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.intake.actions import HeldBySomebodyElse, say
from casework.intake.desk.check_word import awaits_check_word
from casework.intake.workflow import NotAllowed as NotPossible
from casework.telling import refusals, ways
from casework.telling.actions.notices import prepare_notice
from casework.telling.actions.rows import end, locked, refuse_over, within
from casework.telling.choices import BY_HAND, Result, State, Way
from casework.telling.models import Attempt, Telling
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def tell_in_conversation(
    *,
    telling: Telling,
    version: int,
    submission: UUID,
    text: str,
    notice: Way | str = "",
    note_read: bool = False,
    reason: str = "",
    by: User,
) -> Telling:
    """Write to the person; with ``notice`` a neutral message says that there is something to read.

    ``note_read``: whoever sends it has read what the person asks us to mind; ``reason`` is why
    they answer one conversation more than the city's limit. Of two who tell at once one does.
    Raises ``TellingRefused``, ``StaleObject``, and ``OverLimit`` of the contact.
    """
    row, case = locked(telling)
    if row.attempts.filter(submission=within(row, submission)).exists():
        record("submission.repeated", by=by, on=row, subject=case)
        return row
    refuse_over(row, version)
    if not text.strip():
        raise refusals.empty()
    message = _said(case, submission, text, reason, by)
    _note(row, submission, Way.CONVERSATION, Result.TOLD, by, message=message)
    end(row, State.TOLD, way=Way.CONVERSATION, by=by)
    record("telling.told", by=by, on=row, subject=case, way=Way.CONVERSATION.value)
    if notice:
        prepare_notice(row, case, Way(notice), note_read=note_read, after=submission, by=by)
    return row


def _said(case: Case, submission: UUID, text: str, reason: str, by: User) -> object:
    conversation = ways.conversation_to_write(case, by)
    if conversation is None:
        raise refusals.no_conversation()
    if awaits_check_word(conversation):
        raise refusals.check_word_first()
    try:
        return say(
            conversation=conversation, submission=submission, text=text, reason=reason, by=by
        )
    except HeldBySomebodyElse as held:
        raise refusals.held_by(held.conversation.claimed_by) from held
    except NotPossible as error:
        raise refusals.no_conversation() from error


@action
def note_contact(
    *,
    telling: Telling,
    version: int,
    submission: UUID,
    way: Way | str,
    result: Result | str,
    note: str = "",
    by: User | None,
) -> Telling:
    """Write down a call or a meeting. Where the person was not reached, it goes on waiting."""
    row, case = locked(telling)
    if row.attempts.filter(submission=within(row, submission)).exists():
        record("submission.repeated", by=by, on=row, subject=case)
        return row
    refuse_over(row, version)
    if way not in BY_HAND or result == Result.SENT:
        raise refusals.TellingRefused(_("Choose how you tried, and how it went."), "result")
    _note(row, submission, Way(way), Result(result), by, note=note)
    if result == Result.TOLD:
        end(row, State.TOLD, way=way, by=by)
    else:
        row.version += 1
        row.save(update_fields=["version"])
    verb = "told" if result == Result.TOLD else "tried"
    record(f"telling.{verb}", by=by, on=row, subject=case, way=str(way), result=str(result))
    return row


def _note(
    row: Telling, submission: UUID, way: Way, result: Result, by: User | None, **more: object
) -> Attempt:
    made: Attempt = Attempt.objects.create(
        submission=within(row, submission), telling=row, way=way, result=result, by=by, **more
    )
    return made
