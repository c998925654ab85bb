"""The table of services."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from casework.partners.hours_in_words import intervals_by_day
from casework.partners.models import Need, Organisation, Service
from casework.partners.selectors import of_standing
from casework.partners.tables import service_storing
from casework.partners.tables.bodies import Bodies
from casework.partners.tables.service_columns import service_columns
from casework.partners.tables.storing import one_at_a_time
from casework.partners.tables.undoing import take_back
from casework.partners.tables.week import ALWAYS
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.tables.columns import Column
from ostoja.tables.kinds import Existing, Kind, Ready, Sender, Store, Stored, Undoing, Values
from ostoja.tables.problems import CellError, Problem
from ostoja.ui.polish_order import fold

TEXTS = ("name", "description", "eligibility", "limits", "documents")
FACTS = (
    *("status", "phases", "languages", "minimum_age", "maximum_age"),
    *("sexes", "districts", "situations"),
    *("response_hours", "capacity", "capacity_unit", "free_places", "free_said_on"),
)


class ServiceStore(Store):
    """The city's services with their bodies, needs, places and hours."""

    def __init__(self) -> None:
        self.bodies = Bodies(Organisation.objects.prefetch_related("locations"))
        self.needs = {need.key: need for need in Need.objects.all()}
        self.columns = service_columns(self.bodies, self.needs.values())
        related = ("needs", "locations", "schedules")
        offered = of_standing(Service.objects.select_related("organisation"))
        services = offered.prefetch_related(*related)
        self.services = list(services.order_by("organisation__sort_key", "key"))
        self.by_key = {service.key: service for service in self.services}
        self.by_name: dict[tuple[str, str], list[Service]] = defaultdict(list)
        for service in self.services:
            self.by_name[service.organisation.key, _name(service.name)].append(service)

    def find(self, values: Values) -> Existing | None:
        service = self._service(values)
        return Existing(service.pk, _values(service), service) if service else None

    def _service(self, values: Values) -> Service | None:
        if values.get("key"):
            service = self.by_key.get(values["key"])
            if service is None or service.organisation.key != values["organisation"]:
                raise CellError(
                    gettext_noop(
                        "This partner has no service with this identifier. Leave it empty for a "
                        "new one."
                    ),
                    column="key",
                )
            return service
        found = self.by_name[values["organisation"], _name(values["name"])]
        if len(found) > 1:
            raise CellError(
                gettext_noop(
                    "The partner has several services of this name. Add the identifier of the one "
                    "you mean; an export has it."
                ),
                column="name",
            )
        return found[0] if found else None

    def identities(self, values: Values, existing: Existing | None) -> Iterable[str]:
        if existing is not None:
            return [str(existing.pk)]
        return [f"{values['organisation']} {_name(values['name'])}"]

    def problems(self, values: Values, existing: Existing | None) -> Iterator[Problem]:
        whole = {**(existing.values if existing else {}), **values}
        if not whole.get("needs"):
            yield Problem(gettext_noop("This cell must be filled in."), column="needs")
        lowest, highest = whole.get("minimum_age"), whole.get("maximum_age")
        if lowest is not None and highest is not None and lowest > highest:
            message = gettext_noop("“To age” must not be less than “From age”.")
            yield Problem(message, column="maximum_age")
        if whole.get("capacity") and not whole.get("capacity_unit"):
            yield Problem(gettext_noop("Say what is counted."), column="capacity_unit")
        if whole.get("free_places") is not None and not whole.get("free_said_on"):
            yield Problem(gettext_noop("Say on which day it was so."), column="free_said_on")
        yield from self._problems_of_places(whole)

    def _problems_of_places(self, whole: Values) -> Iterator[Problem]:
        body = self.bodies.by_key[whole["organisation"]]
        known = {fold(place.name) for place in body.locations.all()}
        for name in whole.get("places", ()):
            if fold(name) not in known:
                message = gettext_noop("The partner has no place called “%(name)s”.")
                yield Problem(message, {"name": name}, "places")

    def store(self, rows: Sequence[Ready], sender: Sender) -> dict[int, Stored]:
        known = service_storing.City(self.bodies, self.needs)
        new = [row for row in rows if row.existing is None]
        stored = service_storing.add_services(rows=new, city=known, by=sender.user) if new else {}
        for row in rows:
            if row.existing is not None:
                stored[row.number] = service_storing.change(
                    row.existing, row.values, known, sender.user
                )
        return stored

    def rows(self) -> Iterator[Values]:
        yield from map(_values, self.services)


class Services(Kind):
    """What partners offer."""

    key = "services"
    order = 20
    module = "partners"
    page = "service_edit"
    name = _("Services of partners")
    explanation = _("What partners offer: for whom, for which needs, where and when.")
    may_import, may_export = Permission.PARTNER_CHANGE, Permission.PARTNER_VIEW
    at_once = 300

    def columns(self) -> list[Column]:
        return service_columns(Bodies(Organisation.objects.all()), Need.objects.all())

    def open(self) -> ServiceStore:
        return ServiceStore()

    def lock(self) -> None:
        one_at_a_time()

    def undo(self, rows: Sequence[Undoing], by: User) -> None:
        take_back(rows=rows, by=by)


def _name(texts: dict[str, str]) -> str:
    return fold(texts.get("pl") or next(iter(texts.values()), ""))


def _values(service: Service) -> dict[str, Any]:
    values = {name: getattr(service, name) for name in (*TEXTS, *FACTS, "key")}
    return values | {
        "organisation": service.organisation.key,
        "needs": [need.key for need in service.needs.all()],
        "places": [place.name for place in service.locations.all()],
        "hours": ALWAYS if service.always_open else _week(service),
    }


def _week(service: Service) -> dict[str, Any]:
    regular = [one for one in service.schedules.all() if not one.valid_from and not one.valid_to]
    return {day: intervals for day, intervals in intervals_by_day(regular).items() if intervals}
