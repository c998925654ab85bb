"""Stores of benefits in kind: what they keep, and every change of how much there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.operations import operation
from api.problems import Invalid
from api.resources import Resource, given
from api.v1.benefits_shown import BenefitArticle, BenefitBatch, BenefitMovement, BenefitStore
from api.v1.benefits_taken import (
    ArticleChange,
    Count,
    Delivery,
    NewArticle,
    NewStore,
    StoreChange,
    WrittenOff,
)
from api.v1.shifts import known
from casework.benefits import actions, amounts, selectors
from casework.benefits.choices import ArticleKind, MovementKind
from casework.benefits.models import Article as ArticleRow
from casework.benefits.models import Movement as MovementRow
from casework.benefits.models import Store as StoreRow
from casework.benefits.refusals import BenefitRefused
from casework.partners.models import Organisation
from casework.partners.selectors import organisations_of
from ostoja.access.permissions import Permission

SEE, STOCK = Permission.BENEFIT_VIEW, Permission.BENEFIT_STOCK


@contextmanager
def refusals_as_problems(**pointers: str) -> Iterator[None]:
    """What a store refuses is 422 where something sent must be changed, else 409."""
    try:
        yield
    except BenefitRefused as refusal:
        if not refusal.field:
            raise
        pointer = f"/{pointers.get(refusal.field, refusal.field)}"
        raise Invalid([{"pointer": pointer, "detail": refusal.words}]) from refusal


class StoreView(Resource):
    """Stores of one's bodies; all of them for who coordinates cases."""

    tag = "benefits"
    part = "benefits"
    permission = SEE
    permissions: ClassVar = dict.fromkeys(("create", "partial_update"), STOCK)
    ordering = ("name", "id")

    @operation("List the stores", gives=BenefitStore, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.stores_visible_to(self.user), BenefitStore)

    @operation("Read a store", gives=BenefitStore)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _store(selectors.store_for(self.user, pk))

    @operation("Open a store", takes=NewStore, gives=BenefitStore, status=201)
    def create(self, request: Request) -> Response:
        bodies = organisations_of(self.user, STOCK)
        if not bodies:
            raise Http404
        sent = self.body(NewStore)
        own = Organisation.objects.filter(pk__in=[one.pk for one in bodies])
        sent["organisation"] = known(own, sent["organisation"], "/organisation")
        made = actions.open_store(submission=self.submission, by=self.user, **sent)
        return _store(made, status=201)

    @operation(
        "Change a store",
        "Members that you leave out stay. It goes out of use once it is empty.",
        takes=StoreChange,
        gives=BenefitStore,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        store, version = selectors.store_for(self.user, pk, STOCK), self.version
        sent = self.body(StoreChange, partial=True)
        if "organisation" in sent:
            sent["organisation"] = self._own_body(sent["organisation"], store)
        as_it_is = {"name": store.name, "is_active": store.is_active}
        with refusals_as_problems():
            changed = actions.change_store(
                store=store, version=version, by=self.user, **{**as_it_is, **sent}
            )
        return _store(changed)

    def _own_body(self, wanted: UUID, store: StoreRow) -> Organisation:
        """One of the person's own, or the one that keeps it now."""
        keys = [store.organisation_id, *(one.pk for one in organisations_of(self.user, STOCK))]
        own = Organisation.objects.filter(pk__in=keys)
        found: Organisation = known(own, wanted, "/organisation")
        return found


class ArticleFilter(django_filters.FilterSet):
    """Which articles to list."""

    store = django_filters.UUIDFilter(field_name="store_id", help_text="Only of this store.")
    kind = django_filters.ChoiceFilter(choices=ArticleKind.choices, help_text="Only of this kind.")


class ArticleView(Resource):
    """What the stores keep, with how much of it there is today."""

    tag = "benefits"
    part = "benefits"
    permission = SEE
    permissions: ClassVar = dict.fromkeys(("create", "partial_update", "deliver"), STOCK)
    ordering = ("name", "id")
    filters = ArticleFilter

    @operation("List the articles", gives=BenefitArticle, page=True)
    def list(self, request: Request) -> Response:
        rows = amounts.with_amounts(selectors.articles_visible_to(self.user))
        return self.page(rows, BenefitArticle)

    @operation("Read an article", gives=BenefitArticle)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _article(selectors.article_for(self.user, pk))

    @operation("Add an article", takes=NewArticle, gives=BenefitArticle, status=201)
    def create(self, request: Request) -> Response:
        own = selectors.own_stores(self.user, STOCK)
        sent = {"low_mark": None, **self.body(NewArticle)}
        sent["store"] = known(own, sent["store"], "/store")
        with refusals_as_problems():
            made = actions.add_article(submission=self.submission, by=self.user, **sent)
        return _article(made, status=201)

    @operation(
        "Change an article",
        "Members that you leave out stay. How it is counted stays once there was some.",
        takes=ArticleChange,
        gives=BenefitArticle,
        versioned=True,
    )
    def partial_update(self, request: Request, pk: UUID) -> Response:
        article, version = selectors.article_for(self.user, pk, STOCK), self.version
        sent = self.body(ArticleChange, partial=True)
        facts = ("name", "kind", "unit", "low_mark", "is_active")
        as_it_is = {name: getattr(article, name) for name in facts}
        with refusals_as_problems():
            changed = actions.change_article(
                article=article, version=version, by=self.user, **{**as_it_is, **sent}
            )
        return _article(changed)

    @operation("Take in a delivery", takes=Delivery, gives=BenefitMovement)
    def deliver(self, request: Request, pk: UUID) -> Response:
        article = selectors.article_for(self.user, pk, STOCK)
        sent = {"expires_on": None, "from_whom": "", **self.body(Delivery)}
        with refusals_as_problems():
            made = actions.receive(
                submission=self.submission, article=article, by=self.user, **sent
            )
        return _movement(made)


class BatchFilter(django_filters.FilterSet):
    """Which batches to list."""

    article = django_filters.UUIDFilter(field_name="article_id", help_text="Only of this article.")
    store = django_filters.UUIDFilter(
        field_name="article__store_id", help_text="Only of this store."
    )


class BatchView(Resource):
    """How much there is with which date on it; counting, and writing off."""

    tag = "benefits"
    part = "benefits"
    permission = SEE
    permissions: ClassVar = dict.fromkeys(("count", "write_off"), STOCK)
    filters = BatchFilter

    @operation("List the batches", gives=BenefitBatch, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.batches_visible_to(self.user), BenefitBatch)

    @operation("Read a batch", gives=BenefitBatch)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        batch = selectors.batch_for(self.user, pk)
        return given(BenefitBatch(batch).data, version=batch.version)

    @operation(
        "Count a batch",
        "If-Match is needed, since a count is of what was there when it was read.",
        takes=Count,
        gives=BenefitMovement,
        versioned=True,
    )
    def count(self, request: Request, pk: UUID) -> Response:
        batch, version = selectors.batch_for(self.user, pk, STOCK), self.version
        sent = {"reason": "", **self.body(Count)}
        with refusals_as_problems(amount="counted"):
            made = actions.count(
                submission=self.submission, batch=batch, version=version, by=self.user, **sent
            )
        return _movement(made)

    @operation("Write off", takes=WrittenOff, gives=BenefitMovement)
    def write_off(self, request: Request, pk: UUID) -> Response:
        batch = selectors.batch_for(self.user, pk, STOCK)
        sent = {"reason": "", **self.body(WrittenOff)}
        with refusals_as_problems():
            made = actions.write_off(submission=self.submission, batch=batch, by=self.user, **sent)
        return _movement(made)


class MovementFilter(django_filters.FilterSet):
    """Which lines of the book to list."""

    article = django_filters.UUIDFilter(
        field_name="batch__article_id", help_text="Only of this article."
    )
    store = django_filters.UUIDFilter(
        field_name="batch__article__store_id", help_text="Only of this store."
    )
    kind = django_filters.ChoiceFilter(choices=MovementKind.choices, help_text="Only of this kind.")


class MovementView(Resource):
    """The books of the stores, the latest line first."""

    tag = "benefits"
    part = "benefits"
    permission = SEE
    ordering = ("-at", "-id")
    filters = MovementFilter

    @operation("List the lines of the book", gives=BenefitMovement, page=True)
    def list(self, request: Request) -> Response:
        return self.page(selectors.movements_visible_to(self.user), BenefitMovement)


def _store(found: Any, status: int = 200) -> Response:
    location = f"/api/v1/benefit-stores/{found.pk}/" if status == 201 else ""
    data = BenefitStore(found).data
    return given(data, version=found.version, status=status, location=location)


def _article(found: ArticleRow, status: int = 200) -> Response:
    row = amounts.with_amounts(ArticleRow.objects.filter(pk=found.pk)).get()
    location = f"/api/v1/benefit-articles/{found.pk}/" if status == 201 else ""
    data = BenefitArticle(row).data
    return given(data, version=row.version, status=status, location=location)


def _movement(found: MovementRow) -> Response:
    return given(BenefitMovement(found).data)
