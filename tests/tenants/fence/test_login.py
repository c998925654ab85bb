"""What somebody who can run any SQL reaches, and what not: exactly what decision 0004 says."""

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tenants.fence import Power, entered
from tenants.fence.role_names import LOGIN, role_name
from tests.databases import admin_url

pytestmark = pytest.mark.django_db

OTHERS = "select * from city_gdynia.auth_group"


def _role(schema: str) -> str:
    return role_name(settings.DATABASE_ROLE_PREFIX, schema, Power.RUNTIME)


REFUSED = {
    "plain SQL": OTHERS,
    "another table": "select * from city_gdynia.accounts_user",
    "the platform": "select * from public.tenants_city",
    "COPY": "copy city_gdynia.auth_group to stdout",
    "COPY of a query": f"copy ({OTHERS}) to stdout",
    "COPY to a program": f"copy ({OTHERS}) to program 'cat'",
    "COPY from a file": "copy auth_group from '/etc/passwd'",
    "a file of the server": "select pg_read_file('PG_VERSION')",
    "a large object from a file": "select lo_import('/etc/passwd')",
    "ts_stat": "select * from ts_stat('select to_tsvector(name) from city_gdynia.auth_group')",
    "query_to_xml": f"select query_to_xml('{OTHERS}', true, true, '')",
    "table_to_xml": "select table_to_xml('city_gdynia.auth_group', true, true, '')",
    "schema_to_xml": "select schema_to_xml('city_gdynia', true, true, '')",
    "EXPLAIN ANALYZE": f"explain analyze {OTHERS}",
    "a prepared statement": f"prepare others as {OTHERS}",
    "a block of PL/pgSQL": f"do $$ begin perform name from ({OTHERS}) as others; end $$",
    "a function": "create function x() returns int language sql as 'select 1'",
    "a view": f"create view others as {OTHERS}",
    "a table": "create table own (id int)",
    "a temporary table": "create temporary table own (id int)",
    "a schema": "create schema own",
    "a trigger": "create trigger x before update on auth_group execute function x()",
    "the table's owner": "alter table auth_group owner to current_user",
    "a sequence": "select nextval('city_gdynia.auth_group_id_seq')",
    "TRUNCATE": "truncate city_gdynia.auth_group",
    "LOCK": "lock table city_gdynia.auth_group in access share mode",
    "a superuser": "set session authorization postgres",
    "another role": "create role own",
    "a new city": "select fence.provision_city('city_new')",
    "an extension": "create extension dblink",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=list(REFUSED))
def test_the_database_refuses(statement: str) -> None:
    refusals = r"permission denied|must be (superuser|owner)|does not exist|not available"
    with entered("gdansk"), connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == (_role("city_gdansk"),)
        with pytest.raises(DatabaseError, match=refusals), transaction.atomic():
            cursor.execute(statement)


def test_nothing_that_reaches_out_of_the_database_is_installed() -> None:
    query = """
    select extname from pg_extension where extname <> 'plpgsql' union
    select lanname from pg_language where not lanpltrusted and lanname not in ('c', 'internal')
    """
    with entered("gdansk"), connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchall() == []


@pytest.mark.parametrize("statement", ["reset role", "set role none", "set local role none"])
def test_without_its_role_the_login_may_do_nothing(statement: str) -> None:
    with entered("gdansk"), connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("select current_user")
        assert cursor.fetchone() == (role_name(settings.DATABASE_ROLE_PREFIX, LOGIN),)
        for table in ("city_gdansk.auth_group", "city_gdynia.auth_group", "public.tenants_city"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(f"select * from {table}")


@pytest.mark.parametrize(
    "statement",
    ["set role {}", "set local role {}", "select set_config('role', '{}', false)"],
)
@pytest.mark.parametrize("schema", ["city_gdynia", "public"])
def test_the_login_may_take_the_role_of_every_city(statement: str, schema: str) -> None:
    """The limit that is stated: this is what one login for all cities does not stop."""
    with entered("gdansk"), connection.cursor() as cursor:
        cursor.execute(statement.format(_role(schema)))
        cursor.execute(f"select count(*) from {schema}.accounts_user")
        assert cursor.fetchone()


@pytest.mark.parametrize("name", ["postgres", "pg_read_all_data", "pg_execute_server_program"])
def test_the_login_may_take_no_other_role(name: str) -> None:
    with (
        entered("gdansk"),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match=r"permission denied|does not exist"),
    ):
        cursor.execute(f"set role {name}")


def test_an_administrator_is_not_who_the_application_is() -> None:
    with psycopg.connect(admin_url()) as admin:
        login = role_name(settings.DATABASE_ROLE_PREFIX, LOGIN)
        query = (
            "select rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication"
        )
        row = admin.execute(f"{query} from pg_roles where rolname = %s", [login]).fetchone()
    assert row == (False,) * 6
