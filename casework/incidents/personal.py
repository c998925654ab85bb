"""What this room holds of a person: the line in which they were written down, and that their case
belongs to an incident.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases import labels_of_copies as labels
from casework.cases import personal as of_cases
from casework.incidents.models import AffectedPeople, CaseBinding, Entry, Incident, SituationReport
from casework.incidents.presenters import names_of_people
from ostoja.accounts.models import User
from ostoja.privacy.requests import forgetting, holdings, subjects
from ostoja.privacy.requests.holdings import Holding
from ostoja.privacy.requests.subjects import Subject

KEY = "incidents.affectedpeople"
_INCIDENT = gettext_lazy("Incident")


def called(text: str) -> set[str]:
    """Rows that are called just so; they are encrypted, and so read one by one."""
    wanted = " ".join(text.split()).casefold()
    rows = AffectedPeople.objects.only("label")
    return {str(row.pk) for row in rows if " ".join(row.label.split()).casefold() == wanted}


def obstacle(pk: UUID) -> str:
    """While the incident goes on somebody looks after them by this line."""
    found = Incident.objects.filter(people=pk).first()
    if found is not None and found.goes_on:
        return _("The incident goes on. Close it first.")
    return ""


def _case_of(pk: UUID) -> UUID | None:
    return CaseBinding.objects.filter(people=pk).values_list("case", flat=True).first()


def closed_to(user: User, pk: UUID) -> str:
    """What belongs to a restricted case is as closed as the case."""
    case = _case_of(pk)
    return of_cases.closed_to(user, case) if case else ""


def kept_from(user: User) -> Iterable[UUID]:
    """Those of cases from which this person is excluded."""
    found = CaseBinding.objects.filter(case__in=of_cases.kept_from(user)).exclude(people=None)
    return found.order_by().values_list("people", flat=True)


def _of_cases(ids: frozenset[UUID]) -> Mapping[str, Iterable[UUID]]:
    found = AffectedPeople.objects.filter(bindings__case__in=ids).order_by()
    return {KEY: found.values_list("pk", flat=True)}


def _needs(row: AffectedPeople) -> str:
    return ", ".join(str(one) for one in row.needs.all())


SUBJECT = Subject(
    key=KEY,
    label=gettext_lazy("Row of affected people in an incident"),
    model=AffectedPeople,
    retention="affected_people",
    find=called,
    name=names_of_people,
    obstacle=obstacle,
    closed_to=closed_to,
    kept_from=kept_from,
)
PEOPLE = Holding(
    AffectedPeople,
    gettext_lazy("Rows in incidents"),
    KEY,
    "pk",
    also=("added_at",),
    own=("label",),
    labels={"incident": _INCIDENT, "added_at": labels.WRITTEN},
    joins=("incident", "helper"),
    more={"needs": (gettext_lazy("Needs that were open"), _needs)},
)
BINDING = Holding(
    CaseBinding,
    gettext_lazy("Incidents of the case"),
    labels.KEY,
    "case",
    also=("bound_at",),
    labels={"incident": _INCIDENT, "bound_at": labels.WHEN},
    joins=("incident",),
)


def register_all() -> None:
    """Called when the app starts, after this room's retention classes."""
    forgetting.register(SUBJECT)
    subjects.register_widening(labels.KEY, _of_cases)
    holdings.register(PEOPLE, BINDING)
    holdings.leave_out(
        Entry, gettext_lazy("The log of an incident: it is about the event and no single person.")
    )
    holdings.leave_out(
        SituationReport, gettext_lazy("Situation reports hold counts, and no data about people.")
    )
