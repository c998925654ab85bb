"""What is read of standards: what is in force, who has to read it, when it is reviewed."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.minors.choices import EditionState, Standing
from casework.minors.models import Edition, EditionFile, Reading, Responsible, Standards
from casework.partners.choices import AgreementState
from casework.partners.models import Organisation
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds, memberships_of
from ostoja.accounts.models import Membership, User

TEXTS = ("full_text", "short_text")
REVIEW_YEARS = 2
"""At least so often standards are reviewed (art. 22c of the act)."""


def in_force() -> QuerySet[Edition]:
    """The edition of each body that holds today; its texts are long, and read only when asked."""
    come = Edition.objects.filter(
        state=EditionState.ADOPTED, in_force_from__lte=timezone.localdate()
    )
    later = come.filter(
        standards=OuterRef("standards"), in_force_from__gt=OuterRef("in_force_from")
    )
    held = come.filter(~Exists(later)).defer(*TEXTS)
    return held.select_related("standards__organisation")


def standing_of(edition: Edition, editions: Iterable[Edition]) -> Standing:
    """Where one of a body's editions stands today."""
    if edition.state == EditionState.DRAFT:
        return Standing.DRAFT
    held = held_among(editions)
    if held is not None and held.pk == edition.pk:
        return Standing.IN_FORCE
    starts = edition.in_force_from or datetime.date.max
    return Standing.COMING if starts > timezone.localdate() else Standing.REPLACED


def held_among(editions: Iterable[Edition]) -> Edition | None:
    """The one of a body's editions that holds today."""
    today = timezone.localdate()
    come = [one for one in editions if one.in_force_from and one.in_force_from <= today]
    return max(come, key=lambda one: one.in_force_from or today, default=None)


def every_standards() -> QuerySet[Standards]:
    """All of them, the city's own among them, with editions, people and reviews."""
    people = Responsible.objects.filter(answering()).select_related("person")
    found = Standards.objects.select_related("organisation")
    editions = Prefetch("editions", Edition.objects.defer(*TEXTS))
    return found.prefetch_related(editions, "reviews", Prefetch("responsible", people))


def standards_for(user: User, pk: UUID, *, to_change: bool = False) -> Standards:
    """Those of one body, or ``Http404``: all staff read them, few change them."""
    found = every_standards().filter(pk=pk).first()
    if found is None or not holds(user, Permission.STANDARDS_VIEW):
        raise Http404
    if to_change and not may_change(user, found):
        raise Http404
    return found


def edition_for(user: User, pk: UUID, *, draft: bool = False) -> Edition:
    """One edition, or ``Http404``. A draft is there for those who may change it alone."""
    found = Edition.objects.filter(pk=pk).select_related("standards__organisation", "adopted_by")
    edition = found.prefetch_related("annexes", "files").first()
    if edition is None or not holds(user, Permission.STANDARDS_VIEW):
        raise Http404
    is_draft = edition.state == EditionState.DRAFT
    if (draft and not is_draft) or (is_draft and not may_change(user, edition.standards)):
        raise Http404
    return edition


def file_for(user: User, pk: UUID, *, draft: bool = False) -> EditionFile:
    """A file, through the door of its edition."""
    found = EditionFile.objects.filter(pk=pk).select_related("edition__standards").first()
    if found is None:
        raise Http404
    edition_for(user, found.edition_id, draft=draft)
    return found


def answering() -> Q:
    """Of those who answer for something now: it ends at once."""
    return Q(until=None)


def may_change(user: User, standards: Standards) -> bool:
    """Who looks after standards in the city, and who answers for those of this body."""
    if holds(user, Permission.STANDARDS_CHANGE):
        return True
    own = Responsible.objects.filter(answering(), person=user, standards=standards)
    return belongs(user, standards) and own.exists()


def own_bodies(user: User, path: str = "organisation") -> Q:
    """Standards of the bodies for which the person acts; of the city's own for its own people."""
    groups = {one.group_id for one in memberships_of(user)}
    own = Q(**{f"{path}__group__in": groups - {None}})
    return own | Q(**{path: None}) if None in groups else own


def belongs(user: User, standards: Standards) -> bool:
    """Whether the person works in this body."""
    groups = {one.group_id for one in memberships_of(user)}
    return (standards.organisation.group_id if standards.organisation else None) in groups


def members_of(standards: Standards) -> QuerySet[User]:
    """Everybody who works in the body, and so has to read its standards."""
    group = standards.organisation.group_id if standards.organisation else None
    roles = Membership.objects.filter(user=OuterRef("pk"), group=group)
    if group is None:
        roles = Membership.objects.filter(user=OuterRef("pk"), group__isnull=True)
    people = User.objects.filter(Exists(roles), is_active=True, visits_until=None)
    return people.order_by("full_name", "pk")


def to_read(user: User) -> QuerySet[Edition]:
    """What is in force in the person's bodies and they have not read yet."""
    read = Reading.objects.filter(edition=OuterRef("pk"), person=user.pk)
    return in_force().filter(own_bodies(user, "standards__organisation"), ~Exists(read))


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has to read an edition, since when, and when they did."""

    person: User
    since: datetime.date
    read_at: datetime.datetime | None


def readers_of(edition: Edition) -> list[Reader]:
    """Those who have not read it first; then the others, the latest first."""
    standards = edition.standards
    read = dict(edition.readings.values_list("person", "at"))
    since = joined(standards)
    start = edition.in_force_from or timezone.localdate()
    rows = [
        Reader(one, max(start, since.get(one.pk, start)), read.get(one.pk))
        for one in members_of(standards)
    ]
    waiting = sorted((one for one in rows if not one.read_at), key=lambda one: one.since)
    return [*waiting, *(one for one in rows if one.read_at)]


def joined(standards: Standards) -> dict[UUID, datetime.date]:
    """Since which day each member has worked in the body."""
    group = standards.organisation.group_id if standards.organisation else None
    own = Membership.objects.filter(group=group) if group else Membership.objects.filter(group=None)
    rows = own.order_by("-created_at").values_list("user", "created_at")
    return {user: timezone.localdate(at) for user, at in rows}


def review_due(standards: Standards) -> datetime.date | None:
    """Until when they must be reviewed: two years after the last review or entry into force."""
    held = held_among(standards.editions.all())
    if held is None or held.in_force_from is None:
        return None
    days = [held.in_force_from, *(one.held_on for one in standards.reviews.all())]
    return _years_later(max(days), REVIEW_YEARS)


def _years_later(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def bodies_without() -> QuerySet[Organisation]:
    """Bodies that take part and whose standards are not here yet."""
    bodies = Organisation.objects.exclude(agreement_state=AgreementState.LEFT)
    return bodies.filter(standards_of_minors=None)


def public_editions() -> QuerySet[Edition]:
    """What residents read: in force, of bodies that stand in the directory, and the city's own."""
    shown = Q(standards__organisation__is_public=True) & ~Q(
        standards__organisation__agreement_state=AgreementState.LEFT
    )
    found = in_force().filter(shown | Q(standards__organisation=None))
    return found.order_by("standards__organisation__sort_key", "pk")


def public_edition(pk: UUID) -> Edition:
    """One of them, by the id of its standards, or ``Http404``."""
    editions = public_editions().defer(None).filter(standards=pk)
    found = editions.prefetch_related("annexes", "files").first()
    if found is None:
        raise Http404
    return found


def public_people(edition: Edition) -> QuerySet[Responsible]:
    """Whom a child or parent can turn to, as the body wants them to be shown."""
    own = Responsible.objects.filter(answering(), standards=edition.standards_id)
    return own.exclude(shown_as="")
