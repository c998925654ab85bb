"""What this room tells the city's administrators: that support may come, and that it came."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import people_who_hold
from ostoja.accounts.models import User
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import notify
from tenants.support.models import SupportConsent, SupportVisit

CONSENT = Permission.SUPPORT_CONSENT

ALLOWED = Kind(
    key="support-allowed",
    title=_("The platform's operators were let into the city's settings"),
    text=_(
        "An administrator of the city did this, for a few hours or days. If nobody meant to,"
        " withdraw it on its page at once."
    ),
    counted=ngettext_lazy(
        "%(number)d consent to support", "%(number)d consents to support", "number"
    ),
    address=page_of("support"),
    permission=CONSENT,
    always=_("So that nobody lets strangers into your city without your knowing."),
    order=3,
)
ENTERED = Kind(
    key="support-entered",
    title=_("An operator of the platform has entered your city"),
    text=_(
        "Your city allows this until the consent ends. Its page says who it is and what for, and"
        " the record what they do."
    ),
    counted=ngettext_lazy("%(number)d visit of support", "%(number)d visits of support", "number"),
    address=page_of("support"),
    permission=CONSENT,
    always=_("So that nobody comes into your city without your knowing."),
    order=4,
)


def register_all() -> None:
    """Called when the app starts."""
    register(ALLOWED, ENTERED)


def allowed(consent: SupportConsent, by: User) -> None:
    """Tell the other administrators."""
    notify(ALLOWED, to=people_who_hold(CONSENT), event=consent.pk, by=by)


def entered(visit: SupportVisit) -> None:
    """Tell all administrators, of each visit."""
    notify(ENTERED, to=people_who_hold(CONSENT), event=visit.pk)
