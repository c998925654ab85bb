"""The nightly trial: one city comes back beside itself out of its newest bundle, and goes again."""

import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Max
from django.utils import timezone

from ostoja.privacy.keys import destroy_key
from tenants.bundles import restoring
from tenants.bundles.sealing import BundleRefused
from tenants.fence import entered_platform, schema_of
from tenants.models import City
from tenants.noting import note
from tenants.safekeeping.alone import alone
from tenants.safekeeping.bundle_files import bundles_of
from tenants.safekeeping.comparing import differences
from tenants.safekeeping.models import LONGEST_ERROR, RestoreTest
from tenants.safekeeping.reasons import reason
from tenants.stages import remove_copy, remove_files

LONG_AGO = timedelta(days=365)  # as old as a trial counts that never was


def try_one(slug: str = "") -> RestoreTest | None:
    """Try out the newest bundle of this city, or of one by lot; None if there is none to try.

    The longer a city was not tried, the likelier it is drawn. Whatever becomes of it, the copy
    is removed, and what a killed trial left is removed first.
    """
    with alone("restore test") as is_mine:
        chosen = (slug or _drawn()) if is_mine else ""
        return _tried(chosen) if chosen else None


def _drawn() -> str:
    days = {slug: days for slug, days in _days_untried().items() if bundles_of(slug)}
    if not days:
        return ""
    weights = [max(1.0, value) ** 2 for value in days.values()]
    return secrets.SystemRandom().choices(list(days), weights)[0]


def _days_untried() -> Mapping[str, float]:
    now = timezone.now()
    with entered_platform():
        cities = City.objects.filter(copy_of="").annotate(tried=Max("restore_tests__at"))
        last = list(cities.values_list("slug", "tried"))
    return {slug: (now - (tried or now - LONG_AGO)) / timedelta(days=1) for slug, tried in last}


def _tried(slug: str) -> RestoreTest:
    started, at = time.monotonic(), timezone.now()
    files = bundles_of(slug)
    rows, error = 0, ""
    try:
        if not files:
            raise BundleRefused("There is no bundle of it.")
        rows, error = _restored_and_compared(files[0].path)
    except Exception as problem:  # noqa: BLE001 - a trial that fails is a result
        error = reason(problem)
    note(slug, "city.backup_tested")
    with entered_platform():
        return RestoreTest.objects.create(
            city=City.objects.get(slug=slug),
            at=at,
            bundle=str(files[0].path) if files else "",
            rows=rows,
            seconds=time.monotonic() - started,
            error=error,
        )


def _restored_and_compared(path: Path) -> tuple[int, str]:
    with _copy_that_goes_again():
        manifest = restoring.restore_for_a_trial(path)
        return sum(manifest.rows.values()), "; ".join(differences(manifest))[:LONGEST_ERROR]


@contextmanager
def _copy_that_goes_again() -> Iterator[None]:
    clear_leftovers()
    try:
        yield
    finally:
        clear_leftovers()


def clear_leftovers() -> None:
    """Remove the copy, or whatever a killed trial left of it."""
    with entered_platform():
        is_there = City.objects.filter(slug=restoring.TRIAL).exists()
    if is_there:
        remove_copy(restoring.TRIAL)
    destroy_key(schema_of(restoring.TRIAL))
    remove_files(schema_of(restoring.TRIAL))


def failed_since(when: datetime) -> Sequence[tuple[str, str]]:
    """Slug and error of the trials that failed since then."""
    with entered_platform():
        wrong = RestoreTest.objects.filter(at__gte=when).exclude(error="")
        return list(wrong.values_list("city__slug", "error"))


def slug_of(done: RestoreTest) -> str:
    """Whose backup was tried."""
    with entered_platform():
        return done.city.slug
