"""What this room adds to the page of a case, and to its closing."""

import datetime
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.choices import CaseState
from casework.cases.closing import ClosingRule, OpenThing
from casework.cases.models import Case
from casework.cases.panels import CaseButton, CasePanel, HistoryEntry
from casework.cases.selectors import Sight
from casework.moments import moment_of
from casework.referrals.choices import LIVE
from casework.referrals.models import Referral
from casework.referrals.on_case import seen
from casework.shelter import page, selectors
from casework.shelter.actions.waiting import closed
from casework.shelter.choices import NextStep
from casework.shelter.models import Stay
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.ui.city import facts_here

MODULE = "shelter"


def _stays(case: Case, sight: Sight) -> QuerySet[Stay]:
    stays = selectors.stays_visible_to(sight.person).filter(case=case)
    return stays.prefetch_related("decisions__by")


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """Stays, held beds, the waiting list, and where a bed may be held."""
    user = sight.person
    if not facts_here().has(MODULE) or not holds(user, Permission.STAY_VIEW):
        return None
    kept = selectors.holds_visible_to(user).filter(referral__case=case, ended_at__isnull=True)
    waiting = selectors.waiting_visible_to(user).filter(case=case)
    context = {
        "stays": [(one, page.tags_of(one)) for one in sight.once(_stays, case)],
        "holds": [(one, selectors.may_admit(user, one.facility)) for one in kept],
        "waiting": list(waiting),
        "to_hold": _to_hold(case, sight),
    }
    return CasePanel("shelter/case_panel.html", context) if any(context.values()) else None


def _to_hold(case: Case, sight: Sight) -> list[Referral]:
    """Referrals for which this person may hold a bed."""
    if case.state == CaseState.CLOSED or not holds(sight.person, Permission.STAY_ADMIT):
        return []
    live = any(one.state in LIVE for one in sight.once(seen, case))
    return list(selectors.to_hold(case, sight.person)) if live else []


def buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """Find a bed, or wait for one, while they stay nowhere."""
    if case.state == CaseState.CLOSED or not facts_here().has(MODULE):
        return
    if not sight.may(Permission.CASE_ANNOTATE) or not holds(sight.person, Permission.STAY_ADMIT):
        return
    stays, waits = selectors.stays_or_waits(case)
    if not stays:
        yield CaseButton(_("Find a bed"), reverse("case_bed", args=[case.pk]), order=60)
    if not (stays or waits):
        url = reverse("waiting_new", args=[case.pk])
        yield CaseButton(_("Put on the waiting list for a bed"), url, order=61)


def history(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    """When they came and left."""
    if not facts_here().has(MODULE):
        return
    for stay in sight.once(_stays, case):
        house = {"house": stay.facility}
        yield HistoryEntry(_("Admitted to %(house)s") % house, _noon(stay.started_on))
        for one in stay.decisions.all():
            by = one.by.full_name if one.by else ""
            yield HistoryEntry(NextStep(one.step).label, one.at, by=by, text=one.reason)
        if stay.ended_on:
            to = stay.get_destination_display()
            yield HistoryEntry(_("Left %(house)s") % house, _noon(stay.ended_on), remark=to)


def _noon(day: datetime.date) -> datetime.datetime:
    """Days have no hour; noon stands in the middle."""
    return moment_of(day, datetime.time(12))


def _obstacle(case: Case) -> str:
    stay = selectors.open_stay_of(case)
    if stay is None:
        return ""
    words = _("Somebody of this case stays in %(house)s. Discharge them first.")
    return words % {"house": stay.facility}


def _open_things(case: Case, user: User) -> Iterator[OpenThing]:
    """The stay from which somebody must be discharged first."""
    stay = selectors.stays_visible_to(user).filter(case=case, ended_on=None).first()
    if stay is not None:
        yield OpenThing(str(stay.facility), reverse("stay", args=[stay.pk]))


def _finish(case: Case, how_it_ended: str, by: User | None) -> None:
    """Nobody waits for a bed of a closed case."""
    closed(case, by=by)


CLOSING_RULE = ClosingRule(_obstacle, _finish, open_things=_open_things)
