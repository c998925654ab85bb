"""What was given to people in their cases."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from api.v1.benefits import refusals_as_problems
from api.v1.benefits_shown import BenefitGiving
from api.v1.benefits_taken import Back, NewGiving
from api.v1.shifts import known
from casework.benefits import actions, rights, selectors
from casework.benefits.models import Article, GivingLine
from casework.benefits.models import Giving as GivingRow
from casework.benefits.refusals import AmountsRefused
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from ostoja.access.door import visible_to
from ostoja.access.permissions import Permission

SEE, GIVE = Permission.BENEFIT_VIEW, Permission.BENEFIT_GIVE


class GivingFilter(django_filters.FilterSet):
    """Which to list."""

    case = django_filters.UUIDFilter(field_name="case_id", help_text="Only in this case.")
    store = django_filters.UUIDFilter(field_name="store_id", help_text="Only out of this store.")


class GivingView(Resource):
    """What was given in the cases that one sees."""

    tag = "benefits"
    part = "benefits"
    permission = SEE
    permissions: ClassVar = {"create": GIVE}
    ordering = ("-given_on", "-id")
    filters = GivingFilter

    @operation("List what was given", "The latest first.", gives=BenefitGiving, page=True)
    def list(self, request: Request) -> Response:
        rows = selectors.givings_visible_to(self.user).prefetch_related(_lines())
        answer = self.page(rows, BenefitGiving)
        # The list says as much of each as its own address, so it leaves as much in the audit.
        selectors.note_seen(self.user, [row["id"] for row in answer.data["results"]])
        return answer

    @operation("Read what was given", gives=BenefitGiving)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(selectors.giving_for(self.user, pk))

    @operation(
        "Give out",
        "All of it or nothing. What expires first goes first.",
        takes=NewGiving,
        gives=BenefitGiving,
        status=201,
    )
    def create(self, request: Request) -> Response:
        own = selectors.own_stores(self.user, GIVE)
        sent = {"note": "", **self.body(NewGiving)}
        cases = visible_to(self.user, Case.objects.all(), Permission.CASE_ANNOTATE)
        sent["case"] = known(cases, sent["case"], "/case")
        sent["store"] = known(own, sent["store"], "/store")
        lines = sent.pop("lines")
        with refusals_as_problems(amounts="lines"), _each_line(lines):
            made = actions.give_out(
                submission=self.submission,
                amounts=_amounts(lines, sent["store"].pk),
                by=self.user,
                **sent,
            )
        return _shown(made, status=201)

    @operation(
        "Take back what was given",
        "On the day whoever gives out of the store, later who answers for it.",
        takes=Back,
        gives=BenefitGiving,
        versioned=True,
    )
    def take_back(self, request: Request, pk: UUID) -> Response:
        giving, version = selectors.giving_for(self.user, pk), self.version
        if not (giving.is_back or rights.may_take_back(self.user, giving)):
            raise NotAllowed(_("Only a coordinator or a supervisor takes it back now."))
        with refusals_as_problems():
            done = actions.take_back(
                giving=giving, version=version, by=self.user, **self.body(Back)
            )
        return _shown(done)


def _amounts(lines: list[dict[str, Any]], store: UUID) -> dict[UUID, Decimal]:
    """By the article's key; one that is unknown or named twice is said where it stands."""
    articles = Article.objects.filter(store=store)
    found: dict[UUID, Decimal] = {}
    for number, line in enumerate(lines):
        article = known(articles, line["article"], f"/lines/{number}/article")
        if article.pk in found:
            pointer = f"/lines/{number}/article"
            raise Invalid([{"pointer": pointer, "detail": _("This article stands here twice.")}])
        found[article.pk] = line["amount"]
    return found


@contextmanager
def _each_line(lines: list[dict[str, Any]]) -> Iterator[None]:
    """What is wrong with single articles is said where they stand."""
    at = {line["article"]: number for number, line in enumerate(lines)}
    try:
        yield
    except AmountsRefused as refusal:
        raise Invalid(
            [
                {"pointer": f"/lines/{at[pk]}/amount", "detail": words}
                for pk, words in refusal.each.items()
            ]
        ) from refusal


def _lines() -> Any:
    """Made for each request: a query that is kept would carry one city's rows into another."""
    return Prefetch("lines", GivingLine.objects.order_by("article__name", "pk"))


def _shown(found: GivingRow, status: int = 200) -> Response:
    row = GivingRow.objects.prefetch_related(_lines()).get(pk=found.pk)
    location = f"/api/v1/benefit-givings/{found.pk}/" if status == 201 else ""
    data = BenefitGiving(row).data
    return given(data, version=row.version, status=status, location=location)
