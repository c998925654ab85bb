"""What may be read of visits, and by whom.

The people of the body that makes a visit see it, while they are inside those who went, and while
an alarm is open those who were called to it; of a restricted case only who is named in it, whoever
goes.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.models import Group
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.cases.models import Case
from casework.cases.selectors import acting_group
from casework.visits.choices import GOING_ON, Stage, VisitState
from casework.visits.clock import A_MINUTE, minutes_left
from casework.visits.models import Alarm, Visit, VisitSettings, VisitWorker
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with, holds
from ostoja.accounts.models import User
from ostoja.audit import record, record_each

VIEW, CHANGE = Permission.VISIT_VIEW, Permission.VISIT_CHANGE
AHEAD = datetime.timedelta(days=14)


def settings_here() -> VisitSettings:
    """The city's minutes."""
    found = VisitSettings.objects.first()
    return found or VisitSettings.objects.get_or_create(only=True)[0]


def visits_visible_to(user: User) -> QuerySet[Visit]:
    """The only list there is."""
    if not holds(user, VIEW):
        return Visit.objects.none()
    own = Q(organisation__group__in=groups_with(user, VIEW))
    # Whoever's people they are by now, they must be able to call for help.
    going = VisitWorker.objects.filter(visit=OuterRef("pk"), person=user)
    inside = Q(Exists(going.order_by()), state=VisitState.UNDER_WAY)
    open_alarms = Alarm.objects.filter(visit=OuterRef("pk"), closed_at=None)
    called = Q(Exists(open_alarms.filter(called__contains=[user.pk])))
    kept = Case.kept_from(user.pk).values("pk")
    found = Visit.objects.filter(own | inside | called).exclude(case__in=kept)
    return found.select_related("organisation", "case")


def visit_for(user: User, pk: UUID, permission: Permission = VIEW) -> Visit:
    """The visit, or ``Http404``."""
    visit = visits_visible_to(user).filter(pk=pk).first()
    if visit is None or not holds(user, permission):
        raise Http404
    record("visit.seen", by=user, on=visit, subject=visit.case)
    return visit


def note_seen(user: User, visits: Iterable[Visit]) -> None:
    """Puts on record that what these visits say was read."""
    record_each("visit.seen", by=user, on=[(one, one.case) for one in visits])


def note_alarms_seen(user: User, alarms: Iterable[Alarm]) -> None:
    """The same of alarms, which say what was done."""
    record_each("visit.alarm_seen", by=user, on=[(one, one.visit.case) for one in alarms])


def alarms_visible_to(user: User) -> QuerySet[Alarm]:
    """Alarms of the visits that one sees."""
    found = Alarm.objects.filter(visit__in=visits_visible_to(user).values("pk"))
    return found.select_related("visit__organisation", "visit__case", "taken_by", "closed_by")


def alarm_for(user: User, pk: UUID) -> Alarm:
    """An alarm to take or to close, or ``Http404``."""
    alarm = alarms_visible_to(user).filter(pk=pk).first()
    if alarm is None or not holds(user, CHANGE):
        raise Http404
    return alarm


def open_alarms(user: User) -> list[tuple[Alarm, list[str]]]:
    """What stands above every page, the first first, each with who goes."""
    found = alarms_visible_to(user).filter(closed_at=None)
    return [(one, one.names) for one in found.annotate(names=names_of("visit"))]


def names_of(visit: str) -> ArraySubquery:
    """Who goes, in the query of visits (``pk``) or of what belongs to one (``visit``)."""
    going = VisitWorker.objects.filter(visit=OuterRef(visit)).order_by("person__full_name")
    return ArraySubquery(going.values("person__full_name"))


def going_now(settings: VisitSettings) -> QuerySet[Visit]:
    """What the clock looks at: begun or to have begun and not through all its steps, or with an
    alarm that must go further. Only keys are read: what is encrypted may not open.

    Samples of the demonstration are nobody's life, and ring for nobody.
    """
    now = timezone.now()
    planned = Q(state=VisitState.PLANNED, starts_at__lte=now)
    inside = Q(state=VisitState.UNDER_WAY, ends_at__lte=now + settings.remind * A_MINUTE)
    waited = (planned | inside) & Q(stage__lt=Stage.SUPERVISORS)
    ringing = left_ringing(settings).values("visit"), unwritten().values("visit")
    further = Q(pk__in=ringing[0]) | Q(pk__in=ringing[1])
    found = Visit.objects.filter(waited | further, is_sample=False)
    return found.only("case").order_by("starts_at")


