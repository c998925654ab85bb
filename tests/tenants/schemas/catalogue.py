"""All that PostgreSQL knows of a schema, without names of schema and roles, for comparing two."""

from typing import Any

from django.conf import settings
from django.db import connection

from tenants.fence import Power, entered
from tenants.fence.place import schema_of

# Asked otherwise than tenants.schemas.structure does, so that one mistake is not made twice.
QUESTIONS = {
    "columns": """
        select table_name, column_name, data_type, udt_name, character_maximum_length,
            numeric_precision, numeric_scale, datetime_precision, is_nullable, column_default,
            collation_name, is_identity, identity_generation, identity_start, identity_increment,
            identity_maximum, identity_cycle, is_generated, generation_expression
        from information_schema.columns where table_schema = current_schema()
        order by table_name, column_name""",
    "storing and statistics": """
        select attrelid::regclass::text, attname, coalesce(attstattarget, -1), attstorage,
            attcompression
        from pg_attribute where attnum > 0 and not attisdropped and attrelid in (
            select oid from pg_class
            where relnamespace = current_schema()::regnamespace and relkind = 'r')
        order by 1, 2""",
    "constraints": """
        select conrelid::regclass::text, conname, contype, condeferrable, condeferred,
            convalidated, confupdtype, confdeltype, pg_get_constraintdef(oid)
        from pg_constraint where connamespace = current_schema()::regnamespace
        order by 1, 2""",
    "indexes": """
        select tablename, indexname, indexdef from pg_indexes where schemaname = current_schema()
        order by 1, 2""",
    "sequences": """
        select sequencename, data_type::text, start_value, min_value, max_value, increment_by,
            cycle, cache_size, sequenceowner from pg_sequences where schemaname = current_schema()
        order by 1""",
    "relations": """
        select relname, relkind, relpersistence, relacl::text, relowner::regrole::text, reloptions,
            relhastriggers, relrowsecurity, relreplident
        from pg_class where relnamespace = current_schema()::regnamespace order by 1""",
    "triggers": """
        select tgrelid::regclass::text, tgfoid::regproc::text, tgenabled, tgdeferrable,
            tginitdeferred, count(*) from pg_trigger
        where tgrelid in (
            select oid from pg_class where relnamespace = current_schema()::regnamespace)
        group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5""",
    "standing rights": """
        select defaclrole::regrole::text, defaclobjtype, defaclacl::text from pg_default_acl
        where defaclnamespace = current_schema()::regnamespace order by 1, 2""",
    "the schema": """
        select nspowner::regrole::text, nspacl::text from pg_namespace
        where oid = current_schema()::regnamespace""",
    "migrations": "select app, name from django_migrations order by 1, 2",
    "permissions": """
        select t.app_label, t.model, p.codename, p.name from auth_permission p
        join django_content_type t on t.id = p.content_type_id order by 1, 2, 3""",
    "content types": "select app_label, model from django_content_type order by 1, 2",
}


def catalogue_of(slug: str) -> dict[str, list[tuple[Any, ...]]]:
    """The answers to all questions, comparable between cities."""
    with entered(slug, Power.OWNER), connection.cursor() as cursor:
        return {name: _answer(cursor, question, slug) for name, question in QUESTIONS.items()}


def _answer(cursor: Any, question: str, slug: str) -> list[tuple[Any, ...]]:
    cursor.execute(question)
    return [tuple(_nameless(value, slug) for value in row) for row in cursor.fetchall()]


def _nameless(value: Any, slug: str) -> Any:
    if not isinstance(value, str):
        return value
    schema = schema_of(slug)
    return value.replace(f"{settings.DATABASE_ROLE_PREFIX}_{schema}", "ROLE").replace(
        schema, "SCHEMA"
    )
