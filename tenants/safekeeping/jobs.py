"""Backing up everything as a job: what is fresh is left out, so that it can be begun again."""

from dataclasses import asdict

from django.utils.translation import gettext_lazy as _

from tenants.jobs.kinds import JobFailed, JobKind, Step, Work
from tenants.safekeeping import backups
from tenants.safekeeping.reasons import FULL


def _back_up(work: Work) -> None:
    """``slugs`` (default: everything), ``again`` (also what was fresh when the job was asked for).

    One that fails stops no other.
    """
    slugs: list[str] = work.arguments.get("slugs", []) or backups.everything()
    since = work.asked_at if work.arguments.get("again") else None
    done = []
    for one in backups.back_up_each(slugs, since=since):
        done.append(one)
        work.say(f"{one.slug}: {one.error or one.state}")
        work.progress(len(done), len(slugs))
    work.result["backups"] = [asdict(one) for one in done]
    if missing := _missing(done):
        raise JobFailed(missing)


def _missing(done: list[backups.BackedUp]) -> str:
    """Which have no bundle yet, why, and what to do; empty where nothing is missing."""
    failed = [one for one in done if one.error]
    busy = ", ".join(one.slug for one in done if one.state == "busy")
    said = []
    if failed:
        names = ", ".join(one.slug for one in failed)
        mend = "Make room in BACKUP_ROOT" if failed[0].error == FULL else "Mend what is said"
        said.append(
            f"{len(failed)} of {len(done)} backups were not written: {names}. {failed[0].error}."
            f" {mend}, and run it again."
        )
    if busy:
        said.append(
            f"Another process is writing the backups of {busy}."
            " Run it again when that one has ended."
        )
    return " ".join(said)


BACKUPS = JobKind("backups", _("Backups of all cities"), (Step("bundles", _("Bundles"), _back_up),))
