"""What the clock starts at night."""

from datetime import timedelta

from django.utils import timezone

from tenants.deletions.carrying_out import carry_out_due
from tenants.fence.tasks import platform_task
from tenants.safekeeping import backups, trials
from tenants.safekeeping.telling import tell_operators

A_TURN = 300  # seconds until the clock sends it again


@platform_task
def back_up_due() -> int:
    """Send the backup of each city whose minute of this night has come; how many."""
    slugs = backups.due(timezone.localtime())
    for slug in slugs:
        back_up_one.apply_async([slug], expires=A_TURN)
    return len(slugs)


@platform_task
def back_up_one(slug: str) -> str:
    """One city; what became of it."""
    return backups.back_up(slug).state


@platform_task
def try_a_backup() -> str:
    """The nightly trial; what was wrong, if anything was."""
    done = trials.try_one()
    return done.error if done else ""


@platform_task
def look_at_backups() -> int:
    """In the morning: operators hear of cities without a backup, and of a trial that failed."""
    late = backups.late()
    failed = trials.failed_since(timezone.now() - timedelta(days=1))
    if not (late or failed):
        return 0
    reasons = backups.last_errors(late)
    rows = [(slug, reasons.get(slug, "")) for slug in late]
    tell_operators("backups", {"late": rows, "failed": failed})
    return len(late) + len(failed)


@platform_task
def delete_due() -> int:
    """Cities whose deletion was confirmed a month ago; operators hear of what went wrong."""
    done = list(carry_out_due())
    failed = [(one.slug, one.error) for one in done if one.error]
    if failed:
        tell_operators("deletions", {"failed": failed})
    return len(done)
