"""Bringing a city back from its bundle: in its own place, or beside it for looking something up."""

import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.privacy.keys import copy_key, destroy_key, has_key, settle_key
from tenants.bundles import contents
from tenants.bundles.afterwards import Since, known_since, settle
from tenants.bundles.contents import Manifest
from tenants.bundles.sealing import BundleRefused, unseal
from tenants.bundles.writing import key_mark
from tenants.documents.keeping import keep_own_blueprint
from tenants.domains.checking import still_free
from tenants.fence import Power, after_commit, entered, entered_platform, schema_of
from tenants.fence.grants import apply_grants
from tenants.fence.place import PLATFORM_SCHEMA
from tenants.hosts import forget_hosts, host_of
from tenants.migrating import migrate_here
from tenants.models import City, Domain, Stage, UpgradeOfCity
from tenants.noting import acting, note, note_on_platform
from tenants.onboarding import problem_of_slug
from tenants.profile.models import CityProfile
from tenants.safekeeping.lost import has_schema
from tenants.safekeeping.models import Deletion, DeletionState
from tenants.schemas.histories import history_here, wanted_history
from tenants.stages import remove_files

PIECE = 1024 * 1024
TRIAL = "restore-test"  # reserved: the city that is nobody's, and is gone again in a minute


def restore_bundle(
    path: Path, *, beside: str = "", over: bool = False, of: str = "", by: User | None = None
) -> City:
    """Put the bundle's city where it was, or under the slug ``beside``.

    The bundle is read and checked to its last byte before anything is touched, and then all
    happens in one transaction: either the city is as it was in the bundle, or as it was before.
    A bundle of an older version is brought up to date on the way.
    A city beside another has no domain but its slug's, and is suspended. A city that is at work
    is replaced only if ``over`` says so. What ended since the bundle stays ended, and the record
    of what was done stays (see ``afterwards``). With ``of`` it must be that city's. Raises
    ``BundleRefused`` with what to do about it.
    """
    manifest, city = restored(path, beside, over=over, of=of, by=by)
    if beside:
        note(manifest.slug, "city.copied", by=by)
    else:
        note_on_platform(city.slug, "city.restored", by=by)
    return city


def restore_for_a_trial(path: Path) -> Manifest:
    """Put the bundle's city beside it under ``TRIAL``, to see whether it can be done."""
    manifest, _city = restored(path, TRIAL, over=False)
    return manifest


def restored(
    path: Path, beside: str = "", *, over: bool, of: str = "", by: User | None = None
) -> tuple[Manifest, City]:
    """What ``restore_bundle`` does, with the manifest; only the records lack it."""
    with opened(path) as tar:
        manifest = contents.checked(tar)
        _refuse_another(manifest, of)
        _refuse_unless_usable(manifest, beside)
        if not (beside or over):
            _refuse_to_replace(manifest)
        slug = beside or manifest.slug
        with transaction.atomic():
            _hold(manifest, beside)
            with _key_for(manifest, slug):
                city = _registered(manifest, slug)
                _make_again(tar, manifest, slug, by)
                _put_files(tar, manifest, slug)
                _note_up_to_date(city)
    forget_hosts()
    return manifest, city


def _hold(manifest: Manifest, beside: str) -> None:
    """Until the commit its deletion waits, and whoever else wants the slug; one of them that
    came first is seen here, since all was looked at before.
    """
    with entered_platform():
        if beside:
            with connection.cursor() as cursor:  # as onboarding does
                words = f"onboard {beside!a}"
                cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [words])
        City.objects.select_for_update(no_key=True).filter(slug=manifest.slug).first()
        begun = Deletion.objects.filter(slug=manifest.slug, state=DeletionState.BEGUN)
        if begun.exists():
            raise BundleRefused(f"The deletion of {manifest.slug} has begun: nothing comes back.")
    _refuse_without_its_key(manifest)
    _refuse_slug(beside)


@contextmanager
def _key_for(manifest: Manifest, slug: str) -> Iterator[None]:
    """A city beside another has the other's key, but only if it comes into being.

    Until the commit (of a job around it, too) it is provisional: a killed process is in nobody's
    way.
    """
    if slug == manifest.slug:
        yield
        return
    _copy_key(manifest, slug)
    try:
        yield
        with entered_platform():
            after_commit(lambda: settle_key(schema_of(slug)))
    except BaseException:
        destroy_key(schema_of(slug))
        remove_files(schema_of(slug))
        raise


def _copy_key(manifest: Manifest, slug: str) -> None:
    try:
        copy_key(schema_of(manifest.slug), schema_of(slug))
    except FileExistsError as error:
        raise BundleRefused(
            f"A key for {slug} lies in KEYS_ROOT already. Choose another slug, or move it away if"
            " no backup needs it."
        ) from error


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    """The decrypted tar, on the disk only while it is read, and in nobody else's sight."""
    with path.open("rb") as file, tempfile.TemporaryFile() as plain:
        unseal(file, plain)
        plain.seek(0)
        try:
            with tarfile.open(fileobj=plain, mode="r:") as tar:
                yield tar
        except tarfile.TarError as error:
            raise BundleRefused("What is in the bundle is broken. Take an older one.") from error


def _refuse_another(manifest: Manifest, wanted: str) -> None:
    """Whoever named a city must not replace another, whatever the file is called."""
    if wanted not in {"", manifest.slug}:
        raise BundleRefused(f"The bundle holds {manifest.slug} and not {wanted}.")


