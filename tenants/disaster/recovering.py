"""From backups, keys and ENCRYPTION_KEYS alone: the platform first, then each city."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tenants.bundles.contents import Manifest
from tenants.bundles.restoring import restored
from tenants.bundles.sealing import BundleClosed
from tenants.disaster.platform import platform_is_there, restore_platform
from tenants.fence import entered_platform
from tenants.models import City
from tenants.noting import note_on_platform
from tenants.safekeeping.bundle_files import PLATFORM, bundles_of, slugs_with_bundles
from tenants.safekeeping.comparing import differences
from tenants.safekeeping.lost import has_schema
from tenants.safekeeping.models import Deletion, DeletionState
from tenants.safekeeping.reasons import reason

BEGUN, DONE = DeletionState.BEGUN, DeletionState.DONE


@dataclass(frozen=True, slots=True)
class Recovered:
    """What became of one city, or of the platform itself."""

    slug: str
    state: str  # restored, there, deleted or lost; restored with an error: it is not as it was
    bundle: str = ""
    made_at: str = ""
    rows: int = 0
    seconds: float = 0.0
    passed_over: tuple[str, ...] = ()  # newer bundles that did not open, and why
    error: str = ""


def recover() -> Iterator[Recovered]:
    """Bring everything back into a prepared database; run again, it goes on where it stopped.

    Of each city the newest bundle that opens. What cannot be brought back is given with the
    reason, and stops no other. A city that was deleted stays so, whatever keys are there.
    """
    if platform_is_there():
        yield Recovered(PLATFORM, "there")
    else:
        own = _newest_that_opens(PLATFORM, restore_platform, lambda _manifest: "")
        yield own
        if own.error:
            return
    for slug in _cities():
        yield _recovered(slug)


def _cities() -> list[str]:
    """Those that the platform knows, and those of which only a bundle does."""
    with entered_platform():
        known = set(City.objects.filter(copy_of="").values_list("slug", flat=True))
    return sorted(known | set(slugs_with_bundles()))


def _recovered(slug: str) -> Recovered:
    with entered_platform():
        is_known = City.objects.filter(slug=slug).exists()
        states = set(Deletion.objects.filter(slug=slug).values_list("state", flat=True))
    if BEGUN in states or (DONE in states and not is_known):
        return Recovered(slug, "deleted")
    if has_schema(slug):
        return Recovered(slug, "there")
    return _newest_that_opens(slug, _restore_city, _compared)


def _restore_city(path: Path) -> Manifest:
    manifest, city = restored(path, over=False)
    note_on_platform(city.slug, "city.restored")
    return manifest


def _compared(manifest: Manifest) -> str:
    """What is not as in the bundle. The city is there: no older bundle takes its place now."""
    try:
        wrong = differences(manifest, manifest.slug)
    except Exception as problem:  # noqa: BLE001 - it is there, and stops no other
        return f"It is there, but was not compared with its bundle: {reason(problem)}."
    return f"It is there, but differs from its bundle: {'; '.join(wrong[:3])}." if wrong else ""


def _newest_that_opens(
    slug: str, restore: Callable[[Path], Manifest], compare: Callable[[Manifest], str]
) -> Recovered:
    started, passed_over = time.monotonic(), list[str]()
    error = "There is no bundle of it."
    for file in bundles_of(slug):
        try:
            manifest = restore(file.path)
        except BundleClosed as closed:
            error = str(closed)
            break  # older ones have the same key
        except Exception as problem:  # noqa: BLE001 - an older bundle is better than none
            error = reason(problem)
            passed_over.append(f"{file.path.name}: {error}")
            continue
        return Recovered(
            slug,
            "restored",
            str(file.path),
            manifest.made_at,
            sum(manifest.rows.values()),
            time.monotonic() - started,
            tuple(passed_over),
            compare(manifest),
        )
    return Recovered(slug, "lost", passed_over=tuple(passed_over), error=error)
