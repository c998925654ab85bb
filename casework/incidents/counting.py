"""What an incident counts, and what of it may leave the city.

Inside the city everything is told exactly. A situation report tells no number under five, nor one
out of which such a number could be reckoned (as reports do, decision 0074).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from casework.cases.restricted import kept_cases
from casework.incidents.choices import NUMBERS, Whereabouts
from casework.incidents.models import AffectedPeople, Incident
from casework.partners.models import Need
from ostoja.accounts.models import User
from ostoja.privacy.small_numbers import is_small, without_small
from tenants.profile.selectors import profile

Told = int | None


def told(number: int) -> Told:
    """A number by itself."""
    return None if is_small(number) else number


def told_part(number: int, whole: int) -> Told:
    """A number beside that of which it is a part: neither it nor the rest is small."""
    return None if is_small(number) or is_small(whole - number) or is_small(whole) else number


def open_needs(rows: Iterable[AffectedPeople]) -> dict[Need, int]:
    """For how many people each need is open, in the city's order of needs."""
    found: Counter[Need] = Counter()
    for row in rows:
        for need in row.needs.all():
            found[need] += row.number
    return dict(sorted(found.items(), key=lambda pair: pair[0].position))


def by_whereabouts(incident: Incident) -> dict[str, int]:
    """How many of the people written down are where, all of them in one query."""
    rows = incident.people.order_by().values_list("whereabouts").annotate(together=Sum("number"))
    found = dict(rows)
    return {one.value: found.get(one.value, 0) for one in Whereabouts}


def figures_of(incident: Incident, by: User | None) -> dict[str, Any]:
    """What an edition of the situation report tells, ready to be kept as JSON: all of it, so that
    what is changed later changes no edition.
    """
    where = by_whereabouts(incident)
    listed = sum(where.values())
    bodies = incident.mobilisations.select_related("organisation")
    return {
        "city": profile().name,
        "kind": incident.kind,
        "name": incident.name,
        "place": incident.place,
        "began_at": incident.began_at.isoformat(),
        "leader": incident.leader.full_name if incident.leader else "",
        "by": by.full_name if by else "",
        "at": timezone.now().isoformat(),
        "counted_at": incident.counted_at.isoformat() if incident.counted_at else None,
        "state": incident.state,
        "reported": _reported(incident),
        "listed": told(listed),
        "whereabouts": _parts(where, listed),
        "needs": _needs(incident, listed),
        "cases": told(_cases(incident)),
        "bodies": [{"name": one.organisation.name, "state": one.state} for one in bodies],
    }


def _reported(incident: Incident) -> dict[str, Told]:
    whole = incident.affected
    numbers = {name: getattr(incident, name) for name in NUMBERS}
    parts = {name: told_part(number, whole) for name, number in numbers.items()}
    return parts | {"affected": told(whole)}


def _parts(where: Mapping[str, int], listed: int) -> dict[str, Told]:
    """Together they are all who were written down, so what is hidden stands for several."""
    if is_small(listed):
        return dict.fromkeys(where)
    return dict(zip(where, without_small(list(where.values())), strict=True))


def _needs(incident: Incident, listed: int) -> list[dict[str, Any]]:
    rows = incident.people.prefetch_related("needs")
    return [
        {"name": dict(need.name.filled()), "number": told_part(number, listed)}
        for need, number in open_needs(rows).items()
    ]


def _cases(incident: Incident) -> int:
    """Without those that are kept to named people, which are in no count."""
    bound = incident.bindings.filter(case__merged_into=None)
    return bound.exclude(case__in=kept_cases().values("pk")).count()
