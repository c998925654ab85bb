"""Benefits in kind, counted."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from casework.benefits.choices import ArticleKind
from casework.benefits.models import GivingLine
from casework.cases.restricted import kept_cases
from casework.intake.figures.periods import Period
from casework.reports.counting import Counts, days_in, spanning
from casework.reports.tables import Sheet


def given(periods: Sequence[Period], body: UUID | None = None) -> list[Sheet]:
    """How often something of each kind was given, and for how many people: one question.

    What was taken back is not counted. A number is hidden by the households it is about, since
    thirty givings may be one person's.
    """
    times, people, homes = _counted(_rows(periods, body), periods)
    names = {str(value): str(label) for value, label in ArticleKind.choices}
    head = _("Kind of article")
    return [
        Sheet(
            "benefits",
            _("Benefits in kind given"),
            head,
            names,
            times,
            _("Several articles of one kind that are given together count as one."),
            stands_for=homes,
        ),
        Sheet(
            "benefits_people",
            _("People for whom benefits in kind were given"),
            head,
            names,
            people,
            _("Each time counts everybody it was for: who came three times counts three times."),
            stands_for=homes,
        ),
    ]


def _rows(periods: Sequence[Period], body: UUID | None) -> Any:
    """Each giving once for each kind that it holds."""
    lines = GivingLine.objects.filter(
        days_in("giving__given_on", spanning(periods)), giving__back_at=None
    )
    lines = lines.exclude(giving__case__in=kept_cases())
    if body is not None:
        lines = lines.filter(giving__store__organisation=body)
    names = ("giving__case", "giving__given_on", "giving__people", "giving", "article__kind")
    return lines.order_by().values_list(*names).distinct()


def _counted(rows: Any, periods: Sequence[Period]) -> tuple[Counts, Counts, Counts]:
    """For each kind a number for each period: times, people, households."""
    times: Counts = defaultdict(lambda: [0] * len(periods))
    people: Counts = defaultdict(lambda: [0] * len(periods))
    homes: dict[Any, list[set[Any]]] = defaultdict(lambda: [set() for _period in periods])
    for case, day, number, _giving, kind in rows:
        for at, period in enumerate(periods):
            if period.first <= day <= period.last:
                times[kind][at] += 1
                people[kind][at] += number
                homes[kind][at].add(case)
    return (
        dict(times),
        dict(people),
        {kind: [len(one) for one in sets] for kind, sets in homes.items()},
    )
