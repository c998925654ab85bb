"""The long work on cities: upgrade of many, backup and restore of one."""

from dataclasses import asdict
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tenants.bundles.restoring import restore_bundle
from tenants.bundles.sealing import BundleRefused
from tenants.bundles.writing import write_bundle
from tenants.fence import entered_platform
from tenants.jobs.kinds import JobFailed, JobKind, Step, Work
from tenants.models import City
from tenants.safekeeping.reasons import FULL, in_words, not_written
from tenants.schemas.upgrading import upgrade


def _upgrade(work: Work) -> None:
    """``slugs`` (default: all). A city that fails stops no other, and fails the job in the end."""
    slugs: list[str] = work.arguments.get("slugs", [])
    with entered_platform():
        total = len(slugs) or City.objects.count()
    done = []
    for one in upgrade(slugs):
        done.append(one)
        work.say(f"{one.slug}: {one.state}")
        if len(done) % 10 == 0 or len(done) == total:
            work.progress(len(done), total)
    work.result["cities"] = [asdict(one) for one in done]
    failed = [one.slug for one in done if one.error]
    if failed:
        raise JobFailed(
            f"{len(failed)} of {total} cities are not up to date: {', '.join(failed)}."
            " Mend what is said of them and run it again."
        )


def _backup(work: Work) -> None:
    """``to``: the file, which was chosen when the job was asked for, and is whole or not there."""
    path = Path(work.arguments["to"])
    work.result |= {"bundle": str(path)}
    if work.again and path.exists():
        return
    try:
        manifest = write_bundle(work.city, path, by=work.by)
    except City.DoesNotExist as error:
        raise JobFailed(f"There is no city {work.city}.") from error
    except OSError as error:
        said = not_written("The bundle", error, otherwise="use --to with another file")
        raise JobFailed(said) from error
    work.result |= {"rows": sum(manifest.rows.values())}


def _restore(work: Work) -> None:
    """``bundle``, ``beside`` (another slug, or empty), ``over``, ``of`` (whose it must be)."""
    wanted = work.arguments
    try:
        city = restore_bundle(
            Path(wanted["bundle"]),
            beside=wanted.get("beside", ""),
            over=wanted.get("over", False),
            of=wanted.get("of", ""),
            by=work.by,
        )
    except BundleRefused as error:
        raise JobFailed(str(error)) from error
    except OSError as error:
        raise JobFailed(_not_restored(error)) from error
    work.result |= {"city": city.slug, "stage": city.stage}


def _not_restored(error: OSError) -> str:
    said = in_words(error)
    mend = "Make room for files and for temporary ones" if said == FULL else "Mend that"
    return f"Nothing was changed: {said}. {mend}, and run it again."


UPGRADE = JobKind("upgrade", _("Upgrade of cities"), (Step("cities", _("Cities"), _upgrade),))
BACKUP = JobKind("backup", _("Backup of a city"), (Step("bundle", _("Bundle"), _backup),))
RESTORE = JobKind(
    "restore",
    _("Restore of a city"),
    (Step("city", _("City"), _restore, whole=True),),
    alone=False,
)
