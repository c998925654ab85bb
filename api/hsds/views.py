"""The addresses of the HSDS 3.0 API: public, read only, without a slash at the end."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.hsds import records, shown
from api.openapi.operations import operation
from api.permissions import InScope
from api.problems import Invalid
from api.resources import NO_SUCH_PARAMETER, Resource, given
from api.v1.meetings import UNKNOWN
from casework.partners import selectors
from casework.partners.models import Location, Service
from ostoja.ui.polish_order import fold

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/3.0/"
A_PAGE = 50
MOST = 500
Rows = Sequence[Any] | QuerySet[Any]


def _number(name: str, text: str, most: int) -> OpenApiParameter:
    schema = {"type": "integer", "minimum": 1, "maximum": most}
    return OpenApiParameter(name, schema, description=text)


PAGING = (
    _number("page", "Number of the page, from 1.", 10_000),
    _number("per_page", "How many on a page.", MOST),
)
FULL = OpenApiParameter(
    "full", {"type": "boolean"}, description="true: with all that is nested in each."
)
SEARCH = OpenApiParameter(
    "search",
    {"type": "string", "maxLength": 100},
    description="Words in the name, without regard to diacritics.",
)


def _id(name: str, text: str) -> OpenApiParameter:
    return OpenApiParameter(name, {"type": "string", "format": "uuid"}, description=text)


class Hsds(Resource):
    """Everybody may read; a token changes nothing."""

    tag = "hsds"
    part = "directory"
    is_public = True
    known: ClassVar[dict[str, frozenset[str]]] = {}
    permission_classes = (InScope,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """In Polish, the language of the directory itself."""
        super().initial(request, *args, **kwargs)
        wrong = set(request.query_params) - self._allowed()
        if wrong:
            named = [{"parameter": one[:100], "detail": str(NO_SUCH_PARAMETER)} for one in wrong]
            raise Invalid(named, 400)
        translation.activate("pl")

    def _allowed(self) -> set[str]:
        function = getattr(self, self.action or "", None)
        return set(getattr(function, "takes_parameters", ()))

    def page_of(self, rows: Rows, record: Callable[[Any], Any]) -> Response:
        """A numbered page of these rows."""
        number, size = self._asked("page", 1, 10_000), self._asked("per_page", A_PAGE, MOST)
        total = rows.count() if isinstance(rows, QuerySet) else len(rows)
        pages = max(1, -(-total // size))
        contents = [record(row) for row in rows[(number - 1) * size : number * size]]
        return given(
            {
                "total_items": total,
                "total_pages": pages,
                "page_number": number,
                "size": len(contents),
                "first_page": number == 1,
                "last_page": number >= pages,
                "empty": not contents,
                "contents": contents,
            }
        )

    def _asked(self, name: str, default: int, most: int) -> int:
        written = self.request.query_params.get(name, "")
        if not written:
            return default
        is_number = written.isascii() and written.isdigit() and len(written) <= 5
        if not is_number or not 1 <= int(written) <= most:
            raise Invalid([{"parameter": name, "detail": f"1–{most}"}], 400)
        return int(written)

    def is_full(self) -> bool:
        """Whether lists are asked with all that is nested."""
        return self.request.query_params.get("full", "").lower() == "true"

    def id_asked(self, name: str) -> UUID | None:
        """An id among the parameters."""
        written = self.request.query_params.get(name, "")
        try:
            return UUID(written) if written else None
        except ValueError:
            raise Invalid([{"parameter": name, "detail": str(UNKNOWN)}], 400) from None

    def searched(self, rows: QuerySet[Any], name_of: Callable[[Any], str]) -> Rows:
        """Those whose name holds all the words."""
        words = fold(self.request.query_params.get("search", "")).split()
        if not words:
            return rows
        return [row for row in rows if all(word in fold(name_of(row)) for word in words)]


class HsdsRoot(Hsds):
    """What this is, and the whole of it."""

    @operation("Which standard this is", gives=shown.HsdsMetadata)
    def about(self, request: Request) -> Response:
        address = request.build_absolute_uri(reverse("api_schema"))
        return given({"version": VERSION, "profile": PROFILE, "openapi_url": address})

    @operation(
        "Download the whole directory",
        "Organizations and services with all that is nested in them.",
        gives=shown.HsdsExport,
    )
    def export(self, request: Request) -> Response:
        whole = {
            "version": VERSION,
            "organizations": [records.organization(one) for one in records.organisations()],
            "services": [records.service(one) for one in records.services()],
            "taxonomies": [records.taxonomy()],
            "taxonomy_terms": [records.taxonomy_term(one) for one in records.terms()],
        }
        response = given(whole)
        response["Content-Disposition"] = 'attachment; filename="hsds.json"'
        return response


class HsdsOrganizations(Hsds):
    """Bodies of the directory."""

    @operation(
        "List the organizations",
        gives=shown.HsdsOrganizationPage,
        parameters=(*PAGING, SEARCH, FULL),
    )
    def list(self, request: Request) -> Response:
        nested = self.is_full()
        rows = self.searched(records.organisations(), lambda one: one.name)
        return self.page_of(rows, lambda one: records.organization(one, nested=nested))

    @operation("Read an organization", gives=shown.HsdsOrganization)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        standing = selectors.standing_for(pk=pk)
        found = _one(records.organisations(), standing.pk if standing else pk)
        return given(records.organization(found))


class HsdsServices(Hsds):
    """Services of the directory."""

    @operation(
        "List the services",
        gives=shown.HsdsServicePage,
        parameters=(
            *PAGING,
            SEARCH,
            FULL,
            _id("organization_id", "Only those of this organization."),
            _id("taxonomy_term_id", "Only those for this need."),
        ),
    )
    def list(self, request: Request) -> Response:
        rows, nested = records.services(), self.is_full()
        if body := self.id_asked("organization_id"):
            rows = rows.filter(organisation=body)
        if need := self.id_asked("taxonomy_term_id"):
            rows = rows.filter(needs=need)
        found = self.searched(rows, lambda one: one.name.in_language(records.LANGUAGE))
        return self.page_of(found, lambda one: records.service(one, nested=nested))

    @operation("Read a service", gives=shown.HsdsService)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return given(records.service(_one(records.services(), pk)))


class HsdsServiceAtLocations(Hsds):
    """Services at places."""

    @operation("List services at places", gives=shown.HsdsServiceAtLocationPage, parameters=PAGING)
    def list(self, request: Request) -> Response:
        return self.page_of(_links(), lambda pair: records.service_at_location(*pair))

    @operation("Read a service at a place", gives=shown.HsdsServiceAtLocation)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        found = next((pair for pair in _links() if records.link_id(*pair) == pk), None)
        if found is None:
            raise Http404
        return given(records.service_at_location(*found))


class HsdsTaxonomies(Hsds):
    """The list of needs as a taxonomy."""

    @operation("List the taxonomies", gives=shown.HsdsTaxonomyPage, parameters=PAGING)
    def list(self, request: Request) -> Response:
        return self.page_of([records.taxonomy()], lambda one: one)

    @operation("Read the taxonomy", gives=shown.HsdsTaxonomy)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        if pk != records.taxonomy_id():
            raise Http404
        return given(records.taxonomy())


class HsdsTaxonomyTerms(Hsds):
    """Needs as terms."""

    @operation("List the terms", gives=shown.HsdsTaxonomyTermPage, parameters=PAGING)
    def list(self, request: Request) -> Response:
        return self.page_of(records.terms(), records.taxonomy_term)

    @operation("Read a term", gives=shown.HsdsTaxonomyTerm)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return given(records.taxonomy_term(_one(records.terms(), pk)))


def _one(rows: QuerySet[Any], pk: UUID) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _links() -> list[tuple[Service, Location]]:
    return [(row, place) for row in records.services() for place in row.locations.all()]
