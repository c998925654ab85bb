"""Where exports lie that were asked for on the console: beside the city's backups, encrypted."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from tenants.bundles.unfinished import unfinished_of
from tenants.fence import entered_platform
from tenants.safekeeping.models import PassphraseOfExport

ENDING = ".zip.age"


def new_path(slug: str) -> Path:
    """A file of its own in the city's folder, named by city and time (UTC), and never again."""
    now, own = datetime.now(UTC), secrets.token_hex(3)
    return _folder(slug) / f"{slug}-{now:%Y%m%dT%H%M%SZ}-{own}{ENDING}"


def remove_exports(slug: str) -> int:
    """When the city is deleted, with what opens them, and with what a killed job left of one: no
    key of the city is needed to read it; how many.
    """
    folder = _folder(slug)
    found = [*folder.glob(f"*{ENDING}"), *folder.glob(unfinished_of(folder / f"*{ENDING}").name)]
    for path in found:
        path.unlink(missing_ok=True)
    with entered_platform():
        PassphraseOfExport.objects.filter(path__startswith=f"{folder}/").delete()
    return len(found)


def _folder(slug: str) -> Path:
    return (Path(settings.BACKUP_ROOT) / slug).absolute()
