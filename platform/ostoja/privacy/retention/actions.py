"""Writes: a city's periods, what is kept back, and the runs that delete."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.privacy.retention import selectors
from ostoja.privacy.retention.classes import RetentionClass
from ostoja.privacy.retention.models import Disposal, Hold, RetentionPeriod, RetentionRun
from tenants.fence import after_commit, current_city, entered

logger = logging.getLogger(__name__)
BATCH = 200


class AlreadyHeld(Exception):
    """The record is kept back already."""


@action
def set_period(
    *, kind: RetentionClass, days: int, is_on: bool, version: int, by: User
) -> RetentionPeriod:
    """Set the city's own period. ``version`` is 0 when the page showed the class's own.

    Raises ``StaleObject`` when somebody set it since.
    """
    period, is_new = RetentionPeriod.objects.select_for_update().get_or_create(
        key=kind.key, defaults={"days": days, "is_on": is_on}
    )
    if not is_new:
        if period.version != version:
            raise StaleObject(period)
        period.days, period.is_on, period.version = days, is_on, version + 1
        period.save()
    record("retention.period_set", by=by, on=period, key=kind.key, days=days, is_on=is_on)
    return period


@action
def place_hold(
    *, submission: UUID, kind: RetentionClass, object_id: UUID, reason: str, by: User
) -> Hold:
    """Keep one record back from deletion. Raises ``AlreadyHeld``."""
    first = Hold.objects.filter(submission=submission).first()
    if first is not None:
        record("submission.repeated", by=by, on=first)
        return first
    # The row is locked, so that a run that is deleting it now ends first.
    if not kind.rows().model._default_manager.select_for_update().filter(pk=object_id).exists():
        raise kind.rows().model.DoesNotExist
    if Hold.objects.filter(object_id=object_id, lifted_at__isnull=True).exists():
        raise AlreadyHeld
    hold = Hold.objects.create(
        submission=submission, key=kind.key, object_id=object_id, reason=reason, placed_by=by
    )
    held = kind.rows().model(pk=object_id)
    record("retention.held", by=by, on=hold, subject=held, key=kind.key, object_id=str(object_id))
    return hold


@action
def lift_hold(*, pk: UUID, by: User) -> Hold:
    """Let the record's period run again; lifting twice changes nothing."""
    hold = Hold.objects.select_for_update(of=("self",)).get(pk=pk)
    hold.lifted_at = hold.lifted_at or timezone.now()
    hold.save(update_fields=["lifted_at"])
    record("retention.hold_lifted", by=by, on=hold, object_id=str(hold.object_id))
    return hold


@action
def ask_for_run(*, by: User | None) -> RetentionRun:
    """Start a run in the background: nobody's browser waits, and only workers may delete."""
    run = RetentionRun.objects.create(asked_by=by)
    record("retention.run", by=by, on=run)
    after_commit(lambda: _send(run.pk))
    return run


def _send(pk: UUID) -> None:
    from ostoja.privacy.retention.tasks import carry_out

    try:
        carry_out.delay(str(pk))
    except Exception:  # whatever the broker says: the night's round ends what was not begun
        logger.warning("the broker took no hint", exc_info=True)


def carry_out_run(run: RetentionRun) -> int:
    """Delete what is due, class by class, in batches that each stand for themselves.

    A class that fails is named in ``run.failed`` and stops no other; how many were deleted.
    """
    now, deleted, failed = timezone.now(), 0, []
    for rule in selectors.rules():
        try:
            deleted += _clear(run, rule, now) if rule.is_on else 0
        except Exception:
            logger.exception("deleting %s failed", rule.kind.key)
            failed.append(rule.kind.key)
    _end_run(run=run, failed=failed)
    return deleted


def _clear(run: RetentionRun, rule: selectors.Rule, now: datetime) -> int:
    deleted = 0
    with entered(current_city(), rule.kind.power):
        while number := _dispose_batch(run=run, rule=rule, now=now):
            deleted += number
    return deleted


def _dispose_batch(*, run: RetentionRun, rule: selectors.Rule, now: datetime) -> int:
    rows = rule.due(now).values_list("pk", flat=True)[:BATCH]
    keys = list(rows)
    return _dispose(run=run, rule=rule, keys=keys, now=now) if keys else 0


@action
def _dispose(*, run: RetentionRun, rule: selectors.Rule, keys: Sequence[Any], now: datetime) -> int:
    kind = rule.kind
    # Looked at again under the lock: it may have been held back, reopened or deleted since.
    locked = kind.rows().model._default_manager.filter(pk__in=keys)
    present = set(locked.select_for_update(of=("self",)).values_list("pk", flat=True))
    rows = list(rule.due(now).filter(pk__in=present))
    log = [Disposal(run=run.pk, key=kind.key, object_id=kind.identify(row)) for row in rows]
    kind.delete(rows)
    Disposal.objects.bulk_create(log)
    record("retention.deleted", by=None, on=run, key=kind.key, number=len(rows))
    return len(rows)


@action
def _end_run(*, run: RetentionRun, failed: list[str]) -> None:
    run.ended_at, run.failed = timezone.now(), failed
    run.save(update_fields=["ended_at", "failed"])
    record("retention.ended", by=None, on=run, failed=len(failed))
