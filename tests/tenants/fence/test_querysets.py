"""Every way of running a query: one that was written in one city runs in no other."""

import asyncio
import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    prefetch_related_objects,
)

from casework.partners.models import Need, Organisation, Service
from tenants.fence import WrongCity, entered
from tenants.fence.models import CityQuerySet
from tests.cast import make_organisation

pytestmark = pytest.mark.django_db

Needs = CityQuerySet[Need]


async def _walk(needs: Any) -> list[Any]:
    return [need async for need in needs]


def _again(needs: Needs) -> list[Need]:
    copied = Need.objects.all()
    copied.query = pickle.loads(pickle.dumps(needs.query))  # noqa: S301
    return list(copied)


def _locked(needs: Needs) -> list[Need]:
    with transaction.atomic():
        return list(needs.select_for_update())


READS: dict[str, Callable[[Needs], object]] = {
    "list": list,
    "len": len,
    "bool": bool,
    "repr": repr,
    "index": lambda needs: needs[0],
    "slice": lambda needs: list(needs[:2]),
    "in": lambda needs: Need() in needs,
    "count": lambda needs: needs.count(),
    "exists": lambda needs: needs.exists(),
    "contains": lambda needs: needs.contains(Need()),
    "first": lambda needs: needs.first(),
    "last": lambda needs: needs.last(),
    "get": lambda needs: needs.get(position=1),
    "earliest": lambda needs: needs.earliest("position"),
    "latest": lambda needs: needs.latest("position"),
    "in_bulk": lambda needs: needs.in_bulk(),
    "aggregate": lambda needs: needs.aggregate(Count("pk")),
    "annotate": lambda needs: list(needs.annotate(many=Count("services"))),
    "explain": lambda needs: needs.explain(),
    "iterator": lambda needs: list(needs.iterator()),
    "server-side cursor": lambda needs: list(needs.iterator(chunk_size=1)),
    "values": lambda needs: list(needs.values()),
    "values_list": lambda needs: list(needs.values_list("pk", flat=True)),
    "only": lambda needs: list(needs.only("key")),
    "distinct": lambda needs: list(needs.order_by().distinct()),
    "dates": lambda needs: list(needs.filter(key="x").reverse()),
    "union": lambda needs: list(Need.objects.order_by().union(needs.order_by())),
    "either": lambda needs: list(Need.objects.all() | needs),
    "both": lambda needs: list(Need.objects.all() & needs),
    "in a filter": lambda needs: list(Service.objects.filter(needs__in=needs)),
    "as a subquery": lambda needs: list(
        Service.objects.annotate(key_of=Subquery(needs.values("key")[:1]))
    ),
    "as exists": lambda needs: list(
        Service.objects.filter(Exists(needs.filter(pk=OuterRef("pk"))))
    ),
    "as a prefetch": lambda needs: list(
        Service.objects.prefetch_related(Prefetch("needs", queryset=needs))
    ),
    "select_for_update": _locked,
    "select_related": lambda needs: list(needs.select_related(None)),
    "copied": lambda needs: list(copy.copy(needs)),
    "copied deeply": lambda needs: list(copy.deepcopy(needs)),
    "pickled": lambda needs: pickle.loads(pickle.dumps(needs)),  # noqa: S301
    "pickled query": _again,
    "sql of the query": lambda needs: str(needs.query),
    "aget": lambda needs: asyncio.run(needs.aget(position=1)),
    "afirst": lambda needs: asyncio.run(needs.afirst()),
    "acount": lambda needs: asyncio.run(needs.acount()),
    "aexists": lambda needs: asyncio.run(needs.aexists()),
    "aaggregate": lambda needs: asyncio.run(needs.aaggregate(Count("pk"))),
    "ain_bulk": lambda needs: asyncio.run(needs.ain_bulk()),
    "async for": lambda needs: asyncio.run(_walk(needs)),
    "aiterator": lambda needs: asyncio.run(_walk(needs.aiterator())),
}

WRITES: dict[str, Callable[[Needs], object]] = {
    "update": lambda needs: needs.update(position=1),
    "delete": lambda needs: needs.delete(),
    "_raw_delete": lambda needs: needs._raw_delete("default"),
    "_update": lambda needs: needs._update([]),  # type: ignore[attr-defined]
    "bulk_create": lambda needs: needs.bulk_create([Need(key="x")]),
    "create": lambda needs: needs.create(key="x"),
    "get_or_create": lambda needs: needs.get_or_create(key="x"),
    "update_or_create": lambda needs: needs.update_or_create(key="x"),
    "aupdate": lambda needs: asyncio.run(needs.aupdate(position=1)),
    "adelete": lambda needs: asyncio.run(needs.adelete()),
}


@pytest.mark.parametrize("use", [*READS.values(), *WRITES.values()], ids=[*READS, *WRITES])
def test_a_query_of_another_city_is_refused(use: Callable[[Needs], object]) -> None:
    with entered("gdansk"):
        needs = Need.objects.filter(position__gte=0)
    with entered("gdynia"):
        Service.objects.create(organisation=make_organisation("there", "There"), key="there")
        with pytest.raises(WrongCity):
            use(needs)


