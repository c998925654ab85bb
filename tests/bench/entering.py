"""What the fence costs: a view of one query without tenancy, with ours, and the usual way."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle
from typing import Any

from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper as PlainWrapper
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantsWrapper

from ostoja.settings.environment import database_settings
from tenants.fence import entered
from tenants.fence.backend.base import DatabaseWrapper
from tenants.middleware import CityMiddleware
from tests.bench.rounds import Measured, measure
from tests.databases import admin_url, fenced

QUERY = "select count(*) from auth_group"
HOST = """
select t.schema_name from public.tenants_domain d join public.tenants_city t on t.id = d.tenant_id
where d.domain = %s
"""
CITIES = ("gdansk", "gdynia", "slupsk")
POOL = {"pool": {"min_size": 1, "max_size": 4}}
SAME, CHANGING = "ours, the city stays", "ours, another city each time"
FLOOR, USUAL = "without tenancy", "django-tenants, the city stays"
View = Callable[[HttpRequest], HttpResponse]


def _view(database: Any, *, pooled: bool) -> View:
    def answer(request: HttpRequest) -> HttpResponse:
        with database.cursor() as cursor:
            cursor.execute(QUERY)
            [many] = cursor.fetchone()
        if pooled:
            database.close()  # as Django does after each request
        return HttpResponse(str(many))

    return answer


def _usual(database: TenantsWrapper, view: View, slug: str) -> Callable[[], object]:
    """What django-tenants' middleware does: to ``public``, look the host up, to the city."""

    def answer() -> HttpResponse:
        database.set_schema_to_public()
        with database.cursor() as cursor:
            cursor.execute(HOST, [f"{slug}.localhost"])
            [schema] = cursor.fetchone()
        database.set_schema(schema)
        return view(REQUESTS[slug])

    return answer


REQUESTS = {slug: RequestFactory().get("/", HTTP_HOST=f"{slug}.localhost") for slug in CITIES}


@contextmanager
def _connected(wrapper: type[Any], settings: dict[str, Any], alias: str) -> Iterator[Any]:
    database = wrapper(settings, alias=alias)
    try:
        yield database
    finally:
        database.close()
        database.close_pool()


def _settings(*, ours: bool, pooled: bool) -> dict[str, Any]:
    """The bench's database; the peers see every schema, since they know no roles."""
    known = dict(connections["default"].settings_dict)
    options: dict[str, Any] = {**known["OPTIONS"], **(POOL if pooled else {})}
    if not ours:
        known |= {**database_settings(admin_url()), "NAME": known["NAME"]}
        options["options"] = "-c search_path=city_gdansk"
    return {**known, "OPTIONS": options, "CONN_MAX_AGE": 0 if pooled else None}


def entering(*, pooled: bool) -> Measured:
    """A request's way into its city and one query there, with the floor and a peer beside it."""
    slugs = cycle(CITIES)
    with ExitStack() as stack:
        connect = stack.enter_context
        theirs = _settings(ours=False, pooled=pooled)
        plain = connect(_connected(PlainWrapper, theirs, "plain"))
        usual = connect(_connected(TenantsWrapper, theirs, "usual"))
        own = connect(_connected(DatabaseWrapper, _settings(ours=True, pooled=pooled), "own"))
        without = _view(plain, pooled=pooled)
        city = CityMiddleware(_view(own, pooled=pooled))
        contenders: dict[str, Callable[[], object]] = {
            FLOOR: lambda: without(REQUESTS["gdansk"]),
            SAME: lambda: city(REQUESTS["gdansk"]),  # type: ignore[arg-type]
            CHANGING: lambda: city(REQUESTS[next(slugs)]),  # type: ignore[arg-type]
            USUAL: _usual(usual, _view(usual, pooled=pooled), "gdansk"),
        }
        return measure(contenders, floor=FLOOR, rounds=400, calls=5)


def statements() -> tuple[int, int]:
    """Statements for path and role: when the city stays, and when it changes."""
    database, view = fenced(), _view(fenced(), pooled=False)
    with entered("gdansk"):
        view(REQUESTS["gdansk"])
        before = database.switches
        view(REQUESTS["gdansk"])
        staying = database.switches - before
    with entered("gdynia"):
        view(REQUESTS["gdynia"])
    return staying, database.switches - before
