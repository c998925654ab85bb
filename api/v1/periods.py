"""Hours of a service for a set period, which hold instead of the usual ones."""

from typing import Any, ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Day, Flag
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.services import DAYS, Service, Week, written
from casework.partners import actions, selectors
from casework.partners.forms import PeriodForm
from casework.partners.models import Service as ServiceRow
from casework.partners.periods import Period
from ostoja.access.permissions import Permission


class SetPeriod(Body):
    """From the first day to the last, both included; one of the two may be left out."""

    first = Day(required=False, allow_null=True)
    last = Day(required=False, allow_null=True)

    example: ClassVar = {"first": "2026-12-24", "last": "2026-12-26"}


class PeriodHours(SetPeriod):
    """The hours that hold then, or that the service is closed all this time."""

    is_closed = Flag(required=False)
    hours = Week(required=False)
    before = SetPeriod(required=False, help_text="The period that this one takes the place of.")

    example: ClassVar = {**SetPeriod.example, "is_closed": True}


class PeriodView(Resource):
    """For those who keep the directory."""

    tag = "services"
    part = "directory"
    permission = Permission.PARTNER_CHANGE

    @operation("Write other hours for some days", takes=PeriodHours, gives=Service, versioned=True)
    def write(self, request: Request, pk: UUID) -> Response:
        service, version = self._service(pk), self.version
        sent = self.body(PeriodHours)
        hours, before = sent.pop("hours", {}), sent.pop("before", None)
        values: dict[str, Any] = {**sent, "version": version}
        data = data_for(PeriodForm, values) | {
            f"hours-{day}": written(hours.get(day, [])) for day in DAYS
        }
        form = PeriodForm(data, service=service, before=_period(before) if before else None)
        checked(form, {day: f"/hours/{day}" for day in DAYS}, [form.hours])
        actions.write_period(
            pk=pk, version=version, before=form.before, by=self.user, **form.facts()
        )
        return self._shown(pk)

    @operation("Let the usual hours hold again", takes=SetPeriod, gives=Service, versioned=True)
    def remove(self, request: Request, pk: UUID) -> Response:
        self._service(pk)
        version, sent = self.version, self.body(SetPeriod)
        actions.remove_period(pk=pk, version=version, period=_period(sent), by=self.user)
        return self._shown(pk)

    def _service(self, pk: UUID) -> ServiceRow:
        rows = ServiceRow.objects.prefetch_related("schedules", "needs", "locations")
        return selectors.fact_for(self.user, rows, pk, Permission.PARTNER_CHANGE)

    def _shown(self, pk: UUID) -> Response:
        found = self._service(pk)
        return given(Service(found).data, version=found.version)


def _period(sent: dict[str, Any]) -> Period:
    return Period(sent.get("first"), sent.get("last"))
