"""What a city needs of this room before it opens."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.privacy_notice import selectors
from tenants.readiness import ReadinessCheck


def notice_missing() -> Iterator[str]:
    """The officer confirmed it as it is, and it is whole in each language of the city now."""
    notice = selectors.notice()
    if notice.confirmed_on is None:
        yield _("The data protection officer has not confirmed the privacy notice.")
    elif selectors.missing(notice):
        yield _("Texts of the privacy notice are missing.")


NOTICE = ReadinessCheck(
    key="privacy_notice",
    title=gettext_lazy("Privacy notice"),
    explains=gettext_lazy(
        "Tells people what happens to their data before they write, with the day on which it"
        " was confirmed."
    ),
    page="privacy_notice_staff",
    missing=notice_missing,
    order=20,
)
