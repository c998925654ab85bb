"""What a city needs of this room before it opens."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.intake.models import EntryPoint
from tenants.readiness import ReadinessCheck


def entry_point_missing() -> Iterator[str]:
    """One that leads to the form; sample ones are not anybody's."""
    if not EntryPoint.objects.filter(is_active=True, is_sample=False).exists():
        yield _("No entry point is in use. One that is marked as sample data does not count.")


ENTRY_POINT = ReadinessCheck(
    key="entry_point",
    title=gettext_lazy("One entry point"),
    explains=gettext_lazy("The address or QR code through which people reach the form."),
    page="entry_points",
    missing=entry_point_missing,
    order=50,
    module="contact",
)
