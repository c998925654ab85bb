"""A new installation's key: every city's key, and every bundle, is put under it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from ostoja.audit import action, record
from ostoja.privacy.keys import KeyMissing, forget_keys, rewrap_key, schemas_with_keys
from tenants.bundles.sealing import BundleClosed, BundleRefused, key_of, reseal
from tenants.fence import entered_platform
from tenants.models import City
from tenants.safekeeping.alone import alone
from tenants.safekeeping.backups import sha256_of
from tenants.safekeeping.bundle_files import PLATFORM, bundles_of, slugs_with_bundles
from tenants.safekeeping.models import BackupOfCity
from tenants.safekeeping.reasons import reason


class RewrapUnderWay(RuntimeError):
    """Another process encrypts the bundles anew; the message says what to do."""


@dataclass(slots=True)
class Rewrapped:
    """What was done, and what still needs one of the older keys."""

    keys: int = 0
    rewrapped: int = 0
    bundles: int = 0
    resealed: int = 0
    under_older_keys: int = 0  # bundles
    closed: int = 0  # bundles whose city's key is not here: of cities that were deleted
    errors: list[str] = field(default_factory=list)

    @property
    def older_keys_may_go(self) -> bool:
        """Whether nothing that was looked at needs any key but the first."""
        return not (self.under_older_keys or self.errors)


def rewrap(*, also: tuple[Path, ...] = (), bundles: bool = False) -> Rewrapped:
    """Wrap each key in ``KEYS_ROOT`` and in copies of it (``also``) under the first key.

    With ``bundles`` those in ``BACKUP_ROOT`` are encrypted under it too. Run again it finishes;
    one that cannot be opened is named and stops no other. Raises ``RewrapUnderWay``.
    """
    if not bundles:  # each key is changed under a lock of its own
        return _rewrap(also, bundles=False)
    with alone("rewrap bundles") as is_mine:
        if not is_mine:
            raise RewrapUnderWay(
                "Another `ostoja keys rewrap --bundles` is under way. Wait for its end, then run"
                " this one again."
            )
        return _rewrap(also, bundles=True)


def _rewrap(also: tuple[Path, ...], *, bundles: bool) -> Rewrapped:
    done = Rewrapped()
    for folder in (Path(settings.KEYS_ROOT), *also):
        for schema in schemas_with_keys(folder):
            _rewrap_one(done, schema, folder)
    forget_keys()
    for path in every_bundle():
        _look_at(done, path, reseal_it=bundles)
    if done.rewrapped or done.resealed:
        with entered_platform():
            _note(done=done)
    return done


@action
def _note(*, done: Rewrapped) -> None:
    everything = City(slug=PLATFORM)
    record("keys.rewrapped", by=None, on=everything, keys=done.rewrapped, bundles=done.resealed)


def every_bundle() -> Iterator[Path]:
    """All bundles in ``BACKUP_ROOT``, the platform's own too."""
    for slug in (PLATFORM, *slugs_with_bundles()):
        yield from (one.path for one in bundles_of(slug))


def _rewrap_one(done: Rewrapped, schema: str, folder: Path) -> None:
    done.keys += 1
    try:
        done.rewrapped += rewrap_key(schema, folder)
    except (KeyMissing, OSError, ValueError, KeyError) as error:
        done.errors.append(f"{folder / schema}.json: {reason(error)}")


def _look_at(done: Rewrapped, path: Path, *, reseal_it: bool) -> None:
    done.bundles += 1
    try:
        if reseal_it and reseal(path):
            done.resealed += 1
            _enter_sum(path)
        with path.open("rb") as file:
            done.under_older_keys += key_of(file) > 0
    except BundleClosed:
        done.closed += 1
    except (BundleRefused, OSError) as error:
        done.errors.append(f"{path}: {reason(error)}")


def _enter_sum(path: Path) -> None:
    with entered_platform():
        BackupOfCity.objects.filter(path=str(path)).update(sha256=sha256_of(path))
