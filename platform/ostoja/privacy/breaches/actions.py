"""Writes: a breach is noticed, and what is found out, done and decided about it."""

import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.privacy.breaches import notices, selectors
from ostoja.privacy.breaches.choices import EntryKind, Risk
from ostoja.privacy.breaches.models import Breach, BreachEntry
from ostoja.privacy.breaches.refusal import NotAllowed

AUTHORITY = frozenset({EntryKind.AUTHORITY, EntryKind.NO_AUTHORITY})
AFFECTED = frozenset({EntryKind.PEOPLE, EntryKind.NO_PEOPLE})


@action
def notice_breach(*, submission: UUID, by: User, **facts: Any) -> Breach:
    """The clock of 72 hours runs from ``noticed_at`` among the facts."""
    first = Breach.objects.filter(submission=submission).first()
    if first is not None:
        record("submission.repeated", by=by, on=first)
        return first
    breach = Breach.objects.create(submission=submission, recorded_by=by, **facts)
    record("breach.noticed", by=by, on=breach)
    notices.noticed(breach, by=by)
    return breach


@action
def add_entry(
    *,
    submission: UUID,
    breach: Breach,
    version: int,
    kind: EntryKind,
    text: str,
    happened_at: datetime.datetime,
    risk: Risk,
    people: int | None,
    by: User,
) -> BreachEntry:
    """One more entry, with the risk and the number of people as they are seen by now.

    Raises ``NotAllowed`` for a decision that the risk does not allow, and for closing too early.
    """
    first = BreachEntry.objects.filter(submission=submission).first()
    if first is not None:
        record("submission.repeated", by=by, on=first)
        return first
    locked = lock(Breach, breach.pk, version)
    _reconsider(locked, risk)
    _refuse(locked, kind, risk, happened_at)
    facts = {"kind": kind, "text": text, "happened_at": happened_at, "by": by}
    entry = BreachEntry.objects.create(submission=submission, breach=locked, **facts)
    locked.risk, locked.people = risk, people
    _decide(locked, kind, happened_at)
    locked.save()
    record("breach.entered", by=by, on=locked, kind=kind.value, risk=risk.value)
    if not selectors.is_waiting(locked):
        notices.decided(locked)
    return entry


def _reconsider(breach: Breach, risk: Risk) -> None:
    """That the authority need not be told holds only while harm is unlikely (art. 33(1))."""
    if breach.authority == EntryKind.NO_AUTHORITY and risk != Risk.UNLIKELY:
        breach.authority, breach.authority_at = "", None


def _decide(breach: Breach, kind: EntryKind, at: datetime.datetime) -> None:
    if kind in AUTHORITY:
        breach.authority, breach.authority_at = kind, at
    if kind in AFFECTED:
        breach.affected, breach.affected_at = kind, at
    breach.closed_at = timezone.now() if kind == EntryKind.CLOSED else breach.closed_at


def _refuse(breach: Breach, kind: EntryKind, risk: Risk, at: datetime.datetime) -> None:
    if breach.closed_at is not None:
        raise NotAllowed(_("This breach is closed."))
    if at > timezone.now():
        raise NotAllowed(_("This moment has not come yet."))
    if kind == EntryKind.NO_AUTHORITY and risk != Risk.UNLIKELY:
        raise NotAllowed(
            _("The authority need not be told only where harm is unlikely (art. 33(1)).")
        )
    if kind == EntryKind.CLOSED and not (breach.authority and breach.affected):
        raise NotAllowed(
            _("Decide about the authority and about the people concerned before you close it.")
        )


def recall_clock(*, breach: Breach) -> int:
    """By the clock, as often as it likes: who was told of this is not told again; how many."""
    with transaction.atomic():
        told = notices.ends_soon(breach)
        if told:
            record("breach.recalled", by=None, on=breach, told=told)
    return told


@action
def note_table_taken(*, by: User, since: datetime.datetime, until: datetime.datetime) -> None:
    """Who saw what was taken as a file."""
    record("breach.table_taken", by=by, on=by, since=since.isoformat(), until=until.isoformat())
