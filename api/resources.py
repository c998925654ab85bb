"""The base of every noun: who may, done once, tagged, never kept by anybody on the way."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.viewsets import GenericViewSet

from api import scopes
from api.authentication import token_in
from api.etags import put_tag, version_in
from api.fast_lists import FastPage
from api.fields import Shown
from api.once import done_once, key_of, submission_of
from api.pagination import Page
from api.permissions import NO_TOKEN
from api.problems import Invalid
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.audit import origin
from ostoja.ui.city import facts_of

NO_SUCH_PARAMETER = _("There is no such parameter here.")
Handler = Callable[..., Response]
MODULES = {
    "directory": "partners",
    "inbox": "contact",
    "incoming": "contact",
    "statistics": "contact",
    "reports": "cases",
    "cases": "cases",
    "referrals": "referrals",
    "shelter": "shelter",
    "incidents": "incidents",
    "visits": "visits",
    "benefits": "benefits",
    "playbooks": "playbooks",
    "roster": "roster",
    "meetings": "meetings",
    "webhooks": "cases",
}
"""The module of a city that each part belongs to; the others are in every city."""
PAGING = frozenset({"cursor", "limit"})


class Resource(GenericViewSet[Any]):
    """One noun.

    ``part`` is the part of the scopes it belongs to; ``permission`` what a role must hold, with
    ``permissions`` for single actions. ``is_public`` lets everybody read. ``questions`` are
    actions that are posted though they only read: their answers are not kept.
    """

    part: ClassVar[str] = ""
    permission: ClassVar[Permission | None] = None
    permissions: ClassVar[Mapping[str, Permission]] = {}
    is_public: ClassVar[bool] = False
    questions: ClassVar[frozenset[str]] = frozenset()
    ordering: ClassVar[Sequence[str]] = ("id",)
    filters: ClassVar[type[FilterSet] | None] = None

    lookup_value_converter = "uuid"
    http_method_names = ["get", "head", "post", "patch", "delete"]
    request: Request

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What it does is recorded with the token, and nothing that follows is."""
        with origin.kept():
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Speaks a language of the staff; a POST is carried out once."""
        if translation.get_language() not in settings.STAFF_LANGUAGES:
            translation.activate("en")
        super().initial(request, *args, **kwargs)
        if token := token_in(request):
            origin.note(f"{origin.TOKEN}{token.prefix}")
        if self.part in MODULES and not facts_of(request._request).has(MODULES[self.part]):
            raise Http404
        if request.method == "POST" and self.action is not None:
            key_of(request)
            carry_out: Handler = getattr(self, "post")  # noqa: B009 - as_view puts it there
            if self.action in self.questions:
                return
            vars(self)["post"] = lambda request, *args, **kwargs: done_once(
                request, lambda: carry_out(request, *args, **kwargs)
            )

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Headers of every answer."""
        response = super().finalize_response(request, response, *args, **kwargs)
        is_personal = request.auth is not None or not self.is_public
        response["Cache-Control"] = "no-store, private" if is_personal else "no-cache"
        patch_vary_headers(response, ["Authorization"])
        for name, value in getattr(request._request, "share", {}).items():
            response[name] = value
        if response.status_code in {200, 201, 202}:
            put_tag(request, response, getattr(response, "version", None))
        return response

    @property
    def user(self) -> User:
        """Who the program acts for."""
        user = self.request.user
        if not isinstance(user, User):
            raise NotAuthenticated(NO_TOKEN)
        return user

    @property
    def reader(self) -> User | None:
        """Whoever may read more than the public: the person, where the token reaches this."""
        token = token_in(self.request)
        if token is None or not scopes.covers(token.scopes, self.part, scopes.READ):
            return None
        return token.user

    @property
    def version(self) -> int:
        """The version that the program means to change."""
        return version_in(self.request)

    @property
    def submission(self) -> UUID:
        """The id of what is sent, the same each time it is sent."""
        return submission_of(self.request)

    def body(self, taken: type[Serializer[Any]], **options: Any) -> dict[str, Any]:
        """What was sent, checked."""
        serializer = taken(data=self.request.data, **options)
        serializer.is_valid(raise_exception=True)
        found: dict[str, Any] = serializer.validated_data
        return found

    def page(self, rows: QuerySet[Any], shown: type[Serializer[Any]], **context: Any) -> Response:
        """A page of those rows that fit the filters, in the list's own order."""
        found = Page(self.request, self._filtered(rows), self.ordering, self.request.path)
        results = shown(found.rows, many=True, context={"view": self, **context}).data
        return Response(found.envelope(results))

    def fast_page(self, rows: QuerySet[Any], shown: type[Shown]) -> Response:
        """The same page for lists that programs poll: the database writes it as JSON."""
        hidden = shown.staff_only if self.reader is None else ()
        rows = self._filtered(rows)
        found = FastPage(
            self.request, rows, self.ordering, self.request.path, shown=shown, hidden=hidden
        )
        return Response(found.written())

    def _filtered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        given, known = self.request.query_params, self.refuse_unknown_parameters()
        if self.filters is None or known.isdisjoint(given):
            return rows
        filtered = self.filters(given, queryset=rows, request=self.request)
        if not filtered.is_valid():
            raise Invalid(
                [
                    {"parameter": name, "detail": str(text)}
                    for name, texts in filtered.errors.items()
                    for text in texts
                ],
                400,
            )
        fitting: QuerySet[Any] = filtered.qs
        return fitting

    def refuse_unknown_parameters(self) -> set[str]:
        """400 for a parameter that this list does not have; gives its filters."""
        known = set(self.filters.base_filters) if self.filters else set()
        wrong = [_unknown(name) for name in self.request.query_params if name not in known | PAGING]
        if wrong:
            raise Invalid(wrong, 400)
        return known


def _unknown(name: str) -> dict[str, str]:
    return {"parameter": name[:100], "detail": str(NO_SUCH_PARAMETER)}


def given(
    data: Any, *, version: int | None = None, status: int = 200, location: str = ""
) -> Response:
    """An answer, with the version that its tag names and the address of what was made."""
    response = Response(data, status=status)
    response.version = version  # type: ignore[attr-defined]
    if location:
        response["Location"] = location
    return response
