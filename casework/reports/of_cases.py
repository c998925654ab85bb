"""Cases, people's contacts, unmet needs and playbooks, counted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from casework.cases.choices import StepKind, UnmetReason
from casework.cases.models import Case, CaseStep, UnmetNeed
from casework.cases.restricted import kept_cases
from casework.intake.choices import RECORDED, Channel
from casework.intake.figures.periods import Period
from casework.intake.models import Conversation
from casework.playbooks.choices import CrisisKind
from casework.playbooks.models import PlaybookRun
from casework.reports.counting import counted, moments_in, spanning
from casework.reports.of_referrals import needs_by_key
from casework.reports.tables import Sheet

OPENED, CLOSED, CONTINUING = "opened", "closed", "continuing"


def cases(lead: UUID | None = None) -> QuerySet[Case]:
    """Those that are counted: each person's once, and none that is kept from somebody."""
    found = Case.objects.filter(named=None, excluded=[], merged_into=None).order_by()
    return found if lead is None else found.filter(lead=lead)


def kept_opened(periods: Sequence[Period], lead: UUID | None = None) -> list[int]:
    """How many cases that stand in no table were opened in each period."""
    each = {f"in_{at}": Count("pk", filter=_opened(one)) for at, one in enumerate(periods)}
    rows = Case.objects.filter(pk__in=kept_cases(), merged_into=None)
    found = (rows if lead is None else rows.filter(lead=lead)).aggregate(**each)
    return [found[f"in_{at}"] for at in range(len(periods))]


def _opened(period: Period) -> Q:
    return moments_in("opened_at", period)


def continuing(period: Period) -> Q:
    """Open already when the period began. A case that was reopened since counts as not closed."""
    begins = period.begins
    was_open = Q(closed_at=None) | Q(closed_at__gte=begins)
    return Q(opened_at__lt=begins) & was_open


def moved(periods: Sequence[Period], lead: UUID | None = None) -> Sheet:
    """Opened, closed and continuing: two questions."""
    each: dict[str, Any] = {}
    for at, period in enumerate(periods):
        each[f"{OPENED}_{at}"] = Count("pk", filter=_opened(period))
        each[f"{CONTINUING}_{at}"] = Count("pk", filter=continuing(period))
    whole = spanning(periods)
    near = cases(lead).filter(Q(opened_at__lt=whole.ends))
    found = near.aggregate(**each)
    ended = CaseStep.objects.filter(kind=StepKind.CLOSED, case__in=cases(lead).values("pk"))
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


def unmet_by_need(periods: Sequence[Period]) -> Sheet:
    """What people needed and nobody could give: one question."""
    counts = counted(_unmet(), "case_need__need__key", "recorded_at", periods)
    needs = needs_by_key()
    names = {key: needs[key] for key in sorted(counts, key=lambda key: -counts[key][0])}
    return Sheet(
        "unmet_need",
        _("Unmet needs, by need"),
        _("Need"),
        names,
        counts,
        groups=dict.fromkeys(names, ""),
    )


def unmet_by_reason(periods: Sequence[Period]) -> Sheet:
    """Why nobody could: one question."""
    names = {str(value): str(label) for value, label in UnmetReason.choices}
    return Sheet(
        "unmet_reason",
        _("Unmet needs, by reason"),
        _("Reason"),
        names,
        counted(_unmet(), "reason", "recorded_at", periods),
        groups=dict.fromkeys(names, ""),
    )


def _unmet() -> QuerySet[UnmetNeed]:
    return UnmetNeed.objects.exclude(case_need__case__in=kept_cases())


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
