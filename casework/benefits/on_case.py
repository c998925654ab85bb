"""What this room adds to the page of a case."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.benefits import page
from casework.benefits.choices import BackAs
from casework.benefits.home import may_give
from casework.benefits.models import Giving, GivingLine
from casework.benefits.selectors import givings_visible_to
from casework.cases import along, panels
from casework.cases.choices import CaseState
from casework.cases.models import Case
from casework.cases.panels import CaseButton, CasePanel, HistoryEntry
from casework.cases.selectors import Sight
from casework.moments import moment_of
from ostoja.access.permissions import Permission
from ostoja.ui.city import facts_here

MODULE, KNOWN = "benefits", "has_givings"
MOST = 10


def any_giving() -> Exists:
    """Read along with the case, so that a case without any asks nothing more."""
    return Exists(Giving.objects.filter(case=OuterRef("pk")))


def _givings(case: Case, sight: Sight) -> Iterable[Any]:
    """Nothing is asked where there can be none."""
    if not getattr(case, KNOWN, True) or not facts_here().has(MODULE):
        return ()
    # Made for each request: a query that is kept would carry one city's rows into another.
    lines = Prefetch("lines", GivingLine.objects.select_related("article"))
    return givings_visible_to(sight.person).filter(case=case).prefetch_related(lines)


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """What was given last: when, what, how much, by whom."""
    found = sight.once(_givings, case)
    rows = [(one, page.given_in_words(one.lines.all())) for one in found[:MOST]]
    context = {"givings": rows, "more": len(found) - len(rows)}
    return CasePanel("benefits/case_panel.html", context) if rows else None


def buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """Give something out of a store of one's own body."""
    if case.state == CaseState.CLOSED or not facts_here().has(MODULE):
        return
    if sight.may(Permission.CASE_ANNOTATE) and may_give(sight.person):
        url = reverse("case_giving", args=[case.pk])
        yield CaseButton(_("Give a benefit in kind"), url, 59)


def history(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    """What was given, and what was taken back."""
    for giving in sight.once(_givings, case):
        what = page.given_in_words(giving.lines.all())
        yield HistoryEntry(
            _("Benefit in kind given"),
            _when(giving),
            by=giving.given_by.full_name if giving.given_by else "",
            text=giving.note,
            remark=what,
        )
        if giving.back_at is not None:
            yield HistoryEntry(
                _("Benefit in kind taken back"),
                giving.back_at,
                by=giving.back_by.full_name if giving.back_by else "",
                text=giving.back_why,
                remark=f"{what} – {BackAs(giving.back_as).label}",
            )


def _when(giving: Giving) -> datetime.datetime:
    """When it was written down; at noon of an earlier day, since that has no hour."""
    written: datetime.datetime = giving.given_at
    noon = moment_of(giving.given_on, datetime.time(12))
    return written if abs(written - noon) < datetime.timedelta(hours=13) else noon


def register_all() -> None:
    """Called when the app starts."""
    along.register(KNOWN, any_giving)
    panels.register(115, panel)
    panels.register_buttons(buttons)
    panels.register_history(history, panels.StoryKind.BENEFITS)
