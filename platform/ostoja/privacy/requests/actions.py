"""Writes: a request comes in, a copy is made and taken, an answer is given."""

import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record, record_each
from ostoja.privacy.requests import subjects
from ostoja.privacy.requests.choices import Outcome, RequestKind, RequestState
from ostoja.privacy.requests.document import Wish, document_of
from ostoja.privacy.requests.models import DataRequest, PersonExport
from ostoja.privacy.requests.refusal import NotAllowed
from ostoja.privacy.requests.subjects import Subject


@action
def record_request(
    *,
    submission: UUID,
    kind: RequestKind,
    subject: Subject,
    subject_id: UUID,
    received_on: datetime.date,
    identity: str,
    words: str,
    by: User,
) -> DataRequest:
    """Somebody asks about their data. One request of a kind about a record is open at a time."""
    first = DataRequest.objects.filter(submission=submission).first()
    if first is not None:
        record("submission.repeated", by=by, on=first)
        return first
    # Locked, so that it is not erased, and no second request opened, meanwhile.
    rows = subject.model._default_manager.select_for_update(of=("self",))
    if not rows.filter(pk=subject_id).exists():
        raise NotAllowed(_("This record is no longer there."))
    known = DataRequest.objects.filter(kind=kind, subject_id=subject_id)
    if known.exclude(state=RequestState.CLOSED).exists():
        raise NotAllowed(_("Such a request about this record is open already."))
    request = DataRequest.objects.create(
        submission=submission,
        kind=kind,
        subject_type=subject.key,
        subject_id=subject_id,
        received_on=received_on,
        identity=identity,
        words=words,
        recorded_by=by,
    )
    _record("data_request.received", request, by=by)
    return request


@action
def make_copy(*, request: DataRequest, version: int, wish: Wish, by: User) -> PersonExport:
    """Everything the city holds of the person, as it is now; an older copy goes."""
    locked = _open(request, version)
    if locked.kind != RequestKind.EXPORT:
        raise NotAllowed(_("The person did not ask for a copy."))
    document = document_of(locked, wish)
    PersonExport.objects.filter(request=locked).delete()
    export = PersonExport.objects.create(request=locked, document=document, made_by=by)
    locked.state = RequestState.READY
    locked.save()
    _record("data_request.copied", locked, by=by)
    return export


@action
def note_look(*, export: PersonExport, way: str, by: User) -> None:
    """Somebody read the copy on the page, or took it as a file."""
    _record("data_request.seen", export.request, by=by, way=way)


@action
def close_request(
    *, request: DataRequest, version: int, outcome: Outcome, reason: str, by: User
) -> DataRequest:
    """The person has their answer to a request for a copy."""
    locked = _open(request, version)
    if locked.kind != RequestKind.EXPORT:
        raise NotAllowed(_("Decide about each part of what the person wants erased."))
    if outcome != Outcome.REFUSED and locked.state != RequestState.READY:
        raise NotAllowed(_("Make the copy first."))
    if outcome != Outcome.GRANTED and not reason.strip():
        raise NotAllowed(_("Write why the person does not get everything."))
    now = timezone.now()
    locked.outcome, locked.reason, locked.state = outcome, reason, RequestState.CLOSED
    locked.decided_by, locked.decided_at, locked.closed_at = by, now, now
    locked.save()
    _record("data_request.closed", locked, by=by, outcome=outcome.value)
    return locked


def _open(request: DataRequest, version: int) -> DataRequest:
    locked = lock(DataRequest, request.pk, version)
    if locked.state not in {RequestState.RECEIVED, RequestState.READY}:
        raise NotAllowed(_("This request was decided already."))
    return locked


def _record(verb: str, request: DataRequest, *, by: User | None, **details: str) -> None:
    """In the history of every record that belongs to the person, and of the request."""
    roots = subjects.roots_of(request.subject_type, request.subject_id)
    known = {one.key: one.model for one in subjects.every_subject()}
    about = [known[key](pk=pk) for key, ids in roots.items() for pk in sorted(ids)]
    record_each(verb, by=by, on=[(request, one) for one in about], **details)
