"""What a city needs of this room before it opens."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.roster import selectors
from casework.roster.choices import DutyRole
from casework.roster.cover import Gap
from casework.roster.refusals import moment_words
from ostoja.ui.city import facts_here
from tenants.readiness import ReadinessCheck

DAYS = 7


def nobody_on_duty() -> Iterator[str]:
    """Where the chat is answered or somebody must always be there: a week without a gap."""
    if not facts_here().has("contact"):
        return
    asked = [one for one in selectors.places_with_hours() if one.answers_chat or one.always]
    if not asked:
        yield _("No place of duty answers the chat or works round the clock.")
        return
    window = selectors.window_of(timezone.localdate(), DAYS + 1)
    first: dict[str, Gap] = {}
    for gap in selectors.gaps_within(window, asked):
        if gap.ends > timezone.now():
            first.setdefault(gap.place.role, gap)
    for role, gap in first.items():
        # What a city calls its places is not for the operators, who read this too.
        words = _("On duty as %(role)s: too few people from %(start)s.")
        yield words % {"role": DutyRole(role).label, "start": moment_words(gap.starts)}


SOMEBODY_ON_DUTY = ReadinessCheck(
    key="on_duty",
    title=gettext_lazy("Somebody on duty"),
    explains=gettext_lazy("Who writes or calls must find somebody. The first week is planned."),
    page="roster",
    missing=nobody_on_duty,
    order=60,
    module="roster",
)
