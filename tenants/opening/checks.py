"""What every city needs of its staff before it opens."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ostoja.access.roles import Role
from ostoja.accounts.second_factor import people_with_second_factor
from tenants.readiness import ReadinessCheck, register

ADMINISTRATORS = 2


def register_all() -> None:
    """Called when the app starts."""
    register(
        ReadinessCheck(
            key="officer",
            title=gettext_lazy("A data protection officer"),
            explains=gettext_lazy(
                "Confirms the privacy notice and sees who looked at what. Invite them as staff."
            ),
            page="people",
            missing=officer_missing,
            order=10,
        )
    )
    register(
        ReadinessCheck(
            key="administrators",
            title=gettext_lazy("Two administrators with a second factor"),
            explains=gettext_lazy(
                "So that the city is not locked out when one of them is ill or loses the telephone."
            ),
            page="people",
            missing=administrators_missing,
            order=15,
        )
    )


def officer_missing() -> Iterator[str]:
    """One person who can sign in is enough."""
    if not people_with_second_factor(Role.DPO):
        yield _("Nobody who has signed in with a second factor is the data protection officer.")


def administrators_missing() -> Iterator[str]:
    """Those who were invited and have not come do not count."""
    lacking = ADMINISTRATORS - people_with_second_factor(Role.CITY_ADMIN)
    if lacking > 0:
        words = ngettext(
            "%(count)d administrator is missing. Whoever was invited counts after signing in.",
            "%(count)d administrators are missing. Whoever was invited counts after signing in.",
            lacking,
        )
        yield words % {"count": lacking}
