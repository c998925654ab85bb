"""The usual way to the same lists: Django REST framework as its tutorial teaches it.

A token looked up with its person, a ``ModelViewSet``, a ``ModelSerializer`` with the relations
joined, its cursor pagination, throttle and filters, and Django's tags. The middleware of the site
and the door are ours, since whoever writes an API has them already.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django_filters import FilterSet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import serializers
from rest_framework.authentication import TokenAuthentication
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.throttling import UserRateThrottle
from rest_framework.viewsets import ModelViewSet

from api.actions import token_hash
from api.models import Token
from api.v1.cases import CaseFilter
from api.v1.conversations import ConversationFilter
from api.v1.organisations import OrganisationFilter
from api.v1.referrals import ReferralFilter
from api.v1.service_filter import ServiceFilter
from casework.cases.models import Case
from casework.cases.selectors import cases_visible_to
from casework.intake.models import Conversation
from casework.intake.selectors import conversations_visible_to
from casework.partners.models import Organisation, Schedule, Service
from casework.referrals.models import Referral
from casework.referrals.selectors import referrals_visible_to
from ostoja.accounts.models import User

PAGE = 50
MIDDLEWARE = [
    "django.middleware.http.ConditionalGetMiddleware",
    *settings.MIDDLEWARE,
    "tests.bench.peer.OnItsAddresses",
]


class OnItsAddresses:
    """Leads to the addresses of this module."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        return self.get_response(request)


class PlainToken(TokenAuthentication):
    """Its own look-up by key, with our table of tokens."""

    def authenticate_credentials(self, key: str) -> tuple[User, Token]:
        token = Token.objects.select_related("user").get(token_hash=token_hash(key))
        return token.user, token


class Throttle(UserRateThrottle):
    """Django REST framework's own, with a limit that nobody reaches here."""

    rate = "100000/minute"


class CaseSerializer(serializers.ModelSerializer[Case]):
    class Meta:
        model = Case
        fields: ClassVar = [
            *("id", "number", "pseudonym", "state", "urgency", "phase", "lead", "worker"),
            *("opened_at", "changed_at", "closed_at", "is_sample", "version"),
        ]


class ReferralSerializer(serializers.ModelSerializer[Referral]):
    case_number = serializers.CharField(source="case.number")
    pseudonym = serializers.CharField(source="case.pseudonym")
    urgency = serializers.CharField(source="case.urgency")
    need = serializers.CharField(source="case_need.need.key", default=None)

    class Meta:
        model = Referral
        fields: ClassVar = [
            *("id", "kind", "state", "case", "case_number", "pseudonym", "urgency", "case_need"),
            *("need", "sender", "receiver", "service", "respond_by", "created_at", "is_sample"),
            "version",
        ]


class ConversationSerializer(serializers.ModelSerializer[Conversation]):
    entry_point = serializers.CharField(source="entry_point.code", default=None)

    class Meta:
        model = Conversation
        fields: ClassVar = [
            *("id", "state", "language", "waiting_since", "created_at", "claimed_by"),
            *("entry_point", "case", "is_minor", "is_doubtful", "is_sample", "version"),
        ]


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields: ClassVar = [
            *("id", "key", "name", "short_name", "unit", "kind", "roles", "description"),
            *("email", "website", "is_sample", "verified_on", "parent", "permanence"),
            *("agreement_state", "agreement_date", "is_public", "version"),
        ]


class ScheduleSerializer(serializers.ModelSerializer[Schedule]):
    class Meta:
        model = Schedule
        fields: ClassVar = ["by_day", "opens_at", "closes_at", "valid_from", "valid_to"]


class ServiceSerializer(serializers.ModelSerializer[Service]):
    schedules = ScheduleSerializer(many=True)

    class Meta:
        model = Service
        fields: ClassVar = [
            *("id", "organisation", "key", "name", "description", "eligibility", "status"),
            *("needs", "phases", "languages", "minimum_age", "maximum_age", "locations"),
            *("limits", "documents", "sexes", "districts", "situations"),
            *("free_places", "free_said_on"),
            *("response_hours", "always_open", "schedules", "capacity", "capacity_unit"),
            *("verified_on", "is_sample", "version"),
        ]


def _cases(user: User) -> QuerySet[Case]:
    return cases_visible_to(user).defer("summary", "person_name", "contact_rules")


def _referrals(user: User) -> QuerySet[Referral]:
    rows = referrals_visible_to(user).select_related(None)
    return rows.select_related("case", "case_need__need").defer(
        *("message", "explanation", "outcome"),
        *("case__summary", "case__person_name", "case__contact_rules"),
    )


def _conversations(user: User) -> QuerySet[Conversation]:
    rows = conversations_visible_to(user).select_related(None).defer(None)
    return rows.select_related("entry_point")


def _organisations(user: User) -> QuerySet[Organisation]:
    return Organisation.objects.all()


def _services(user: User) -> QuerySet[Service]:
    return Service.objects.prefetch_related("needs", "locations", "schedules")


@dataclass(frozen=True)
class Way:
    """A list in the usual way: its rows as one person sees them, their order, their serializer."""

    rows: Callable[[User], QuerySet[Any]]
    ordering: str
    serializer: type[serializers.ModelSerializer[Any]]
    filters: type[FilterSet]

    def view(self) -> Any:
        """What answers requests for it."""
        way = self

        class Pages(CursorPagination):
            page_size = PAGE
            ordering = way.ordering

        class View(ModelViewSet[Any]):
            serializer_class = way.serializer
            authentication_classes = (PlainToken,)
            permission_classes = (IsAuthenticated,)
            renderer_classes = (JSONRenderer,)
            throttle_classes = (Throttle,)
            filter_backends = (DjangoFilterBackend,)
            filterset_class = way.filters
            pagination_class = Pages

            def get_queryset(self) -> QuerySet[Any]:
                return way.rows(self.request.user)  # type: ignore[arg-type]

        return View.as_view({"get": "list"})

    def written(self, user: User) -> bytes:
        """The page alone, as the serializer and its renderer write it."""
        rows = self.rows(user).order_by(self.ordering)[:PAGE]
        found: bytes = JSONRenderer().render(self.serializer(rows, many=True).data)
        return found


WAYS = {
    "cases": Way(_cases, "-opened_at", CaseSerializer, CaseFilter),
    "referrals": Way(_referrals, "-created_at", ReferralSerializer, ReferralFilter),
    "conversations": Way(_conversations, "-created_at", ConversationSerializer, ConversationFilter),
    "organisations": Way(_organisations, "sort_key", OrganisationSerializer, OrganisationFilter),
    "services": Way(_services, "key", ServiceSerializer, ServiceFilter),
}
urlpatterns = [path(f"peer/{name}/", way.view()) for name, way in WAYS.items()]
