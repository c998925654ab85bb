"""The values that describe a visit, its steps and its alarm."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VisitState(TextChoices):
    """Where a visit stands."""

    PLANNED = "planned", pgettext_lazy("visit", "planned")
    UNDER_WAY = "under_way", pgettext_lazy("visit", "under way")
    OVER = "over", pgettext_lazy("visit", "over")


GOING_ON = (VisitState.PLANNED, VisitState.UNDER_WAY)
"""The clock looks at these."""


class VisitOutcome(TextChoices):
    """How it went."""

    MET = "met", _("we met the person")
    NOBODY = "nobody", _("nobody was there")
    REFUSED = "refused", pgettext_lazy("outreach visit", "the person did not want us")
    CALLED_OFF = "called_off", _("the visit was called off")
    DANGER = "danger", _("we had to leave: danger")
    ALARM = "alarm", _("it ended with an alarm")


TO_SAY = tuple(one for one in VisitOutcome if one != VisitOutcome.ALARM)
"""What who comes back may say; the other follows from an alarm."""


class VisitStepKind(TextChoices):
    """What the workers said, in the order in which it happened."""

    CHECKED_IN = "checked_in", _("At the door")
    EXTENDED = "extended", _("More time taken")
    CHECKED_OUT = "checked_out", _("Out again")
    HELP = "help", _("Help asked for")


class AlarmReason(TextChoices):
    """Why the alarm was raised."""

    NO_CHECK_IN = "no_check_in", _("nobody said that they are at the door")
    NO_CHECK_OUT = "no_check_out", _("nobody said that they are out again")
    HELP = "help", _("they ask for help")


class Stage(IntegerChoices):
    """How far the clock has gone for what it waits for now."""

    QUIET = 0
    REMINDED = 1
    OVERDUE = 2
    ALARM = 3
    SUPERVISORS = 4


EXTENSIONS = (15, 30, 60)
"""Minutes more that one tap takes."""
LONGEST = 12 * 60
"""Minutes that a visit may take at most."""
SHORTEST = 5
MOST_WORKERS = 8
