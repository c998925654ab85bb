"""What is read of a city's stage, from inside the city."""

from tenants.fence import current_city, entered_platform
from tenants.models import City, Stage


def stage_here() -> Stage:
    """The stage of the city that was entered, as the platform has it now."""
    slug = current_city()
    with entered_platform():
        return Stage(City.objects.values_list("stage", flat=True).get(slug=slug))