# Asynchronous queries have a thread, and so a connection, of their own.
AT_HOME = {name: use for name, use in READS.items() if not name.startswith("a")} | {
    name: READS[name] for name in ("aggregate", "annotate", "as a subquery", "as exists")
}


@pytest.mark.parametrize("use", AT_HOME.values(), ids=list(AT_HOME))
def test_the_same_query_is_answered_at_home(use: Callable[[Needs], object]) -> None:
    with entered("gdansk"):
        Need.objects.update(position=2)
        Need.objects.filter(pk=Need.objects.all()[:1].get().pk).update(position=1)
        use(Need.objects.filter(position__gte=0))


EVALUATED: dict[str, Callable[[Needs], object]] = {
    name: READS[name]
    for name in ("list", "len", "bool", "index", "slice", "count", "exists", "first", "iterator")
} | {"contains": lambda needs: needs.contains(Need(pk="00000000-0000-0000-0000-000000000000"))}


@pytest.mark.parametrize("use", EVALUATED.values(), ids=list(EVALUATED))
def test_rows_that_were_read_are_not_shown_in_another_city(use: Callable[[Needs], object]) -> None:
    with entered("gdansk"):
        needs = Need.objects.all()
        assert list(needs)
    with entered("gdynia"), pytest.raises(WrongCity):
        use(needs)


def test_a_query_from_nowhere_keeps_to_the_first_city_that_runs_it() -> None:
    needs = Need.objects.all()
    with entered("gdansk"):
        assert list(needs)
    with entered("gdynia"), pytest.raises(WrongCity):
        list(needs)


def test_a_query_from_nowhere_is_cloned_into_each_city() -> None:
    needs = Need.objects.all()
    for slug in ("gdansk", "gdynia"):
        with entered(slug):
            assert list(needs.all()) == list(Need.objects.all())


RAW: dict[str, Callable[[Any], object]] = {
    "list": list,
    "iterator": lambda rows: list(rows.iterator()),
    "prefetch": lambda rows: list(rows.prefetch_related("services")),
    "index": lambda rows: rows[0],
    "columns": lambda rows: rows.columns,
    "async for": lambda rows: asyncio.run(_walk(rows)),
}


@pytest.mark.parametrize("use", RAW.values(), ids=list(RAW))
@pytest.mark.parametrize("evaluated", [False, True])
def test_raw_sql_of_another_city_is_refused(use: Callable[[Any], object], evaluated: bool) -> None:
    with entered("gdansk"):
        rows = Need.objects.raw("select * from partners_need")
        assert not evaluated or list(rows)
    with entered("gdynia"), pytest.raises(WrongCity):
        use(rows)


def test_raw_rows_know_their_city() -> None:
    with entered("gdansk"):
        [need, *_] = Need.objects.raw("select id, key from partners_need")
    with entered("gdynia"), pytest.raises(WrongCity):
        need.save()


def _organisation() -> Organisation:
    with entered("gdansk"):
        return make_organisation("here", "Here")


ASKS: dict[str, Callable[[Organisation], object]] = {
    "filter": lambda one: Service.objects.filter(organisation=one),
    "exclude": lambda one: Service.objects.exclude(organisation=one),
    "in": lambda one: Service.objects.filter(organisation__in=[one]),
    "Q": lambda one: Service.objects.filter(Q(organisation=one) | Q(key="x")),
    "across": lambda one: Need.objects.filter(services__organisation=one),
    "update": lambda one: Service.objects.update(organisation=one),
    "prefetch": lambda one: prefetch_related_objects([one], "services"),
    "contains": Organisation.objects.contains,
    "in_bulk": lambda one: one.services.in_bulk(),
}


@pytest.mark.parametrize("ask", ASKS.values(), ids=list(ASKS))
def test_a_row_of_another_city_is_not_asked_for(ask: Callable[[Organisation], object]) -> None:
    one = _organisation()
    with entered("gdynia"), pytest.raises(WrongCity):
        ask(one)


def test_every_kind_of_query_is_stamped() -> None:
    """What Django adds to its query sets in a later version has to be looked at here."""
    public = {
        name
        for name in dir(models.QuerySet)
        if not name.startswith("_") and callable(getattr(models.QuerySet, name))
    }
    lazy = {
        *("all", "filter", "exclude", "annotate", "alias", "order_by", "reverse", "distinct"),
        *("defer", "only", "using", "values", "values_list", "dates", "datetimes", "none"),
        *("select_related", "prefetch_related", "select_for_update", "extra", "as_manager"),
        *("complex_filter", "union", "intersection", "difference", "raw", "resolve_expression"),
    }
    run = {name for name in {*READS, *WRITES} if hasattr(models.QuerySet, name)}
    run |= {f"a{name}" for name in run} | {"bulk_update", "abulk_update"}
    assert public - lazy - run == set()


def test_the_connection_stays_usable_after_a_refusal() -> None:
    with entered("gdansk"):
        needs = Need.objects.all()
    with entered("gdynia"):
        with pytest.raises(WrongCity):
            needs.count()
        with connection.cursor() as cursor:
            cursor.execute("select current_schema()")
            assert cursor.fetchone() == ("city_gdynia",)
