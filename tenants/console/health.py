"""How the platform itself stands: queues, jobs, failures, room on the disks, the database."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from redis.exceptions import RedisError

from ostoja.notifications.models import OutboxMessage
from tenants.console import counts, presenters, rates, sizes
from tenants.console.counts import Counted, register_count
from tenants.console.facts import Said, Text, register_fact
from tenants.console.selectors import names_of
from tenants.fence import queues
from tenants.jobs.models import OPEN, Job, State
from tenants.models import SpareSchema
from tenants.safekeeping.lost import lost_cities
from tenants.schemas import making

LITTLE = 0.1  # of a disk
NAMED = 10  # cities and jobs in one answer
Measure = Callable[[], Said]
FAILED_REQUESTS = gettext_lazy("Failed requests in the last hour")
QUEUES: Mapping[str, Text] = {
    "celery": gettext_lazy("e-mails and other short work"),
    "cities": gettext_lazy("rounds of the cities"),
    "jobs": gettext_lazy("jobs"),
}
_measures: dict[str, tuple[Text, Measure]] = {}


def register_measure(name: str, label: Text, measure: Measure) -> None:
    """Called when an app starts; it runs in the platform's schema, once for each look."""
    _measures[name] = (label, measure)


def measured() -> list[tuple[Text, Said]]:
    """Everything, in the order in which it was registered; then what is counted in cities."""
    found = [(label, measure()) for label, measure in _measures.values()]
    return [*found, *((total.label, _total(total)) for total in counts.totals())]


def register_all() -> None:
    """Called when the app starts."""
    register_measure("failures", FAILED_REQUESTS, rates.failed_requests)
    register_fact("failures", FAILED_REQUESTS, rates.of_cities, order=95)
    register_measure("lost", gettext_lazy("Cities without their tables"), cities_without_tables)
    register_measure("jobs", gettext_lazy("Open jobs"), open_jobs)
    register_measure("failed_jobs", gettext_lazy("Jobs that failed"), failed_jobs)
    register_measure("queue", gettext_lazy("Tasks that wait for a worker"), waiting_tasks)
    register_measure("database", gettext_lazy("Size of the database"), size_of_database)
    register_measure("spares", gettext_lazy("Prepared places for new cities"), spares)
    register_measure("media", gettext_lazy("Room for files"), lambda: room(settings.MEDIA_ROOT))
    register_measure(
        "backups", gettext_lazy("Room for backups"), lambda: room(settings.BACKUP_ROOT)
    )
    register_measure(
        "keys", gettext_lazy("Room for the keys of cities"), lambda: room(settings.KEYS_ROOT)
    )
    register_count("letters", gettext_lazy("E-mails that wait"), waiting_letters)


def cities_without_tables() -> Said:
    """By name: the platform is ready without them, so nothing else rings."""
    slugs = lost_cities()
    return Said(
        str(len(slugs)), "red" if slugs else "green", lines=[_list_of(slugs)] if slugs else []
    )


def open_jobs() -> Said:
    """How many, and since when the oldest."""
    found = Job.objects.filter(state__in=OPEN).order_by("asked_at")
    oldest: datetime | None = found.values_list("asked_at", flat=True).first()
    return _waiting(found.count(), oldest)


def failed_jobs() -> Said:
    """Kinds of work that failed when they were last tried, city by city."""
    last = Job.objects.order_by("city", "kind", "-asked_at").distinct("city", "kind")
    failed = [job for job in last if job.state == State.FAILED]
    url = f"{reverse('operator_jobs', urlconf=settings.OPERATOR_URLCONF)}?state=failed"
    return Said(str(len(failed)), url=url, lines=_named(failed)) if failed else Said("0", "green")


def _named(failed: Sequence[Job]) -> list[str]:
    """What failed and where, as much as fits."""
    lines = [
        f"{one.city}: {one.kind}" if one.city else one.kind
        for one in presenters.job_views(failed[:NAMED])
    ]
    return [*lines, "…"] if len(failed) > NAMED else lines


def waiting_tasks() -> Said:
    """How many tasks wait for a worker and for how long; then each queue."""
    try:
        found = queues.look()
    except (RedisError, OSError):
        return Said(_("Redis does not answer"), "red")
    number = sum(queue.waiting for queue in found)
    return Said(str(number), _colour(found), lines=[_of_queue(one) for one in found])


def _colour(found: list[queues.Queue]) -> str:
    if any(queue.is_forsaken for queue in found):
        return "red"
    return "" if all(queue.is_served for queue in found) else "yellow"


def _of_queue(queue: queues.Queue) -> str:
    words = f"{QUEUES.get(queue.name, queue.name)}: {queue.waiting}"
    if queue.oldest:
        moment = datetime.fromtimestamp(queue.oldest, tz=UTC)
        words += ", " + _("the oldest for %(time)s") % {"time": timesince(moment)}
    return words if queue.is_served else words + ", " + _("no worker takes from it")


def size_of_database() -> Said:
    """Of all cities together, as the catalogue knows it since tables were last tidied."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select sum(relpages::bigint) * current_setting('block_size')::bigint from pg_class"
        )
        [size] = cursor.fetchone()
    return Said(_("about %(size)s") % {"size": sizes.in_words(int(size or 0))})


def spares() -> Said:
    """Empty schemas that the next cities take; new ones are made every few minutes."""
    number = SpareSchema.objects.filter(fingerprint=making.fingerprint()).count()
    return Said(_("%(number)s of %(all)s") % {"number": number, "all": making.SPARES})


def room(folder: Path | str) -> Said:
    """What is free on the disk that the folder is on."""
    try:
        disk = shutil.disk_usage(_nearest(Path(folder)))
    except OSError:
        return Said(_("cannot be read from here"), "yellow")
    words = _("%(free)s of %(total)s free") % {
        "free": sizes.in_words(disk.free),
        "total": sizes.in_words(disk.total),
    }
    return Said(words, "red" if disk.free < disk.total * LITTLE else "")


def _nearest(folder: Path) -> Path:
    """The folder, or the one above in which it will be made."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def waiting_letters() -> Counted:
    """In one city: e-mails that were not sent and not given up."""
    waiting = OutboxMessage.objects.filter(sent_at=None, given_up_at=None).order_by("created_at")
    return Counted(waiting.count(), waiting.values_list("created_at", flat=True).first())


def _total(total: counts.Total) -> Said:
    said = _waiting(total.number, total.oldest, total.slug)
    if not total.silent:
        return said
    words = ngettext(
        "%(count)d city did not answer: %(names)s",
        "%(count)d cities did not answer: %(names)s",
        len(total.silent),
    ) % {"count": len(total.silent), "names": _list_of(total.silent)}
    return Said(said.text, "red", lines=[*said.lines, words])


def _list_of(slugs: Sequence[str]) -> str:
    names = names_of(slugs[:NAMED])
    shown = [names.get(slug, slug) for slug in slugs[:NAMED]]
    return ", ".join([*shown, "…"] if len(slugs) > NAMED else shown)


def _waiting(number: int, oldest: datetime | None, slug: str = "") -> Said:
    lines = [_("the oldest since:"), oldest] if oldest else []
    return Said(str(number), lines=[*lines, _list_of([slug])] if slug else lines)
