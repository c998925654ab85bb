"""Cities: which there are, a new one, and what operators do to each."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Nothing
from api.openapi.operations import operation
from api.operators.cities_shown import CityFilter, CityToOnboard, NewOperatedCity, OperatedCity
from api.operators.jobs import Job, asked
from api.operators.selectors import cities, city_named, standing
from api.problems import Invalid, Refused
from api.resources import Resource, given
from tenants.addresses import invitation_address
from tenants.bundles.writing import default_path
from tenants.new_cities.facts import Table
from tenants.onboarding import NewCity, onboard
from tenants.stages import (
    NoCopy,
    NotPlanning,
    StaysSuspended,
    discard_copy,
    prepare_city,
    resume_city,
    suspend_city,
)

MEMBERS = frozenset(field.name for field in fields(NewCity))
GROUPS = ("legal_act", "controller")
LISTS = ("partners", "staff")
NO_COPY = _("This is a city and no copy of one. A city goes by a deletion.")


class CityView(Resource):
    """Operators see every city, and of each what stands on the platform about it."""

    tag = "cities"
    part = "cities"
    ordering = ("slug",)
    filters = CityFilter

    @operation("List the cities", "By slug.", gives=OperatedCity, page=True)
    def list(self, request: Request) -> Response:
        return self.page(cities(), OperatedCity, **standing())

    @operation("Read a city", gives=OperatedCity)
    def retrieve(self, request: Request, slug: str) -> Response:
        return self._shown(slug)

    @operation(
        "Onboard a city",
        "Schema, roles, key, blueprint, domain and an invitation, all or nothing. The answer "
        "holds the invitation's link; only the same Idempotency-Key shows it again.",
        takes=CityToOnboard,
        gives=NewOperatedCity,
        status=201,
    )
    def create(self, request: Request) -> Response:
        sent = self.body(CityToOnboard)
        tables = {name: _table(name, sent.get(name, "")) for name in LISTS}
        wanted = NewCity.from_draft(sent, **tables)
        try:
            made = onboard(wanted, by=self.user)
        except ValidationError as error:
            raise Invalid(list(_pointed(error, wanted))) from None
        slug = made.city.slug
        context = {
            **standing(),
            "rows": made.rows,
            "invitation": invitation_address(
                wanted.host, made.invitation_token, routes=settings.ROOT_URLCONF
            ),
        }
        shown = NewOperatedCity(city_named(slug), context={"view": self, **context}).data
        return given(shown, status=201, location=reverse("api_cities_one", args=[slug]))

    @operation(
        "Begin the preparation of a city",
        "The planning stage is over: its administrators make it ready and open it.",
        takes=Nothing,
        gives=OperatedCity,
    )
    def prepare(self, request: Request, slug: str) -> Response:
        return self._changed(prepare_city, slug)

    @operation(
        "Suspend a city",
        "Its pages show that it is closed, with the telephone numbers; its data stay.",
        takes=Nothing,
        gives=OperatedCity,
    )
    def suspend(self, request: Request, slug: str) -> Response:
        return self._changed(suspend_city, slug)

    @operation(
        "End a suspension",
        "The city is what it was before. A copy beside its city stays suspended.",
        takes=Nothing,
        gives=OperatedCity,
    )
    def resume(self, request: Request, slug: str) -> Response:
        return self._changed(resume_city, slug)

    @operation(
        "Remove a copy",
        "One that was put beside its city, with its key; a city itself is never removed here.",
        takes=Nothing,
        status=204,
    )
    def discard(self, request: Request, slug: str) -> Response:
        self.body(Nothing)
        try:
            discard_copy(city_named(slug).slug, by=self.user)
        except NoCopy:
            raise Refused(409, NO_COPY) from None
        return given(None, status=204)

    @operation("Bring a city up to date", takes=Nothing, gives=Job, status=202)
    def upgrade(self, request: Request, slug: str) -> Response:
        return self._begun("upgrade", city_named(slug).slug, slugs=[slug])

    @operation(
        "Bring all cities up to date",
        "One that fails stops no other; those that are current are left alone.",
        takes=Nothing,
        gives=Job,
        status=202,
    )
    def upgrade_all(self, request: Request) -> Response:
        return self._begun("upgrade", "", slugs=[])

    @operation(
        "Back a city up",
        "Into a new bundle, which the city's list of bundles then names.",
        takes=Nothing,
        gives=Job,
        status=202,
    )
    def backup(self, request: Request, slug: str) -> Response:
        return self._begun("backup", city_named(slug).slug, to=str(default_path(slug).absolute()))

    def _begun(self, kind: str, slug: str, **arguments: Any) -> Response:
        self.body(Nothing)
        return asked(self, kind, slug, **arguments)

    def _changed(self, change: Callable[..., object], slug: str) -> Response:
        self.body(Nothing)
        try:
            change(city_named(slug).slug, by=self.user)
        except (NotPlanning, StaysSuspended) as error:
            raise Refused(409, str(error)) from None
        return self._shown(slug)

    def _shown(self, slug: str) -> Response:
        context = {"view": self, **standing()}
        return given(OperatedCity(city_named(slug), context=context).data)


def _table(name: str, text: str) -> Table | None:
    return Table(f"{name}.csv", text.encode()) if text else None


def _pointed(error: ValidationError, wanted: NewCity) -> Any:
    """Each problem with the member that it is about."""
    for name, texts in error.message_dict.items():
        pointer = _pointer(name)
        if wanted.own_blueprint and pointer == "/blueprint":
            pointer = "/own_blueprint"
        yield from ({"pointer": pointer, "detail": text} for text in texts)


def _pointer(name: str) -> str:
    """``legal_act_title`` is the title in the act."""
    for outer in GROUPS:
        if name.startswith(f"{outer}_"):
            return f"/{outer}/{name.removeprefix(f'{outer}_')}"
    return f"/{name}" if name in MEMBERS else ""
