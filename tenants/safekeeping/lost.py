"""Cities whose schema the database has lost, and the command that brings one back."""

from django.db import connection
from django.utils import timezone

from tenants.fence import entered_platform, schema_of
from tenants.models import City
from tenants.safekeeping.bundle_files import bundles_of


class SchemaMissing(RuntimeError):
    """The city's rows are gone from the database; the message says what brings them back."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"The schema of {slug} is missing from the database. {mend(slug)}")


def has_schema(slug: str) -> bool:
    """Whether the city has a schema at all."""
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute("select to_regnamespace(%s) is not null", [schema_of(slug)])
        [found] = cursor.fetchone()
    return bool(found)


def refuse_lost(slug: str) -> None:
    """Raise ``SchemaMissing`` for a city that the platform knows and the database has lost."""
    with entered_platform():
        is_known = City.objects.filter(slug=slug).exists()
    if is_known and not has_schema(slug):
        raise SchemaMissing(slug)


def lost_cities() -> list[str]:
    """The slugs of all of them, in one query."""
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute(
            "select slug from tenants_city where to_regnamespace(schema_name) is null order by slug"
        )
        return [slug for (slug,) in cursor.fetchall()]


def command(slug: str) -> str:
    """What an operator types on the server: its last bundle comes back, a copy goes.

    The bundle is named as ``bundle_called`` finds it.
    """
    if _city_of_copy(slug):
        return f"ostoja city discard {slug}"
    newest = next(iter(bundles_of(slug)), None)
    return f"ostoja city restore {newest.path.name if newest else 'FILE'}"


def mend(slug: str) -> str:
    """The command, and what it does."""
    typed, of, files = f"`{command(slug)}`", _city_of_copy(slug), bundles_of(slug)
    if of:
        return f"It is a copy of {of}: {typed} removes what is left of it."
    if not files:
        return (
            f"BACKUP_ROOT holds no bundle of it: {typed} brings it back from one that lies"
            " elsewhere."
        )
    at = f"{timezone.localtime(files[0].at):%Y-%m-%d %H:%M}"
    return f"{typed} brings it back as it was on {at}."


def _city_of_copy(slug: str) -> str:
    with entered_platform():
        copies = City.objects.filter(slug=slug).values_list("copy_of", flat=True)
        return next(iter(copies), "")