def left_ringing(settings: VisitSettings) -> QuerySet[Alarm]:
    """Alarms that nobody has taken until supervisors are to be called, and they were not."""
    latest = timezone.now() - (settings.third - settings.second) * A_MINUTE
    found = Alarm.objects.filter(closed_at=None, taken_at=None, widened_at=None)
    return found.filter(raised_at__lte=latest).order_by()


def unwritten() -> QuerySet[Alarm]:
    """Open alarms with people to whom the news could not be written."""
    return Alarm.objects.filter(closed_at=None).exclude(untold=[]).order_by()


@dataclass(slots=True)
class BoardRow:
    """One visit on the board; ``left`` are minutes, negative once they are over."""

    visit: Visit
    names: list[str]
    left: int | None
    alarm: Alarm | None

    @property
    def is_late(self) -> bool:
        """Whether somebody should have said something by now."""
        return self.alarm is not None or (self.left is not None and self.left < 0)

    @property
    def late_by(self) -> int:
        """Minutes."""
        return -(self.left or 0)


@dataclass(slots=True)
class Board:
    """What is overdue stands first."""

    late: list[BoardRow] = field(default_factory=list)
    under_way: list[BoardRow] = field(default_factory=list)
    planned: list[BoardRow] = field(default_factory=list)
    over: list[BoardRow] = field(default_factory=list)

    def rows(self) -> list[BoardRow]:
        """All of it, as it stands."""
        return [*self.late, *self.under_way, *self.planned, *self.over]


def board_of(user: User) -> Board:
    """Visits under way, those of today that are over, and the plans of two weeks."""
    now = timezone.now()
    today = timezone.localdate()
    ours = Q(state__in=GOING_ON, starts_at__lt=now + AHEAD)
    done = Q(state=VisitState.OVER, ended_at__date=today)
    alarmed = Exists(Alarm.objects.filter(visit=OuterRef("pk"), closed_at=None))
    found = visits_visible_to(user).filter(ours | done | Q(alarmed)).order_by("starts_at", "pk")
    settings, board = settings_here(), Board()
    for row in rows_of(found, settings, now):
        _place_of(row, board).append(row)
    board.late.sort(key=lambda row: (row.alarm is None, row.left or 0))
    return board


def rows_of(
    visits: QuerySet[Visit], settings: VisitSettings, now: datetime.datetime
) -> list[BoardRow]:
    """Each with who goes, the time that is left and its open alarm: two queries."""
    alarms = Alarm.objects.filter(closed_at=None).select_related("taken_by")
    listed = visits.annotate(names=names_of("pk")).prefetch_related(
        Prefetch("alarms", alarms, to_attr="open_alarms")
    )
    return [
        BoardRow(
            one, one.names, minutes_left(one, settings, now), next(iter(one.open_alarms), None)
        )
        for one in listed
    ]


def _place_of(row: BoardRow, board: Board) -> list[BoardRow]:
    if row.is_late:
        return board.late
    places = {VisitState.UNDER_WAY: board.under_way, VisitState.PLANNED: board.planned}
    return places.get(VisitState(row.visit.state), board.over)


def own_visits(user: User) -> QuerySet[Visit]:
    """Those that this person goes on until tomorrow, and is not back from."""
    until = timezone.now() + datetime.timedelta(hours=24)
    found = visits_visible_to(user).filter(workers__person=user, state__in=GOING_ON)
    return found.filter(starts_at__lt=until).order_by("starts_at")


def group_writing(case: Case | None, user: User) -> Group | None:
    """On whose behalf they write into the case; None where they may not."""
    if case is None:
        return None
    try:
        return acting_group(case, user, Permission.CASE_ANNOTATE)
    except Http404:
        return None
