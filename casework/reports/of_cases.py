"""Cases, people's contacts and playbooks, counted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from casework.cases.choices import StepKind
from casework.cases.models import Case, CaseStep
from casework.cases.restricted import kept_cases
from casework.intake.choices import RECORDED, Channel
from casework.intake.figures.periods import Period
from casework.intake.models import Conversation
from casework.playbooks.choices import CrisisKind
from casework.playbooks.models import PlaybookRun
from casework.reports.counting import counted, moments_in, spanning
from casework.reports.tables import Sheet

OPENED, CLOSED, CONTINUING = "opened", "closed", "continuing"


def cases(body: UUID | None = None) -> QuerySet[Case]:
    """Those that are counted: each person's once, and none that is kept from somebody.

    Of a body those that it leads, and those that it opened and somebody else leads by now.
    """
    found = Case.objects.filter(named=None, excluded=[], merged_into=None).order_by()
    return found if body is None else found.filter(_of(body))


def _of(body: UUID) -> Q:
    return Q(lead=body) | Q(opened_by_group__organisation=body)


def kept_opened(periods: Sequence[Period]) -> list[int]:
    """How many cases that stand in no table were opened in each period."""
    each = {f"in_{at}": Count("pk", filter=_opened(one)) for at, one in enumerate(periods)}
    found = Case.objects.filter(pk__in=kept_cases(), merged_into=None).aggregate(**each)
    return [found[f"in_{at}"] for at in range(len(periods))]


def _opened(period: Period) -> Q:
    return moments_in("opened_at", period)


def continuing(period: Period, lead: UUID | None = None) -> Q:
    """Open already when the period began. A case that was reopened since counts as not closed, and
    one that was transferred counts for whoever leads it now.
    """
    begins = period.begins
    was_open = Q(closed_at=None) | Q(closed_at__gte=begins)
    led = Q() if lead is None else Q(lead=lead)
    return Q(opened_at__lt=begins) & was_open & led


def moved(periods: Sequence[Period], body: UUID | None = None) -> Sheet:
    """Opened, closed and continuing: two questions."""
    each: dict[str, Any] = {}
    for at, period in enumerate(periods):
        each[f"{OPENED}_{at}"] = Count("pk", filter=_opened(period))
        each[f"{CONTINUING}_{at}"] = Count("pk", filter=continuing(period, body))
    whole = spanning(periods)
    near = cases(body).filter(opened_at__lt=whole.ends)
    found = near.aggregate(**each)
    ended = CaseStep.objects.filter(kind=StepKind.CLOSED, case__in=cases(body).values("pk"))
    closed = counted(ended, "kind", "at", periods, of="case", distinct=True)
    numbers = range(len(periods))
    return Sheet(
        "cases",
        _("Cases"),
        _("Cases"),
        {
            CONTINUING: _("continuing from before"),
            OPENED: _("opened"),
            CLOSED: _("closed"),
        },
        {
            CONTINUING: [found[f"{CONTINUING}_{at}"] for at in numbers],
            OPENED: [found[f"{OPENED}_{at}"] for at in numbers],
            CLOSED: closed.get(StepKind.CLOSED, [0 for _at in numbers]),
        },
        stock=frozenset({CONTINUING}),
    )


def contacts(periods: Sequence[Period]) -> Sheet:
    """How people came: one question. What a machine may have sent is left out.

    Which of them staff wrote down themselves is told in the statistics of the contact.
    """
    rows = Conversation.objects.filter(is_doubtful=False)
    names = {str(value): str(label) for value, label in Channel.choices}
    return Sheet(
        "channel",
        _("Contacts, by channel"),
        _("Channel"),
        names,
        counted(rows, "channel", "created_at", periods),
        _("What a machine may have sent is left out."),
        groups={name: name in RECORDED for name in names},
    )


def playbooks(periods: Sequence[Period], lead: UUID | None = None) -> Sheet:
    """Playbooks started, by the kind of crisis: one question."""
    rows = PlaybookRun.objects.exclude(case__in=kept_cases())
    if lead is not None:
        rows = rows.filter(case__lead=lead)
    names = {str(value): str(label) for value, label in CrisisKind.choices}
    return Sheet(
        "playbook",
        _("Playbooks started"),
        _("Kind of crisis"),
        names,
        counted(rows, "edition__playbook__kind", "started_at", periods),
        groups=dict.fromkeys(names, ""),
    )
