"""What cases show on a person's first page."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.choices import CaseState, Urgency
from casework.cases.models import Case, UnmetNeed
from casework.cases.selectors import (
    PROTECTED,
    cases_visible_to,
    most_urgent_first,
    without_worker,
    worked_on_by,
)
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Figure, Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.ui.elapsed import time_waited
from ostoja.ui.numbers import told

ROWS = 5
A_YEAR = timedelta(days=365)
PRESSING: Mapping[Urgency, Pressing] = {
    Urgency.IMMEDIATE: Pressing.NOW,
    Urgency.URGENT: Pressing.TODAY,
    Urgency.SOON: Pressing.LATER,
    Urgency.ROUTINE: Pressing.LATER,
}


def my_cases(user: User) -> Panel | None:
    """For who works on cases: their own, the most urgent first."""
    if not holds(user, Permission.CASE_OPEN):
        return None
    found = most_urgent_first(cases_visible_to(user).filter(pk__in=worked_on_by(user)))
    return Panel(
        _("Cases you work on"),
        [_row(case) for case in found.defer(*PROTECTED)[:ROWS]],
        _("Cases that you take or open appear here, the most urgent first."),
        f"{reverse('cases')}?mine=on",
        step=(_("Open a case without a report"), reverse("case_new")),
    )


def nobodys_cases(user: User) -> Panel | None:
    """For teams and their supervisors: cases that nobody works on yet."""
    if not holds(user, Permission.CASE_VIEW) or not holds(user, Permission.CASE_ANNOTATE):
        return None
    if holds(user, Permission.CASE_CHANGE):
        found = without_worker(cases_visible_to(user), user)
    else:
        found = cases_visible_to(user).filter(worker=None).exclude(state=CaseState.CLOSED)
    rows = [_row(case) for case in most_urgent_first(found).defer(*PROTECTED)[:ROWS]]
    if not rows and not holds(user, Permission.CASE_OPEN):
        return None
    return Panel(
        _("Cases that nobody works on yet"),
        rows,
        _("A case that nobody has taken appears here. Take it, so that somebody answers for it."),
        reverse("cases"),
    )


def unmet_needs(user: User) -> Panel | None:
    """For analysts: what people needed and nobody in the city could give."""
    if not holds(user, Permission.FIGURES_VIEW):
        return None
    recent = UnmetNeed.objects.filter(recorded_at__gte=timezone.now() - A_YEAR).order_by()
    counted = recent.values_list("case_need__need__name").annotate(number=Count("pk"))
    found = list(counted.order_by("-number", "case_need__need__position")[:ROWS])
    figures = [Figure(str(name), told(number)) for name, number in found]
    return Panel(
        _("Needs that nobody could meet, in the last 12 months"),
        figures=figures,
        empty=_(
            "Each need that ends without help is counted here, without names."
            " Numbers under 5 are not told, so that nobody can be recognised."
        ),
        more_url=reverse("unmet_needs"),
    )


def _row(case: Case) -> PanelRow:
    text, url = f"{case.number} · {case.pseudonym}", reverse("case", args=[case.pk])
    age = _("open %(time)s") % {"time": time_waited(case.opened_at)}
    pressing = PRESSING[Urgency(case.urgency)]
    return PanelRow(text, url, f"{case.get_urgency_display()} · {age}", pressing)
