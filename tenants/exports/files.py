"""Where exports lie that were asked for on the console: beside the city's backups, encrypted."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

ENDING = ".zip.age"


def new_path(slug: str) -> Path:
    """A file of its own in the city's folder, named by city and time (UTC), and never again."""
    now, own = datetime.now(UTC), secrets.token_hex(3)
    return (_folder(slug) / f"{slug}-{now:%Y%m%dT%H%M%SZ}-{own}{ENDING}").absolute()


def remove_exports(slug: str) -> int:
    """When the city is deleted: whoever has the passphrase could open them; how many."""
    found = list(_folder(slug).glob(f"*{ENDING}"))
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _folder(slug: str) -> Path:
    return Path(settings.BACKUP_ROOT) / slug
