"""A city's empty schema: a spare one under a new name, or made by one script.

The script is what this version's migrations lead to. It is made once, in a schema that exists
only for the length of that transaction, and kept in the platform's schema for all processes.
"""

import hashlib
import inspect
import secrets
from functools import lru_cache

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from tenants.fence import Place, Power, entered_platform
from tenants.fence.grants import apply_grants, every_append_only_table
from tenants.fence.place import entered_place
from tenants.fence.role_names import role_name
from tenants.migrating import migrate_here
from tenants.models import SchemaScript, SpareSchema
from tenants.schemas import structure

MODEL = "city_model_of_all"
SPARES = 3


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Changes with any migration, and with the way in which the script is written."""
    digest = hashlib.sha256(inspect.getsource(structure).encode())
    digest.update(repr(every_append_only_table()).encode())  # what spares' roles may not do
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    for (app, name), migration in sorted(known.items()):
        digest.update(f"{app}.{name}\n".encode())
        digest.update(inspect.getsource(inspect.getmodule(type(migration))).encode())  # type: ignore[arg-type]
    return digest.hexdigest()


def make_schema(schema: str) -> None:
    """Make the schema with its roles and tables, inside the caller's transaction."""
    spare = "" if _has_roles(schema) else _taken_spare()
    if spare:
        _provision("select fence.rename_city(%s, %s)", spare, schema)
    else:
        _make_by_script(schema)


def keep_spares() -> int:
    """Throw away what older migrations made, fill up to ``SPARES``; how many were made."""
    _forget_old_spares()
    made = 0
    while _made_a_missing_spare():
        made += 1
    return made


@transaction.atomic
def _made_a_missing_spare() -> bool:
    with entered_platform(), connection.cursor() as cursor:
        # Two who keep spares at once make as many as one.
        cursor.execute("select pg_advisory_xact_lock(hashtext('spares of schemas'))")
        if SpareSchema.objects.filter(fingerprint=fingerprint()).count() >= SPARES:
            return False
    schema = f"city_spare_{secrets.token_hex(8)}"
    _make_by_script(schema)
    with entered_platform():
        SpareSchema.objects.create(schema_name=schema, fingerprint=fingerprint())
    return True


def _forget_old_spares() -> None:
    with transaction.atomic(), entered_platform():
        old = SpareSchema.objects.exclude(fingerprint=fingerprint())
        for spare in old.select_for_update(skip_locked=True):
            _provision("select fence.release_city(%s)", spare.schema_name)
            spare.delete()


def _taken_spare() -> str:
    """The name of a spare that is the caller's from now on, or nothing."""
    with entered_platform():
        free = SpareSchema.objects.filter(fingerprint=fingerprint())
        spare = free.select_for_update(skip_locked=True).order_by("made_at").first()
        if spare is None:
            return ""
        spare.delete()
        return spare.schema_name


def _has_roles(schema: str) -> bool:
    """Whether roles of that name are left from a city that was there: then a spare's own
    cannot take it.
    """
    name = role_name(settings.DATABASE_ROLE_PREFIX, schema, Power.OWNER)
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute("select exists (select from pg_roles where rolname = %s)", [name])
        [found] = cursor.fetchone()
    return bool(found)


def _make_by_script(schema: str) -> None:
    text = script()
    _provision("select fence.provision_city(%s)", schema)
    with entered_place(Place(schema, Power.OWNER)), connection.cursor() as cursor:
        cursor.execute(text)
        apply_grants()


def _provision(call: str, *schemas: str) -> None:
    with entered_platform(Power.OWNER), connection.cursor() as cursor:
        cursor.execute(call, schemas)


def script() -> str:
    """The statements that make a city's tables as this version's migrations would."""
    with entered_platform():
        known = SchemaScript.objects.filter(fingerprint=fingerprint()).first()
    return known.script if known else _made_script()


def _made_script() -> str:
    """Whoever comes first makes it, the others wait and find it."""
    with transaction.atomic():
        with entered_platform(), connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('script of all schemas'))")
            known = SchemaScript.objects.filter(fingerprint=fingerprint()).first()
        if known:
            return known.script
        text = _script_of_migrations()
        with entered_platform():
            SchemaScript.objects.all().delete()
            SchemaScript.objects.create(fingerprint=fingerprint(), script=text)
    return text


def _script_of_migrations() -> str:
    _provision("select fence.provision_city(%s)", MODEL)
    with entered_place(Place(MODEL, Power.OWNER)):
        migrate_here()
        text = structure.script_of_here()
        connection.check_constraints()  # what waits for the end of the transaction holds tables
    _provision("select fence.release_city(%s)", MODEL)
    return text
