"""Erasure: what is decided about each part, and the work itself, which may begin again."""

import datetime
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.privacy.requests import forgetting, subjects
from ostoja.privacy.requests.choices import Basis, Outcome, RequestKind, RequestState
from ostoja.privacy.requests.models import DataRequest, RequestPart
from ostoja.privacy.requests.refusal import NotAllowed
from ostoja.privacy.retention.classes import class_named
from ostoja.privacy.retention.models import Disposal, Hold
from tenants.fence import after_commit

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of all records of one kind: kept on a basis, or erased (no basis)."""

    subject_type: str
    basis: Basis | None = None
    category: str = ""
    keep_until: datetime.date | None = None


@action
def decide(
    *, request: DataRequest, version: int, choices: Sequence[Choice], reason: str, by: User
) -> DataRequest:
    """Say of each kind whether it is kept or erased; a worker erases it then."""
    locked = lock(DataRequest, request.pk, version)
    if locked.kind != RequestKind.ERASURE or locked.state != RequestState.RECEIVED:
        raise NotAllowed(_("This request was decided already."))
    roots = subjects.roots_of(locked.subject_type, locked.subject_id)
    _refuse(locked, roots, choices, reason)
    parts = [_part(locked, one, pk) for one in choices for pk in sorted(roots[one.subject_type])]
    RequestPart.objects.bulk_create(parts)
    erases, now = {not one.keeps for one in parts}, timezone.now()
    locked.outcome = _outcome(erases)
    locked.reason, locked.decided_by, locked.decided_at = reason, by, now
    is_over = erases == {False}
    locked.state = RequestState.CLOSED if is_over else RequestState.ERASING
    locked.closed_at = now if is_over else None
    locked.save()
    record("data_request.decided", by=by, on=locked, outcome=locked.outcome, parts=len(parts))
    after_commit(lambda: hint(locked.pk))
    return locked


def _outcome(erases: set[bool]) -> Outcome:
    if len(erases) > 1:
        return Outcome.PARTLY
    return Outcome.GRANTED if erases == {True} else Outcome.REFUSED


def _part(request: DataRequest, choice: Choice, pk: UUID) -> RequestPart:
    return RequestPart(
        request=request,
        subject_type=choice.subject_type,
        object_id=pk,
        keeps=choice.basis is not None,
        basis=choice.basis or "",
        category=choice.category,
        keep_until=choice.keep_until,
    )


def _refuse(
    request: DataRequest, roots: subjects.Roots, choices: Sequence[Choice], reason: str
) -> None:
    if {one.subject_type for one in choices} != {key for key, ids in roots.items() if ids}:
        raise NotAllowed(_("Decide about each part of what the person wants erased."))
    erased = {one.subject_type for one in choices if one.basis is None}
    if len(erased) < len(choices) and not reason.strip():
        raise NotAllowed(_("Write why something is kept; the person must be told."))
    for key in erased:
        _refuse_kind(key, roots, kept={one.subject_type for one in choices} - erased)
    others = DataRequest.objects.filter(subject_id__in=_ids(erased, roots)).exclude(pk=request.pk)
    if others.exclude(state=RequestState.CLOSED).exists():
        raise NotAllowed(_("Another request about this data is open. Answer it first."))


def _ids(keys: Iterable[str], roots: subjects.Roots) -> list[UUID]:
    return [pk for key in keys for pk in roots[key]]


def _refuse_kind(key: str, roots: subjects.Roots, *, kept: set[str]) -> None:
    subject = subjects.subject_named(key)
    for other in map(subjects.subject_named, kept):
        if subject and other and other.goes_with == key:
            said = _("“%(kept)s” cannot be kept when “%(erased)s” is erased: they go together.")
            raise NotAllowed(said % {"kept": other.label, "erased": subject.label})
    for pk in sorted(roots[key]):
        said = in_the_way(key, pk)
        if said:
            raise NotAllowed(f"{subjects.name_of(key, pk)}: {said}")


def in_the_way(key: str, pk: UUID) -> str:
    """Why a record cannot be erased now; empty where nothing is in the way."""
    if Hold.objects.filter(object_id=pk, lifted_at__isnull=True).exists():
        return _("It is kept back from deletion. Release it first, or keep it on a basis.")
    subject = subjects.subject_named(key)
    return subject.obstacle(pk) if subject else _("This record is no longer there.")


def hint(pk: UUID) -> None:
    """Begin at once; the clock begins what no hint reached."""
    from ostoja.privacy.requests.tasks import erase

    try:
        erase.delay(str(pk))
    except Exception:  # whatever the broker says
        logger.warning("the broker took no hint", exc_info=True)


def carry_out(request: DataRequest) -> bool:
    """Erase what is not erased yet, record by record; whether all of it is gone.

    Each record is one transaction with the note that it is gone, so the work may stop anywhere
    and begin again. What cannot go now (it was kept back since) is left, and tried by the clock.
    """
    parts = list(request.parts.filter(keeps=False, erased_at=None))
    order = [one.key for one in subjects.every_subject()]
    # What goes along with something else goes first, so that its own obstacles are asked.
    for part in sorted(parts, key=lambda one: -order.index(one.subject_type)):
        try:
            erase_part(part=part)
        except NotAllowed:
            logger.warning("a part cannot be erased now", extra={"part": str(part.pk)})
    if request.parts.filter(keeps=False, erased_at=None).exists():
        return False
    end(request=request)
    return True


@action
def erase_part(*, part: RequestPart) -> None:
    """One record with all that belongs to it, through its room's own way of deleting."""
    part = RequestPart.objects.select_for_update(of=("self",)).get(pk=part.pk)
    if part.erased_at is not None:
        record("submission.repeated", by=None, on=part)
        return
    subject = subjects.subject_named(part.subject_type)
    kind = class_named(subject.retention) if subject else None
    if subject is None or kind is None:
        raise NotAllowed(part.subject_type)
    locked = subject.model._default_manager.select_for_update(of=("self",))
    rows = list(locked.filter(pk=part.object_id))
    if rows:
        said = in_the_way(part.subject_type, part.object_id)
        if said:
            raise NotAllowed(said)
        kind.delete(rows)
    forgetting.forget({part.object_id})
    part.erased_at = timezone.now()
    part.save(update_fields=["erased_at"])
    Disposal.objects.create(run=part.request_id, key=kind.key, object_id=str(part.object_id))
    record("data_request.erased", by=None, on=part, object_id=str(part.object_id))


@action
def end(*, request: DataRequest) -> None:
    """Close a request of which nothing is left to erase."""
    locked = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.state != RequestState.ERASING:  # another worker was quicker
        record("submission.repeated", by=None, on=locked)
        return
    locked.state, locked.closed_at = RequestState.CLOSED, timezone.now()
    locked.version += 1
    locked.save()
    record("data_request.ended", by=None, on=locked)
