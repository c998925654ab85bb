"""What the clock starts: it is sent on to every city that is running."""

from celery import current_app

from tenants.fence import entered
from tenants.fence.tasks import platform_task
from tenants.models import City, Stage
from tenants.schemas import making


@platform_task
def fan_out(name: str, expires: int = 300) -> int:
    """Send the city task of this name to every city that is not suspended; how many.

    ``expires`` (seconds): a task that waited longer is dropped, since the clock sends it again.
    """
    slugs = list(City.objects.exclude(stage=Stage.SUSPENDED).values_list("slug", flat=True))
    for slug in slugs:
        with entered(slug):
            current_app.tasks[name].apply_async(expires=expires)
    return len(slugs)


@platform_task
def keep_spares() -> int:
    """Make the spare schemas that the last new cities have taken; how many."""
    return making.keep_spares()
