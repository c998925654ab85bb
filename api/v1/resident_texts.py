"""The city's own words to residents on the pages of the contact."""

from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Shown, Texts
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.facts import in_languages, text_pointers
from ostoja.access.permissions import Permission
from tenants.profile import actions, selectors
from tenants.profile.forms import PublicTextForm
from tenants.profile.models import PublicText
from tenants.profile.texts import PLACES

KEY = (OpenApiParameter("key", {"type": "string", "enum": [*PLACES]}, OpenApiParameter.PATH),)


class ResidentText(Shown):
    """One text, and where residents read it."""

    key = serializers.CharField()
    title = serializers.SerializerMethodField(help_text="What staff call it.")
    where = serializers.SerializerMethodField(help_text="Where residents read it.")
    text = Texts()
    version = serializers.IntegerField(help_text="0: the city has not written it yet.")

    example: ClassVar = {
        "key": "contact_notice",
        "title": "Who reads what people write",
        "where": "On the first page of the contact, before anybody writes.",
        "text": {"pl": "Czyta to konsultant albo konsultantka."},
        "version": 1,
    }

    def get_title(self, row: PublicText) -> str:
        """In the language of the program."""
        return str(PLACES[row.key].title)

    def get_where(self, row: PublicText) -> str:
        """The same."""
        return str(PLACES[row.key].where)


class ResidentTexts(Shown):
    """Every text, in the order in which a person reads them."""

    results = ResidentText(many=True)

    example: ClassVar = {"results": [ResidentText.example]}


class ResidentTextFacts(Body):
    """The text, in Polish at least."""

    text = Texts(longest=800)

    example: ClassVar = {"text": {"pl": "Czyta to konsultant albo konsultantka."}}


class ResidentTextView(Resource):
    """For administrators; residents read the change at once."""

    tag = "resident-texts"
    part = "inbox"
    permission = Permission.CITY_SETTINGS

    @operation("List the words to residents", gives=ResidentTexts)
    def list(self, request: Request) -> Response:
        self.refuse_unknown_parameters()
        found = {row.key: row for row in PublicText.objects.filter(key__in=PLACES)}
        rows = [found.get(key) or PublicText(key=key, version=0) for key in PLACES]
        return given(ResidentTexts({"results": rows}).data)

    @operation("Read words to residents", gives=ResidentText, parameters=KEY)
    def retrieve(self, request: Request, key: str) -> Response:
        return _shown(_text(key))

    @operation(
        "Change words to residents",
        "The text that you give takes the place of all languages.",
        takes=ResidentTextFacts,
        gives=ResidentText,
        versioned=True,
        parameters=KEY,
    )
    def partial_update(self, request: Request, key: str) -> Response:
        row, version = _text(key), self.version
        sent: dict[str, Any] = in_languages(self.body(ResidentTextFacts), "text")
        data = data_for(PublicTextForm, {**PublicTextForm.values_of(row), **sent})
        form = checked(PublicTextForm(data, row=row), text_pointers("text"))
        return _shown(
            actions.change_public_text(key=key, version=version, by=self.user, **form.facts())
        )


def _text(key: str) -> PublicText:
    if key not in PLACES:
        raise Http404
    return selectors.public_text(key)


def _shown(row: PublicText) -> Response:
    return given(ResidentText(row).data, version=row.version)
