"""Reads: which requests there are for somebody, and the one door to each."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.privacy.requests import subjects
from ostoja.privacy.requests.choices import RequestState
from ostoja.privacy.requests.models import DataRequest, PersonExport

SOON = 7  # days before the end of the month in which an answer is due


@dataclass(frozen=True, slots=True)
class Kind:
    """The records of one kind that belong to a person."""

    subject: subjects.Subject
    ids: dict[UUID, str]

    @property
    def names(self) -> list[str]:
        """What they are called."""
        return sorted(self.ids.values())


def requests_visible_to(user: User) -> QuerySet[DataRequest]:
    """All requests, but for those about records from which this person is kept by name."""
    if not holds(user, Permission.DATA_REQUESTS):
        return DataRequest.objects.none()
    found = DataRequest.objects.select_related("recorded_by", "decided_by", "export")
    for subject in subjects.every_subject():
        found = found.exclude(subject_type=subject.key, subject_id__in=subject.kept_from(user))
    return found


def open_requests(user: User) -> QuerySet[DataRequest]:
    """Those that wait for an answer, the oldest first."""
    return requests_visible_to(user).exclude(state=RequestState.CLOSED)


def request_for(user: User, pk: UUID) -> DataRequest:
    """The one request, or ``Http404``."""
    found = requests_visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def closed_to(user: User, request: DataRequest) -> str:
    """Why this person may not read what the request is about now; empty where they may."""
    for key, ids in subjects.roots_of(request.subject_type, request.subject_id).items():
        subject = subjects.subject_named(key)
        for pk in ids if subject else ():
            if subject and pk in subject.kept_from(user):
                return _("You are excluded from a record of this person by name.")
            said = subject.closed_to(user, pk) if subject else ""
            if said:
                return said
    return ""


def export_for(user: User, pk: UUID) -> PersonExport:
    """The copy, or ``Http404``: where there is none (any more), or it is closed to this person."""
    request = request_for(user, pk)
    export = PersonExport.objects.select_related("request").filter(request=request).first()
    if export is None or closed_to(user, request):
        raise Http404
    return export


def kinds_of(request: DataRequest) -> list[Kind]:
    """What the city knows the person by now, kind by kind."""
    roots = subjects.roots_of(request.subject_type, request.subject_id)
    found = []
    for subject in subjects.every_subject():
        named = subject.name(set(map(str, roots[subject.key])))
        if named:
            found.append(Kind(subject, {UUID(pk): name for pk, name in named.items()}))
    return found


def is_late(request: DataRequest) -> bool:
    """Whether the month is over in which the person must have an answer."""
    return request.state != RequestState.CLOSED and request.due_on < timezone.localdate()
