"""What the fence costs: a view of one query without tenancy, with ours, and the usual way.

Each is a whole request through Django's WSGI handler; they differ in how it finds its schema.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper as PlainWrapper
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path
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
    """What every contender answers."""

    def answer(request: HttpRequest) -> HttpResponse:
        with database.cursor() as cursor:
            cursor.execute(QUERY)
            [many] = cursor.fetchone()
        if pooled:
            database.close()  # as Django does after each request
        return HttpResponse(str(many))

    return answer


def _usual(database: TenantsWrapper) -> Callable[[View], View]:
    """What django-tenants' middleware does: to ``public``, look the host up, to the city."""

    def middleware(answer: View) -> View:
        def enter(request: HttpRequest) -> HttpResponse:
            database.set_schema_to_public()
            with database.cursor() as cursor:
                cursor.execute(HOST, [request.get_host()])
                [schema] = cursor.fetchone()
            database.set_schema(schema)
            return answer(request)

        return enter

    return middleware


class _Server:
    """Django as a WSGI server calls it, with one address and at most one middleware."""

    def __init__(self, view: View, middleware: Callable[[View], View] | None = None) -> None:
        class Addresses:
            urlpatterns = (path("", view),)

        def addressed(request: HttpRequest) -> HttpResponse:
            request.urlconf = Addresses  # type: ignore[assignment]
            return inner(request)

        with override_settings(MIDDLEWARE=[]):
            self.handler = WSGIHandler()
        inner: View = self.handler._middleware_chain  # type: ignore[attr-defined]
        self.handler._middleware_chain = middleware(addressed) if middleware else addressed  # type: ignore[attr-defined]

    def answer(self, slug: str) -> bytes:
        """A whole request, with all that Django does before and after it."""
        response = self.handler(dict(ENVIRONMENTS[slug]), _start_response)
        content = b"".join(response)
        response.close()
        return content


def _start_response(*_given: object) -> Callable[[bytes], object]:
    return len


ENVIRONMENTS = {
    slug: RequestFactory().get("/", HTTP_HOST=f"{slug}.localhost").environ for slug in CITIES
}


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
        own = _settings(ours=True, pooled=pooled)
        # One each: on a connection that both share, nobody's city stays.
        staying = connect(_connected(DatabaseWrapper, own, "staying"))
        changing = connect(_connected(DatabaseWrapper, own, "changing"))
        without = _Server(_view(plain, pooled=pooled))
        stays, changes = (
            _Server(_view(database, pooled=pooled), CityMiddleware)  # type: ignore[arg-type]
            for database in (staying, changing)
        )
        tenants = _Server(_view(usual, pooled=pooled), _usual(usual))
        contenders: dict[str, Callable[[], object]] = {
            FLOOR: lambda: without.answer("gdansk"),
            SAME: lambda: stays.answer("gdansk"),
            CHANGING: lambda: changes.answer(next(slugs)),
            USUAL: lambda: tenants.answer("gdansk"),
        }
        return measure(contenders, floor=FLOOR, rounds=400, calls=5)


def statements() -> tuple[int, int]:
    """Statements for path and role: when the city stays, and when it changes."""
    database, request = fenced(), RequestFactory().get("/")
    view = _view(database, pooled=False)
    with entered("gdansk"):
        view(request)
        before = database.switches
        view(request)
        staying = database.switches - before
    with entered("gdynia"):
        view(request)
    return staying, database.switches - before
