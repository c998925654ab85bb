"""Carrying a deletion out: the key first, so that from the first moment nothing can be read.

Each step may be begun again. Whatever kills the process, the next run does the rest; only the
last step, in one transaction, takes the city's rows away and says that it is done.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from ostoja.audit import action, record
from ostoja.privacy.keys import KeyMissing, destroy_key, forget_keys, has_key, schemas_with_keys
from tenants.bundles.writing import key_mark, mark_of_key_in
from tenants.domains.actions import retire
from tenants.exports.files import remove_exports
from tenants.fence import FenceError, Power, entered, entered_platform, schema_of
from tenants.hosts import forget_hosts
from tenants.jobs.models import Job
from tenants.models import City, Domain, Stage
from tenants.safekeeping.alone import alone
from tenants.safekeeping.bundle_files import bundles_of
from tenants.safekeeping.lost import has_schema
from tenants.safekeeping.models import Deletion, DeletionState
from tenants.safekeeping.reasons import reason
from tenants.stages import remove_copy, remove_files

BEGUN, CONFIRMED, DONE = DeletionState.BEGUN, DeletionState.CONFIRMED, DeletionState.DONE


class SomethingIsLeft(RuntimeError):
    """What was removed is there again: the next run begins anew."""


def due() -> list[Deletion]:
    """Those whose time has come, and those that were begun and not finished."""
    with entered_platform():
        waited = Q(state=CONFIRMED, due_at__lte=timezone.now())
        return list(Deletion.objects.filter(Q(state=BEGUN) | waited).order_by("due_at"))


def carry_out_due(slug: str = "") -> Iterator[Deletion]:
    """All that are due, or this one; what went wrong stands in its row, and stops no other."""
    for deletion in due():
        if slug in {"", deletion.slug}:
            yield carry_out(deletion)


def carry_out(deletion: Deletion) -> Deletion:
    """Delete the city, or finish doing so; the row as it is then."""
    with alone(f"delete {deletion.slug}") as is_mine:
        if is_mine and _begin(deletion):
            _try_steps(deletion)
    with entered_platform():
        return Deletion.objects.get(pk=deletion.pk)


def _begin(deletion: Deletion) -> bool:
    """Whether it is to be done: it may have been withdrawn a moment ago.

    What the certificate says is counted before anything is gone.
    """
    slug = deletion.slug
    with entered_platform(), transaction.atomic():
        row = Deletion.objects.select_for_update().get(pk=deletion.pk)
        if row.state == CONFIRMED and row.due_at and row.due_at <= timezone.now():
            # Waits for a restore, which holds the row; a later one waits, and sees the state.
            City.objects.filter(slug=slug).update(stage=Stage.SUSPENDED)
            row.state, row.begun_at = BEGUN, timezone.now()
            row.key_mark, row.counts = _mark(slug), _counts(slug)
            _note_begun(row)
    forget_hosts()
    return row.state == BEGUN


@action
def _note_begun(row: Deletion) -> None:
    row.save()
    record("deletion.begun", by=None, on=row, city=row.slug)


def _mark(slug: str) -> str:
    try:
        return key_mark(slug)
    except KeyMissing:
        return ""


def _counts(slug: str) -> dict[str, int]:
    folder = Path(settings.MEDIA_ROOT) / schema_of(slug)
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    found = {"files": len(sizes), "bytes": sum(sizes), "bundles": len(bundles_of(slug))}
    try:
        with entered(slug, Power.OWNER), transaction.atomic():
            found |= _rows_here()
    except (DatabaseError, FenceError):
        return found  # a city in ruins is deleted all the same
    return found


def _rows_here() -> dict[str, int]:
    rows, tables = 0, connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"select count(*) from {connection.ops.quote_name(table)}")  # noqa: S608
            rows += cursor.fetchone()[0]
    return {"tables": len(tables), "rows": rows}


def _try_steps(deletion: Deletion) -> None:
    error = ""
    try:
        for step in STEPS:
            step(deletion)
    except Exception as problem:  # noqa: BLE001 - the clock tries again, and no other waits for it
        error = reason(problem)
    with entered_platform():
        Deletion.objects.filter(pk=deletion.pk).update(error=error)


def _destroy_keys(deletion: Deletion) -> None:
    """The city's own, and the same key under whatever name: all backups are closed for good.

    A killed restore or discard may have left it without a row.
    """
    with entered_platform():
        mark = Deletion.objects.values_list("key_mark", flat=True).get(pk=deletion.pk)
        copies = list(_copies(deletion.slug).values_list("slug", flat=True))
    schemas = {schema_of(slug) for slug in (deletion.slug, *copies)}
    for schema in sorted(schemas | _schemas_with(mark)):
        destroy_key(schema)
    for slug in copies:
        remove_copy(slug)


def _copies(slug: str) -> QuerySet[City]:
    return City.objects.filter(copy_of=slug)


def _schemas_with(mark: str) -> set[str]:
    forget_keys()  # another process may have changed them
    return {schema for schema in schemas_with_keys() if mark and _mark_in(schema) == mark}


def _mark_in(schema: str) -> str:
    try:
        return mark_of_key_in(schema)
    except KeyMissing:
        return ""  # nobody can open it


def _remove_files(deletion: Deletion) -> None:
    """Its own, and its exports, which another key opens."""
    remove_files(schema_of(deletion.slug))
    remove_exports(deletion.slug)


def _drop_schema(deletion: Deletion) -> None:
    with entered_platform(Power.OWNER), connection.cursor() as cursor:
        cursor.execute("select fence.release_city(%s)", [schema_of(deletion.slug)])


def _forget_rows(deletion: Deletion) -> None:
    """What the platform knows of it: city, domains, ledgers, jobs. The certificate stays."""
    with entered_platform(), transaction.atomic():
        _refuse_while_something_is_left(deletion.slug)
        Job.objects.filter(city=deletion.slug).delete()
        domains = Domain.objects.filter(tenant__slug=deletion.slug)
        for host in domains.values_list("domain", flat=True):
            retire(slug=deletion.slug, host=host)
        domains.delete()
        City.objects.filter(slug=deletion.slug).delete()
        _certify(deletion=deletion)
    forget_hosts()


def _refuse_while_something_is_left(slug: str) -> None:
    """Without the rows nobody would look for it again."""
    City.objects.select_for_update().filter(slug=slug).first()
    if has_schema(slug) or has_key(schema_of(slug)) or _copies(slug).exists():
        raise SomethingIsLeft(f"A schema, key or copy of {slug} came back meanwhile.")


@action
def _certify(*, deletion: Deletion) -> None:
    row = Deletion.objects.get(pk=deletion.pk)
    row.state, row.done_at = DONE, timezone.now()
    row.save()
    record("deletion.done", by=None, on=row, city=row.slug, key=row.key_mark, **row.counts)


STEPS: tuple[Callable[[Deletion], None], ...] = (
    _destroy_keys,
    _remove_files,
    _drop_schema,
    _forget_rows,
)
