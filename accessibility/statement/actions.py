"""All writes of this room: the statement is changed, published, reviewed; reviews are recalled."""

from datetime import date
from typing import Any

from django.utils import timezone

from accessibility.statement import notices, selectors
from accessibility.statement.choices import ReminderKind
from accessibility.statement.completeness import Incomplete, missing_of
from accessibility.statement.models import FACTS, Edition, ReviewReminder, Statement
from ostoja.access.versions import StaleObject, lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


class AlreadyReminded(Exception):
    """Another worker was quicker."""


@action
def change_statement(*, version: int, by: User, **facts: Any) -> Statement:
    """Change what is being written; residents go on reading the last edition.

    Raises ``StaleObject``.
    """
    statement = _locked(version)
    for name in FACTS:
        if name in facts:
            setattr(statement, name, facts[name])
    statement.save()
    record("statement.changed", by=by, on=statement)
    return statement


@action
def publish_statement(*, version: int, by: User | None) -> Edition:
    """Make an edition of what was written; sent again, gives the edition that there is.

    Raises ``StaleObject``, and ``Incomplete`` with what is missing in the city's languages.
    """
    statement = _unchanged(version)
    published = Edition.objects.filter(statement_version=version).first()
    if published is not None:
        record("statement.published_again", by=by, on=statement)
        return published
    return _publish(statement, by)


@action
def review_statement(*, version: int, by: User) -> Edition:
    """Somebody read the whole statement today and it is right: an edition with today's date.

    Sent again, it gives the edition that there is. Raises ``StaleObject`` and ``Incomplete``.
    """
    today = timezone.localdate()
    done = Edition.objects.filter(statement_version=version + 1, reviewed_on=today).first()
    if done is not None:
        record("statement.published_again", by=by, on=selectors.statement())
        return done
    statement = _locked(version)
    statement.reviewed_on = today
    statement.save()
    record("statement.reviewed", by=by, on=statement)
    return _publish(statement, by)


@action
def remind_of_review(*, due_on: date, kind: ReminderKind) -> int:
    """Write to everybody who looks after the statement; to how many.

    Raises ``AlreadyReminded`` and writes to nobody when this reminder was sent before.
    """
    reminder, is_new = ReviewReminder.objects.get_or_create(due_on=due_on, kind=kind)
    if not is_new:
        raise AlreadyReminded
    record("statement.review_recalled", by=None, on=selectors.statement(), kind=kind.value)
    return notices.recall_review(due_on, kind, reminder.pk)


def _publish(statement: Statement, by: User | None) -> Edition:
    missing = missing_of(statement, selectors.languages())
    if missing:
        raise Incomplete(missing)
    edition = Edition.objects.create(
        statement_version=statement.version, published_by=by, **statement.facts()
    )
    record("statement.published", by=by, on=statement, edition=str(edition.pk))
    return edition


def _locked(version: int) -> Statement:
    """The statement, locked, with its version already raised."""
    return lock(Statement, selectors.statement().pk, version)


def _unchanged(version: int) -> Statement:
    """The statement, locked, as it is."""
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=selectors.statement().pk)
    if statement.version != version:
        raise StaleObject(statement)
    return statement
