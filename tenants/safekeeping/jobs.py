"""Backing up everything as a job: what is fresh is left out, so that it can be begun again."""

from dataclasses import asdict

from django.utils.translation import gettext_lazy as _

from tenants.jobs.kinds import JobFailed, JobKind, Step, Work
from tenants.safekeeping import backups


def _back_up(work: Work) -> None:
    """``slugs`` (default: everything), ``again``. One that fails stops no other."""
    slugs: list[str] = work.arguments.get("slugs", []) or backups.everything()
    again = bool(work.arguments.get("again")) and not work.again
    done = []
    for one in backups.back_up_each(slugs, again=again):
        done.append(one)
        work.say(f"{one.slug}: {one.error or one.state}")
        work.progress(len(done), len(slugs))
    work.result["backups"] = [asdict(one) for one in done]
    failed = [one for one in done if one.error]
    if failed:
        names = ", ".join(one.slug for one in failed)
        raise JobFailed(
            f"{len(failed)} of {len(done)} backups were not written: {names}. {failed[0].error}."
            " Make room in BACKUP_ROOT or mend what is said, and run it again."
        )


BACKUPS = JobKind("backups", _("Backups of all cities"), (Step("bundles", _("Bundles"), _back_up),))
