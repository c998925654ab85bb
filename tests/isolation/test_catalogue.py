"""A city's schema is whole: PostgreSQL's own catalogue is asked, not our code."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, ProgrammingError, connection, models

from tenants.fence import Power, entered, entered_platform
from tenants.fence.role_names import role_name

pytestmark = pytest.mark.django_db

LEAVING_FOREIGN_KEYS = """
select c.conname from pg_constraint c
join pg_class r on r.oid = c.conrelid join pg_class f on f.oid = c.confrelid
where c.contype = 'f' and r.relnamespace <> f.relnamespace
"""
VIEWS = "select schemaname, viewname from pg_views where schemaname ~ '^city_'"
LEAVING_TRIGGERS = """
select t.tgname from pg_trigger t
join pg_class r on r.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
where not t.tgisinternal and p.pronamespace <> r.relnamespace
"""
LEAVING_SEQUENCES = """
select s.relname from pg_depend d
join pg_class s on s.oid = d.objid and s.relkind = 'S'
join pg_class t on t.oid = d.refobjid and t.relkind = 'r'
where s.relnamespace <> t.relnamespace
"""
WRONG_OWNERS = """
select n.nspname, c.relname, c.relowner::regrole::text from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname ~ '^(city_|public$)' and c.relowner::regrole::text <> %s || n.nspname || '_own'
"""


@pytest.mark.parametrize(
    "query", [LEAVING_FOREIGN_KEYS, VIEWS, LEAVING_TRIGGERS, LEAVING_SEQUENCES]
)
def test_nothing_leaves_a_schema(query: str) -> None:
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchall() == []


def test_every_table_belongs_to_its_schemas_own_role() -> None:
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute(WRONG_OWNERS, [f"{settings.DATABASE_ROLE_PREFIX}_"])
        assert cursor.fetchall() == []


def city_models() -> list[type[models.Model]]:
    """Every model that has a table in a city's schema."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_config.name in settings.TENANT_APPS and model._meta.managed
    ]


def test_cities_have_models() -> None:
    assert len(city_models()) > 30


@pytest.mark.parametrize("model", city_models(), ids=lambda model: model._meta.label)
def test_a_missing_table_is_an_error_and_never_the_platforms(model: type[models.Model]) -> None:
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute(f'drop table "{model._meta.db_table}" cascade')
    with entered("gdansk"), pytest.raises(ProgrammingError, match="does not exist"):
        model._base_manager.count()


@pytest.mark.parametrize("slug", ["gdansk", "gdynia", "slupsk"])
def test_roles_reach_their_own_schema_only(slug: str) -> None:
    query = """
    select n.nspname from pg_namespace n where n.nspname ~ '^(city_|public$|fence$)'
    and has_schema_privilege(%s, n.oid, 'usage')
    """
    with entered_platform(), connection.cursor() as cursor:
        for power in Power:
            cursor.execute(query, [role_name(settings.DATABASE_ROLE_PREFIX, f"city_{slug}", power)])
            assert cursor.fetchall() == [(f"city_{slug}",)]


def test_the_login_itself_may_do_nothing() -> None:
    query = """
    select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname ~ '^(city_|public$)' and c.relkind = 'r'
    and has_table_privilege(c.oid, 'select')
    """
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute(
            "select rolinherit, rolsuper, rolcreaterole from pg_roles where rolname = session_user"
        )
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("set local role none")
        cursor.execute(query)
        assert cursor.fetchone() == (0,)


def test_a_citys_runtime_role_cannot_fence_off_cities() -> None:
    with (
        entered("gdansk"),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="permission denied"),
    ):
        cursor.execute("select fence.provision_city('city_elblag')")


@pytest.mark.parametrize("function", ["provision_city", "release_city", "clear_city"])
@pytest.mark.parametrize("schema", ["public", "fence", "city_", "city_x; drop schema public"])
def test_only_cities_are_made_and_dropped(function: str, schema: str) -> None:
    with (
        entered_platform(Power.OWNER),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="not a city"),
    ):
        cursor.execute(f"select fence.{function}(%s)", [schema])


@pytest.mark.parametrize("function", ["provision_city", "release_city", "clear_city"])
def test_everyday_work_on_the_platform_cannot_make_or_drop_a_city(function: str) -> None:
    with (
        entered_platform(),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="permission denied"),
    ):
        cursor.execute(f"select fence.{function}('city_gdansk')")
