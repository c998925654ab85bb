"""What stage a city is in: running, planning, or suspended and back again."""

from django.db import transaction

from tenants.fence import entered_platform
from tenants.hosts import forget_hosts
from tenants.models import City, Stage


def suspend_city(slug: str) -> City:
    """From now on its hosts answer with the maintenance page; its data stay as they are.

    Other processes notice within seconds. Raises ``City.DoesNotExist``.
    """
    return _set(slug, Stage.SUSPENDED)


def resume_city(slug: str) -> City:
    """The stage that it had before it was suspended. Raises ``City.DoesNotExist``."""
    return _set(slug, None)


def _set(slug: str, stage: Stage | None) -> City:
    with entered_platform(), transaction.atomic():
        city = City.objects.select_for_update().get(slug=slug)
        if stage is None:
            stage = Stage(city.stage_before or Stage.RUNNING)
        elif city.stage != stage:
            city.stage_before = city.stage
        city.stage = stage
        city.save(update_fields=["stage", "stage_before"])
    forget_hosts()
    return city
