"""What the clock starts: it is sent on to every city that is running."""

from celery import current_app
from django.conf import settings
from django.utils import timezone

from tenants.clock import moment_of, moments_since
from tenants.fence import entered
from tenants.fence.tasks import platform_task
from tenants.models import City, Stage
from tenants.onboarding import forget_killed_rehearsals
from tenants.safekeeping.leftovers import remove_files_of_nobody
from tenants.safekeeping.lost import lost_cities
from tenants.schemas import making


@platform_task
def fan_out(name: str, expires: int = 300) -> int:
    """Send the city task of this name to each city whose moment has come, and that is neither
    suspended nor lost; how many.

    ``expires`` (seconds): a task that waited longer is dropped, since the clock sends it again.
    """
    come = moments_since(name, timezone.now())
    lost = lost_cities()
    running = City.objects.exclude(stage=Stage.SUSPENDED).exclude(slug__in=lost)
    slugs = [
        slug for slug in running.values_list("slug", flat=True) if moment_of(slug, name) in come
    ]
    lasts = max(expires, settings.CITY_ROUNDS.get(name, 0))
    for slug in slugs:
        with entered(slug):
            current_app.tasks[name].apply_async(expires=lasts)
    return len(slugs)


@platform_task
def keep_spares() -> int:
    """Make the spare schemas that the last new cities have taken; how many.

    What killed rehearsals of new cities and killed restores have left goes on the way.
    """
    forget_killed_rehearsals()
    remove_files_of_nobody()
    return making.keep_spares()