def _refuse_to_replace(manifest: Manifest) -> None:
    """People may be at work in the city: what they did since would be gone."""
    with entered_platform():
        at_work = City.objects.filter(slug=manifest.slug).exclude(stage=Stage.SUSPENDED).exists()
    if at_work and has_schema(manifest.slug):
        raise BundleRefused(
            f"{manifest.slug} is there and at work. All that it stored since {manifest.made_at}"
            " would be gone: suspend it first, or say --over; --as puts the bundle beside it."
        )


def _refuse_unless_usable(manifest: Manifest, beside: str) -> None:
    _refuse_the_platforms(manifest)
    refuse_newer(manifest)
    _refuse_without_its_key(manifest)
    for name in manifest.sums:
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise BundleRefused(f"The bundle holds a file outside its folder: {name}.")
    _refuse_slug(beside)


def _refuse_without_its_key(manifest: Manifest) -> None:
    if not has_key(schema_of(manifest.slug)):
        raise BundleRefused(
            f"The key of {manifest.slug} is not in KEYS_ROOT. Restore it from the keys' own backup;"
            " if it was destroyed, what the bundle holds cannot be read again."
        )
    if key_mark(manifest.slug) != manifest.key:
        raise BundleRefused(
            f"The key of {manifest.slug} in KEYS_ROOT is not the one the bundle was made with."
            " Restore that one from the keys' own backup first."
        )


def _refuse_slug(beside: str) -> None:
    if beside not in {"", TRIAL}:
        with entered_platform():
            problem = problem_of_slug(beside)
        if problem:
            raise BundleRefused(problem)


def _refuse_the_platforms(manifest: Manifest) -> None:
    if manifest.slug == PLATFORM_SCHEMA:
        raise BundleRefused(
            "This is the bundle of the platform itself, and no city's. `ostoja disaster restore`"
            " brings it back."
        )


def refuse_newer(manifest: Manifest) -> None:
    """Raise ``BundleRefused`` where migrations were run that this version does not know."""
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    newer = sorted({tuple(one) for one in manifest.migrations} - known)
    if newer:
        app, name = newer[0]
        raise BundleRefused(
            f"The bundle comes from a newer version ({app}.{name} is unknown here). Upgrade first."
        )


def _registered(manifest: Manifest, slug: str) -> City:
    """The city's row and domains; those that are there stay as they are."""
    is_copy = slug != manifest.slug
    with entered_platform():
        city, is_new = City.objects.get_or_create(
            slug=slug,
            defaults={
                "schema_name": schema_of(slug),
                "name": f"{manifest.name} ({slug})" if is_copy else manifest.name,
                "teryt": None if is_copy else manifest.teryt,
                "blueprint": manifest.blueprint,
                "stage": Stage.SUSPENDED if is_copy else manifest.stage,
                "copy_of": manifest.slug if is_copy else "",
            },
        )
        if is_new:
            keep_own_blueprint(city, manifest.own_blueprint)
            hosts = [] if is_copy else still_free(manifest.domains, slug=slug)
            for position, host in enumerate(hosts or [host_of(slug)]):
                Domain.objects.create(domain=host, tenant=city, is_primary=not position)
    return city


def _make_again(tar: tarfile.TarFile, manifest: Manifest, slug: str, by: User | None) -> None:
    schema = schema_of(slug)
    since = _since(manifest, slug)
    with entered_platform(Power.OWNER), connection.cursor() as cursor:
        cursor.execute("select fence.clear_city(%s)", [schema])
        cursor.execute("select fence.provision_city(%s)", [schema])
    with entered(slug, Power.OWNER), connection.cursor() as cursor:
        cursor.execute(contents.text_of(tar, contents.TABLES))
        for table in manifest.rows:
            copy_in(contents.stream_of(tar, contents.ROWS + table), table)
        cursor.execute(contents.text_of(tar, contents.RULES))
        apply_grants()
        if history_here() != wanted_history():
            migrate_here()  # what follows speaks to tables of this version
        settle(since)
    with entered(slug), acting(by):
        note_restored(made_at=manifest.made_at, by=by)


def _note_up_to_date(city: City) -> None:
    """Its tables are of this version now, whatever stopped an upgrade of those it had before."""
    with entered_platform():
        UpgradeOfCity.objects.filter(city=city).update(at=timezone.now(), error="")


@action
def note_restored(*, made_at: str, by: User | None = None) -> None:
    """The city's own record says from when its rows are."""
    record("city.restored", by=by, on=CityProfile.objects.get(), made_at=made_at)


def _since(manifest: Manifest, slug: str) -> Since:
    if not has_schema(slug):
        return Since()
    with entered(slug, Power.OWNER):
        return known_since(manifest.made_at)


def copy_in(rows: BinaryIO, table: str) -> None:
    """Put the rows of a bundle into an empty table of the entered schema."""
    quoted = connection.ops.quote_name(table)
    with connection.cursor() as cursor, cursor.copy(f"copy {quoted} from stdin") as copying:
        while data := rows.read(PIECE):
            copying.write(data)


def _put_files(tar: tarfile.TarFile, manifest: Manifest, slug: str) -> None:
    """Add the files that are missing; a file that is there has the same name and content."""
    root = Path(settings.MEDIA_ROOT) / schema_of(slug)
    if slug != manifest.slug:
        remove_files(schema_of(slug))  # what a killed process left of such a copy
    for name in manifest.sums:
        if name.startswith(contents.FILES):
            target = root / name.removeprefix(contents.FILES)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished = target.with_name(f".{target.name}.unfinished")
            unfinished.write_bytes(contents.stream_of(tar, name).read())
            unfinished.replace(target)
