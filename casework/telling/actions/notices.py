"""Neutral messages: prepared for a safe moment, and asked once more when they leave."""

from uuid import UUID, uuid5

from django.utils import timezone

from casework.cases.models import Case
from casework.intake.choices import Author
from casework.intake.models import Message
from casework.telling import notices, public_words, refusals, ways
from casework.telling.actions.rows import locked, within
from casework.telling.choices import NOTICES, Result, State, Stopped, Way
from casework.telling.models import Attempt, Telling
from casework.telling.people import who_holds
from casework.telling.refusals import TellingRefused
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.notifications import guarded
from ostoja.notifications.guarded import Stays, Waits
from ostoja.notifications.models import OutboxMessage
from ostoja.notifications.outbox import queue, text_to
from ostoja.notifications.telling import by_the_way

GUARD = "telling-notice"
OF_CASE = ("telling__case__lead__group", "telling__case__worker")


@action
def send_notice(
    *, telling: Telling, submission: UUID, way: Way | str, note_read: bool = False, by: User
) -> Telling:
    """Say to a person for whom there is a word in the conversation that there is something to read.

    Now, or at the next moment that is safe. Raises ``TellingRefused``.
    """
    row, case = locked(telling)
    if row.attempts.filter(submission=_own_id(row, submission)).exists():
        record("submission.repeated", by=by, on=row, subject=case)
        return row
    if row.state != State.TOLD or row.way != Way.CONVERSATION:
        raise refusals.no_words_there()
    if way not in NOTICES:
        raise TellingRefused(str(refusals.no_words_there()), "notice")
    prepare_notice(row, case, Way(way), note_read=note_read, after=submission, by=by)
    return row


def _own_id(row: Telling, submission: UUID) -> UUID:
    return uuid5(within(row, submission), "notice")


def prepare_notice(
    row: Telling, case: Case, way: Way, *, note_read: bool, after: UUID, by: User
) -> Attempt:
    """Put it in the outbox; the case is locked, and the words are in the conversation."""
    rules, now = ways.rules_of(case), timezone.now()
    found = ways.notice_by(way, rules, now)
    if not found.is_open:
        raise refusals.notice_not_allowed(found.why)
    if rules.notes and not note_read:
        raise refusals.read_the_note()
    if _is_under_way(row):
        raise refusals.sent_already()
    made: Attempt = Attempt.objects.create(
        submission=_own_id(row, after),
        telling=row,
        way=way,
        result=Result.SENT,
        seen=rules.as_read(way),
        by=by,
    )
    message = _message(made, case, rules.address(way), by)
    message.next_attempt_at = found.until or now
    queue([message])
    notices.another_way(row)
    record("telling.notice_prepared", by=by, on=row, subject=case, way=way.value)
    return made


def _is_under_way(row: Telling) -> bool:
    """Whether one waits or has left; what nobody could deliver leaves room for another way."""
    keys = set(row.attempts.filter(way__in=NOTICES, stopped="").values_list("pk", flat=True))
    lost = OutboxMessage.objects.filter(pk__in=keys, given_up_at__isnull=False)
    return bool(keys - set(lost.values_list("pk", flat=True)))


def _message(attempt: Attempt, case: Case, address: str, by: User) -> OutboxMessage:
    language = public_words.language_for(case, ways.conversation_to_write(case, by))
    words = public_words.neutral(language)
    if attempt.way == Way.TEXT:
        message = text_to(address, words, key=attempt.pk)
    else:
        subject = public_words.neutral_subject(language)
        message = OutboxMessage(
            pk=attempt.pk, sealed_to=address, subject=subject, body=f"{words}\n"
        )
    message.guard = guarded.name_of(GUARD, attempt.pk)
    return message


def still_right(pk: UUID) -> Waits | Stays | None:
    """What the outbox asks before each attempt: is it allowed, safe and needed at this moment?"""
    found = Attempt.objects.select_related(*OF_CASE).filter(pk=pk).first()
    if found is None or found.stopped:
        return Stays()
    row, way, now = found.telling, Way(found.way), timezone.now()
    rules = ways.rules_of(row.case)
    standing = ways.notice_by(way, rules, now)
    if row.state != State.TOLD or row.way != Way.CONVERSATION or _has_answered(row):
        return _stop(found, Stopped.NOT_NEEDED)
    if not standing.is_open:
        return _stop(found, Stopped.NOT_ALLOWED)
    if bytes(found.seen or b"") != rules.as_read(way):
        return _stop(found, Stopped.OTHER_ADDRESS)
    return Waits(standing.until) if standing.until is not None else None


def _has_answered(row: Telling) -> bool:
    """Whether the person wrote after they were told: then they have read it."""
    told = row.attempts.filter(message__isnull=False).select_related("message").last()
    if told is None or told.message is None:
        return False
    after = Message.objects.filter(
        conversation=told.message.conversation_id, number__gt=told.message.number
    )
    return after.filter(author=Author.RESIDENT).exists()


def _stop(attempt: Attempt, why: Stopped) -> Stays:
    stop_notice(attempt=attempt, why=why)
    return Stays()


@action
def stop_notice(*, attempt: Attempt, why: Stopped, by: User | None = None) -> Attempt:
    """It does not leave, and the page says why: somebody is told and finds another way, unless it
    is not needed any more.
    """
    attempt.stopped = why
    attempt.save(update_fields=["stopped"])
    row = attempt.telling
    record("telling.notice_stopped", by=by, on=row, subject=row.case, why=why.value)
    if why != Stopped.NOT_NEEDED:
        _let_somebody_know(attempt)
    return attempt


def not_delivered(pk: UUID) -> None:
    """The outbox gave up: the person does not know that there is something to read."""
    found = Attempt.objects.select_related(*OF_CASE).filter(pk=pk).first()
    if found is not None and not _has_answered(found.telling):
        _let_somebody_know(found)


def _let_somebody_know(attempt: Attempt) -> None:
    """Whatever happens to the news of it, the outbox goes on."""
    with by_the_way(notices.STOPPED):
        row = attempt.telling
        notices.stopped(row, attempt.pk, who_holds(row.case, also_above=False))


def register_all() -> None:
    """Called when the app starts."""
    guarded.register(GUARD, still_right, lost=not_delivered)
