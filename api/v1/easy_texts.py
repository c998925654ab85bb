"""Texts that are easy to read: everybody reads them, administrators' programs change them."""

from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accessibility.easy import selectors
from accessibility.easy.actions import change_easy_text, restore_easy_text
from accessibility.easy.models import LONGEST_LINE, MOST_LINES, EasyText
from accessibility.easy.pages import PAGES
from api.fields import Body, Choice, Shown, Text
from api.openapi.operations import operation
from api.resources import Resource, given
from ostoja.access.permissions import Permission
from ostoja.ui.easy import Line
from ostoja.ui.pictures import NAMES
from tenants.translated_forms import LANGUAGES

KEYS = [page.key for page in PAGES if not page.is_fixed]
PLACE = (
    OpenApiParameter("page", {"type": "string", "enum": KEYS}, OpenApiParameter.PATH),
    OpenApiParameter("language", {"type": "string", "enum": [*LANGUAGES]}, OpenApiParameter.PATH),
)


class EasyTextLine(Body):
    """One sentence with its picture."""

    text = Text(max_length=LONGEST_LINE)
    picture = Choice(
        choices=[(name, name) for name in ("", *NAMES)],
        required=False,
        allow_blank=True,
        help_text="The name of the picture beside it; empty for none.",
    )

    example: ClassVar = {"text": "Możesz do nas napisać.", "picture": "write"}


class EasyTextShown(Shown):
    """A page's text in one language."""

    page = serializers.CharField()
    language = serializers.CharField()
    lines = EasyTextLine(many=True)
    is_own = serializers.SerializerMethodField(help_text="false: the platform's text.")
    checked_by = serializers.CharField(help_text="Who has checked it; empty for nobody.")
    checked_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField(help_text="0: the platform's text.")

    example: ClassVar = {
        "page": "start",
        "language": "pl",
        "lines": [{"text": "Możesz do nas napisać.", "picture": "write"}],
        "is_own": True,
        "checked_by": "",
        "checked_on": None,
        "version": 1,
    }

    def get_is_own(self, text: EasyText) -> bool:
        """Whether the city wrote it."""
        return text.version > 0


class EasyTexts(Shown):
    """Every text, by page and language."""

    results = EasyTextShown(many=True)

    example: ClassVar = {"results": [EasyTextShown.example]}


class EasyTextFacts(Body):
    """All lines, in their order."""

    lines = serializers.ListField(child=EasyTextLine(), min_length=1, max_length=MOST_LINES)

    example: ClassVar = {"lines": [{"text": "Możesz do nas napisać.", "picture": "write"}]}


class EasyTextView(Resource):
    """Public; what a city has not written itself is the platform's text."""

    tag = "easy-texts"
    is_public = True
    permissions: ClassVar = {
        "partial_update": Permission.EASY_TEXT_CHANGE,
        "destroy": Permission.EASY_TEXT_CHANGE,
    }

    @operation(
        "List the easy-to-read texts",
        "Of every page for residents, in each language of the city.",
        gives=EasyTexts,
    )
    def list(self, request: Request) -> Response:
        self.refuse_unknown_parameters()
        texts = [text for row in selectors.rows() for text in row.texts]
        return given(EasyTexts({"results": texts}).data)

    @operation("Read an easy-to-read text", gives=EasyTextShown, parameters=PLACE)
    def retrieve(self, request: Request, page: str, language: str) -> Response:
        return _shown(_text(page, language))

    @operation(
        "Change an easy-to-read text",
        "Give all its lines. Who checked it checked other lines, so that goes.",
        takes=EasyTextFacts,
        gives=EasyTextShown,
        versioned=True,
        parameters=PLACE,
    )
    def partial_update(self, request: Request, page: str, language: str) -> Response:
        _text(page, language)
        version, sent = self.version, self.body(EasyTextFacts)
        lines = [_line(one) for one in sent["lines"]]
        return _shown(
            change_easy_text(
                page=page, language=language, version=version, lines=lines, by=self.user
            )
        )

    @operation(
        "Take the platform's text again",
        "The city's own is deleted.",
        status=204,
        versioned=True,
        parameters=PLACE,
    )
    def destroy(self, request: Request, page: str, language: str) -> Response:
        _text(page, language)
        restore_easy_text(page=page, language=language, version=self.version, by=self.user)
        return Response(status=204)


def _text(page: str, language: str) -> EasyText:
    if selectors.page_named(page) is None or language not in selectors.languages():
        raise Http404
    return selectors.text(page, language)


def _line(sent: dict[str, Any]) -> Line:
    return Line(" ".join(sent["text"].split()), sent.get("picture", ""))


def _shown(text: EasyText) -> Response:
    return given(EasyTextShown(text).data, version=text.version)
