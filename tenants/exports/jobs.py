"""A whole city in open formats as a job: the file lies on the server, encrypted."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.exports.writing import ExportFailed, export_city
from tenants.fence import entered_platform
from tenants.jobs.kinds import JobFailed, JobKind, Step, Work
from tenants.models import City
from tenants.safekeeping.models import ExportOfCity, PassphraseOfExport
from tenants.safekeeping.reasons import reason

KEPT = timedelta(days=7)
"""How long a job that failed can be tried again."""


def keep_passphrase(path: Path, passphrase: str) -> None:
    """Until the job is done. A job's arguments hold no secrets, so it stands in a row of its own,
    which only the platform's key opens.
    """
    PassphraseOfExport.objects.create(path=str(path), passphrase=passphrase)


def forget_passphrases() -> int:
    """Those of jobs that were given up; how many."""
    return PassphraseOfExport.objects.filter(kept_at__lt=timezone.now() - KEPT).delete()[0]


def _write(work: Work) -> None:
    """``to``: the file, which was chosen when the job was asked for, and is whole or not there."""
    path = Path(work.arguments["to"])
    work.result |= {"export": str(path)}
    if not (work.again and path.exists()):
        export = _exported(work, path)
        work.result |= {"rows": export.rows, "sha256": export.sha256}


def _exported(work: Work, path: Path) -> ExportOfCity:
    try:
        return export_city(work.city, path, by=work.by, passphrase=_passphrase_of(path))
    except City.DoesNotExist as error:
        raise JobFailed(f"There is no city {work.city}.") from error
    except ExportFailed as error:
        raise JobFailed(str(error)) from error
    except OSError as error:
        raise JobFailed(
            f"The export was not written: {reason(error)}. Make room, or ask for it again."
        ) from error


def _passphrase_of(path: Path) -> str:
    with entered_platform():
        kept = PassphraseOfExport.objects.filter(path=str(path)).first()
    if kept is None:
        raise JobFailed("The passphrase of this export is no longer kept. Ask for the export anew.")
    return str(kept.passphrase)


def _forget(work: Work) -> None:
    with entered_platform():
        PassphraseOfExport.objects.filter(path=work.arguments["to"]).delete()


EXPORT = JobKind(
    "export",
    _("Export of a city"),
    (
        Step("file", _("Tables and files"), _write),
        Step("passphrase", _("Forgetting the passphrase"), _forget),
    ),
)
