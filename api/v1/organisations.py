"""Bodies that help: the public directory, and for staff the whole record."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import token_in
from api.fields import Body, Choice, Choices, Day, Flag, Id, Shown, Text, Texts
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.facts import SOURCE, in_languages, text_pointers
from casework.partners import actions, choices, directory, selectors
from casework.partners.forms import AgreementForm, OrganisationForm
from casework.partners.models import Organisation as OrganisationRow
from casework.partners.models import Service as ServiceRow
from casework.partners.searching import fits, words_of_body
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User


class Organisation(Shown):
    """A body as residents read it."""

    id = serializers.UUIDField()
    key = serializers.CharField(help_text="Name in addresses; stays the same for good.")
    name = serializers.CharField()
    short_name = serializers.CharField()
    unit = serializers.CharField(help_text="The part of the body that does the work.")
    kind = serializers.ChoiceField(choices=choices.OrganisationKind.choices)
    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=choices.OrganisationRole.choices)
    )
    description = Texts()
    email = serializers.CharField()
    website = serializers.CharField()
    is_sample = serializers.BooleanField(help_text="Made up for a demonstration.")
    verified_on = serializers.DateField(allow_null=True, help_text="When it was last checked.")

    example: ClassVar = {
        "id": "5b2f4d0e-0c57-4a57-8f0d-5a8a1b7c9d10",
        "key": "fundacja-przyklad",
        "name": "Fundacja Przykład",
        "short_name": "",
        "unit": "",
        "kind": "ngo",
        "roles": ["partner"],
        "description": {"pl": "Rozmowy i wsparcie."},
        "email": "",
        "website": "",
        "is_sample": True,
        "verified_on": "2026-11-20",
    }


class OrganisationRecord(Organisation):
    """A body as staff read it; what residents do not see is null without a token."""

    parent = serializers.UUIDField(  # type: ignore[assignment]
        source="parent_id", allow_null=True
    )
    permanence = serializers.ChoiceField(choices=choices.Permanence.choices, allow_null=True)
    agreement_state = serializers.ChoiceField(
        choices=choices.AgreementState.choices, allow_null=True
    )
    agreement_date = serializers.DateField(allow_null=True)
    agreement_document = serializers.CharField(
        allow_null=True, help_text="Number under which the agreement was signed."
    )
    is_public = serializers.BooleanField(help_text="Shown in the directory once it takes part.")
    version = serializers.IntegerField()

    staff_only = ("permanence", "agreement_state", "agreement_date", "agreement_document")
    example: ClassVar = {
        **Organisation.example,
        "parent": None,
        "permanence": "permanent",
        "agreement_state": "signatory",
        "agreement_date": "2019-09-06",
        "agreement_document": "",
        "is_public": True,
        "version": 3,
    }


class OrganisationFacts(Body):
    """What may be written about a body."""

    name = Text(max_length=200)
    short_name = Text(max_length=60, required=False, allow_blank=True)
    unit = Text(max_length=200, required=False, allow_blank=True)
    parent = Id(  # type: ignore[assignment]
        required=False, allow_null=True, help_text="The body that this one is a part of."
    )
    kind = Choice(choices=choices.OrganisationKind.choices)
    roles = Choices(choices.OrganisationRole.choices, required=False)
    permanence = Choice(choices=choices.Permanence.choices, required=False)
    description = Texts(longest=500, required=False)
    email = Text(max_length=254, required=False, allow_blank=True)
    website = Text(max_length=200, required=False, allow_blank=True)
    is_public = Flag(required=False)
    source = SOURCE()  # type: ignore[assignment]
    source_date = Text(max_length=10, required=False, allow_blank=True)
    is_sample = Flag(required=False)

    example: ClassVar = {
        "name": "Fundacja Przykład",
        "kind": "ngo",
        "roles": ["partner"],
        "permanence": "permanent",
        "description": {"pl": "Rozmowy i wsparcie."},
        "source": "telefon",
    }


class AgreementStep(Body):
    """The next state of the agreement, with its day where one is signed or ended."""

    state = Choice(choices=choices.AgreementState.choices)
    day = Day(required=False, allow_null=True)
    document = Text(
        max_length=100, required=False, allow_blank=True, help_text="Number of the agreement."
    )

    example: ClassVar = {"state": "signatory", "day": "2026-11-20"}


class OrganisationFilter(django_filters.FilterSet):
    """Which bodies to list."""

    role = django_filters.ChoiceFilter(
        choices=choices.OrganisationRole.choices, method="with_role", help_text="Role in the city."
    )
    kind = django_filters.ChoiceFilter(
        choices=choices.OrganisationKind.choices, help_text="What sort of body it is."
    )
    need = django_filters.UUIDFilter(method="meeting", help_text="Offers a service for this need.")
    search = django_filters.CharFilter(
        method="called",
        max_length=200,
        help_text="Words, or parts of them, in names of the body, its services and their needs.",
    )

    def with_role(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Roles are a list in one column."""
        return rows.filter(roles__contains=[value])

    def called(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Slips and missing diacritics are forgiven."""
        services = Prefetch("services", queryset=self._services(), to_attr="named_services")
        found = [
            body.pk
            for body in rows.prefetch_related(services)
            if fits(value, words_of_body(body, body.named_services))
        ]
        return rows.filter(pk__in=found)

    def _services(self) -> QuerySet[ServiceRow]:
        """All of them for staff, those in use for residents."""
        rows = ServiceRow.objects.prefetch_related("needs")
        is_public = self.request is None or token_in(self.request) is None
        return rows.filter(status=choices.ServiceStatus.ACTIVE) if is_public else rows

    def meeting(self, rows: QuerySet[Any], name: str, value: UUID) -> QuerySet[Any]:
        """Whatever its state: a service that is closed now is found with ``/services/``."""
        return rows.filter(pk__in=OrganisationRow.objects.filter(services__needs=value))


def organisations_for(reader: User | None) -> QuerySet[OrganisationRow]:
    """All bodies for the staff, those of the directory for everybody."""
    return OrganisationRow.objects.all() if reader else directory.listed_bodies()


class OrganisationView(Resource):
    """Public to read. Whoever may change partners may change all of the city's."""

    tag = "organisations"
    part = "directory"
    is_public = True
    permission = Permission.PARTNER_VIEW
    permissions: ClassVar = {
        "create": Permission.PARTNER_CHANGE,
        "partial_update": Permission.PARTNER_CHANGE,
        "checked": Permission.PARTNER_CHANGE,
        "agreement": Permission.PARTNER_CHANGE,
    }
    ordering = ("sort_key", "id")
    filters = OrganisationFilter

    @operation(
        "List the organisations",
        "In Polish alphabetical order. Without a token: those of the public directory.",
        gives=OrganisationRecord,
        page=True,
    )
    def list(self, request: Request) -> Response:
        return self.fast_page(organisations_for(self.reader), OrganisationRecord)

    @operation(
        "Read an organisation",
        "The id of a record that was merged into another one gives the other one.",
        gives=OrganisationRecord,
    )
    def retrieve(self, request: Request, pk: UUID) -> Response:
        rows = organisations_for(self.reader)
        found = rows.filter(pk=pk).first()
        if found is None and (standing := selectors.standing_for(pk=pk)) is not None:
            found = rows.filter(pk=standing.pk).first()
        if found is None:
            raise Http404
        return self._shown(found)

    @operation("Add an organisation", takes=OrganisationFacts, gives=OrganisationRecord, status=201)
    def create(self, request: Request) -> Response:
        sent = self.body(OrganisationFacts)
        form = self._form({**DEFAULTS, **sent})
        made = actions.create_organisation(submission=self.submission, by=self.user, **form.facts())
        return self._shown(made, status=201)

    @operation(
        "Change an organisation",
        "Members that you leave out stay as they are.",
        takes=OrganisationFacts,
        gives=OrganisationRecord,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        found = selectors.organisation_for(self.user, pk, Permission.PARTNER_CHANGE)
        version, sent = self.version, self.body(OrganisationFacts, partial=True)
        form = self._form(sent, found)
        changed = actions.change_organisation(pk=pk, version=version, by=self.user, **form.facts())
        return self._shown(changed)

    @operation(
        "Say that the record is right today",
        "Somebody checked the body and its active services.",
        gives=OrganisationRecord,
    )
    def checked(self, request: Request, pk: UUID) -> Response:
        found = selectors.organisation_for(self.user, pk, Permission.PARTNER_CHANGE)
        actions.confirm_fresh(organisation=found, by=self.user)
        found.refresh_from_db()
        return self._shown(found)

    @operation(
        "Move the agreement on",
        "Only along the table of the agreement: invited, joining, signatory, left.",
        takes=AgreementStep,
        gives=OrganisationRecord,
        versioned=True,
    )
    def agreement(self, request: Request, pk: UUID) -> Response:
        found = selectors.organisation_for(self.user, pk, Permission.PARTNER_CHANGE)
        version, sent = self.version, self.body(AgreementStep)
        form = checked(AgreementForm(data_for(AgreementForm, sent), organisation=found))
        changed = actions.change_agreement(
            pk=pk,
            version=version,
            state=choices.AgreementState(form.cleaned_data["state"]),
            day=form.cleaned_data["day"],
            document=form.cleaned_data["document"],
            by=self.user,
        )
        return self._shown(changed)

    def _form(self, sent: dict[str, Any], fact: OrganisationRow | None = None) -> OrganisationForm:
        before = OrganisationForm.values_of(fact) if fact else {}
        values = {**before, **in_languages(sent, "description")}
        form = OrganisationForm(data_for(OrganisationForm, values), fact=fact)
        return checked(form, text_pointers("description"))

    def _shown(self, found: OrganisationRow, status: int = 200) -> Response:
        data = OrganisationRecord(found, context={"view": self}).data
        location = f"/api/v1/organisations/{found.pk}/" if status == 201 else ""
        return given(data, version=found.version, status=status, location=location)


DEFAULTS: dict[str, Any] = {
    "roles": [choices.OrganisationRole.PARTNER],
    "permanence": choices.Permanence.PERMANENT,
    "is_public": True,
}
"""What the page's form has ticked before anybody writes."""
