"""What all facts about bodies share: texts in languages, their source, the way they are written."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from api.fields import LANGUAGES, Text
from api.forms_of_rooms import checked, data_for
from api.resources import Resource, given
from casework.partners import actions, directory, selectors
from casework.partners.forms import FactForm
from casework.partners.models import Organisation
from casework.partners.models.organisation import SourcedModel
from ostoja.access.permissions import Permission


def SOURCE() -> Text:  # noqa: N802 - stands where a field's class would
    """Where a fact is known from."""
    return Text(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="Where this is known from: a call, a website.",
    )


def in_languages(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """``{"name": {"pl": …}}`` as the fields ``name_pl`` and so on of the rooms' forms.

    A text that is sent replaces the whole one: languages that it leaves out are emptied.
    """
    found = {name: value for name, value in values.items() if name not in names}
    for name in names:
        if name in values:
            texts = values[name] or {}
            found |= {f"{name}_{code}": texts.get(code, "") for code in LANGUAGES}
    return found


def text_pointers(*names: str) -> dict[str, str]:
    """From the forms' field names back to what was sent."""
    return {f"{name}_{code}": f"/{name}/{code}" for name in names for code in LANGUAGES}


class OfOrganisationFilter(django_filters.FilterSet):
    """Facts of one body."""

    organisation = django_filters.UUIDFilter(
        field_name="organisation_id", help_text="Only those of this organisation."
    )


class FactResource(Resource):
    """Services, places, numbers and contacts: read by their kind, written by their room's form."""

    part = "directory"
    is_public = True
    permission = Permission.PARTNER_VIEW
    permissions: ClassVar = {
        "create": Permission.PARTNER_CHANGE,
        "partial_update": Permission.PARTNER_CHANGE,
        "destroy": Permission.PARTNER_CHANGE,
    }
    ordering = ("id",)
    filters: ClassVar[type[django_filters.FilterSet] | None] = OfOrganisationFilter

    shown: ClassVar[type[Serializer[Any]]]
    taken: ClassVar[type[Serializer[Any]]]
    form: ClassVar[type[FactForm]]
    texts: ClassVar[tuple[str, ...]] = ()
    defaults: ClassVar[Mapping[str, Any]] = {}
    path: ClassVar[str]
    add: ClassVar[Callable[..., Any]]
    change: ClassVar[Callable[..., Any]]

    def rows(self) -> QuerySet[Any]:
        """What the reader may see."""
        raise NotImplementedError

    def of_listed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """All of them for the staff, those of listed bodies for everybody."""
        rows = selectors.of_standing(rows)
        return rows if self.reader else rows.filter(organisation__in=directory.listed_bodies())

    def _list(self) -> Response:
        return self.page(self.rows(), self.shown)

    def _retrieve(self, pk: UUID) -> Response:
        found = self.rows().filter(pk=pk).first()
        if found is None:
            raise Http404
        return self._given(found)

    def _create(self) -> Response:
        sent = self.body(self.taken)
        body = _organisation(sent.pop("organisation"))
        form = self._checked({**self.defaults, **sent}, body, None)
        made = type(self).add(
            organisation=body, submission=self.submission, by=self.user, **form.facts()
        )
        return self._given(made, status=201)

    def _change(self, request: Request, pk: UUID) -> Response:
        rows = self.rows().select_related("organisation")
        fact = selectors.fact_for(self.user, rows, pk, Permission.PARTNER_CHANGE)
        version, sent = self.version, self.body(self.taken, partial=True)
        sent.pop("organisation", None)
        form = self._checked(sent, fact.organisation, fact)
        changed = type(self).change(pk=pk, version=version, by=self.user, **form.facts())
        return self._given(self.rows().get(pk=changed.pk))

    def values(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        """What was sent, as the form names it."""
        return in_languages(sent, *self.texts)

    def pointers(self) -> dict[str, str]:
        """From the form's names to what was sent."""
        return text_pointers(*self.texts)

    def parts(self, form: FactForm) -> list[BaseForm]:
        """Forms within the form."""
        return []

    def _checked(
        self, sent: Mapping[str, Any], body: Organisation, fact: SourcedModel | None
    ) -> FactForm:
        before = self.form.values_of(fact) if fact else {}
        data = data_for(self.form, {**before, **self.values(sent)})
        if fact is None:
            data["submission"] = str(self.submission)
        form = self.form(data, organisation=body, fact=fact)
        return checked(form, self.pointers(), self.parts(form))

    def _given(self, fact: Any, status: int = 200) -> Response:
        data = self.shown(fact, context={"view": self}).data
        location = f"/api/v1/{self.path}/{fact.pk}/" if status == 201 else ""
        return given(data, version=fact.version, status=status, location=location)


def _organisation(pk: UUID) -> Organisation:
    found = Organisation.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class RemovableResource(FactResource):
    """Facts that may be taken away."""

    def _remove(self, pk: UUID) -> Response:
        rows = self.rows().select_related("organisation")
        fact = selectors.fact_for(self.user, rows, pk, Permission.PARTNER_CHANGE)
        actions.remove(fact=fact, version=self.version, by=self.user)
        return given(None, status=204)
