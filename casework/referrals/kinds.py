"""The kinds of notifications about handovers, referrals and transfers."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.referrals.choices import State
from casework.referrals.selectors import referrals_visible_to
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.notifications.kinds import Kind, page_of, register


def numbers_and_states(person: User, referrals: set[UUID]) -> dict[UUID, str]:
    """The case's number and the state by now, of those that the person may see."""
    seen = referrals_visible_to(person).filter(pk__in=referrals)
    rows = seen.values_list("pk", "case__number", "state")
    return {pk: f"{number} ({State(state).label})" for pk, number, state in rows}


def _kind(key: str, order: int, permission: Permission, **words: object) -> Kind:
    return Kind(
        key=key,
        order=order,
        permission=permission,
        module="referrals",
        address=page_of("referral"),
        names=numbers_and_states,
        **words,  # type: ignore[arg-type]
    )


HANDED_OVER = _kind(
    "handover-arrived",
    20,
    Permission.CASE_COORDINATE,
    title=_("A case was handed over to the coordinator"),
    text=_("It waits for you to take over the coordination. Its clock is running."),
    counted=ngettext_lazy(
        "%(number)d case was handed over to the coordinator",
        "%(number)d cases were handed over to the coordinator",
        "number",
    ),
)
ARRIVED = _kind(
    "referral-arrived",
    21,
    Permission.REFERRAL_ANSWER,
    title=_("Your organisation has received a referral"),
    text=_("It waits for your organisation's answer. Its clock is running."),
    counted=ngettext_lazy(
        "%(number)d referral waits for your organisation's answer",
        "%(number)d referrals wait for your organisation's answer",
        "number",
    ),
)
TIME_ENDS = _kind(
    "referral-time-ends",
    22,
    Permission.REFERRAL_ANSWER,
    title=_("The time to answer a referral ends soon"),
    text=_("Your organisation has not answered yet. What nobody answers returns to the sender."),
    counted=ngettext_lazy(
        "%(number)d referral must be answered soon",
        "%(number)d referrals must be answered soon",
        "number",
    ),
)
WITHDRAWN = _kind(
    "referral-withdrawn",
    23,
    Permission.REFERRAL_ANSWER,
    title=_("A referral to your organisation was withdrawn"),
    text=_("You have nothing more to do about it."),
    counted=ngettext_lazy(
        "%(number)d referral to your organisation was withdrawn",
        "%(number)d referrals to your organisation were withdrawn",
        "number",
    ),
)
ACCEPTED = _kind(
    "referral-accepted",
    24,
    Permission.REFERRAL_VIEW,
    title=_("A referral was accepted"),
    text=_("It is a referral of a case that you work on. The receiver has taken it on."),
    counted=ngettext_lazy(
        "%(number)d referral was accepted", "%(number)d referrals were accepted", "number"
    ),
)
COMPLETED = _kind(
    "referral-completed",
    25,
    Permission.REFERRAL_VIEW,
    title=_("A referral was completed"),
    text=_("It is a referral of a case that you work on. Read what was achieved."),
    counted=ngettext_lazy(
        "%(number)d referral was completed", "%(number)d referrals were completed", "number"
    ),
)
CAME_BACK = _kind(
    "referral-came-back",
    26,
    Permission.REFERRAL_VIEW,
    title=_("A referral came back: it was declined or not achieved"),
    text=_("Look at the reason, and decide what happens next."),
    counted=ngettext_lazy(
        "%(number)d referral came back", "%(number)d referrals came back", "number"
    ),
)
EXPIRED = _kind(
    "referral-expired",
    27,
    Permission.REFERRAL_VIEW,
    title=_("A referral came back: nobody answered it in time"),
    text=_("Decide what happens next: ask another body, or ask this one again."),
    counted=ngettext_lazy(
        "%(number)d referral was not answered in time",
        "%(number)d referrals were not answered in time",
        "number",
    ),
)


CONSENT_ENDED = _kind(
    "referral-consent-ended",
    28,
    Permission.REFERRAL_VIEW,
    title=_("A referral ended with the consent on which it rested"),
    text=_("The receiver sees nothing of the case any more. The need is open again."),
    counted=ngettext_lazy(
        "%(number)d referral ended with a consent",
        "%(number)d referrals ended with a consent",
        "number",
    ),
)


NOT_PICKED_UP = _kind(
    "referral-not-picked-up",
    29,
    Permission.REFERRAL_VIEW,
    title=_("Nobody has decided about a referral that came back"),
    text=_("The city's time to decide is over. The person still waits for help."),
    counted=ngettext_lazy(
        "%(number)d returned referral waits for a decision",
        "%(number)d returned referrals wait for a decision",
        "number",
    ),
)


def register_all() -> None:
    """Called when the app starts."""
    register(HANDED_OVER, ARRIVED, TIME_ENDS, WITHDRAWN, ACCEPTED, COMPLETED)
    register(CAME_BACK, EXPIRED, CONSENT_ENDED, NOT_PICKED_UP)
