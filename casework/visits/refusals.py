"""Why something cannot be done with a visit; the words are for whoever tried."""

from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.visits.choices import LONGEST, MOST_WORKERS
from ostoja.accounts.models import User


class VisitRefused(NotAllowed):
    """``field`` names what must be changed, as the actions call it; empty for all of it."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.field = field


def nobody_goes() -> VisitRefused:
    """A visit needs somebody who goes."""
    return VisitRefused(_("Choose who goes."), "people")


def too_many_go() -> VisitRefused:
    """More than anybody sends."""
    words = _("At most %(number)d people go on one visit.")
    return VisitRefused(words % {"number": MOST_WORKERS}, "people")


def not_of_the_body() -> VisitRefused:
    """Somebody else's people."""
    return VisitRefused(_("Somebody whom you chose does not work for this body."), "people")


def too_far(field: str = "starts_at") -> VisitRefused:
    """More than a year ahead, or long past."""
    words = _("Choose a begin within the next year. A visit that is over needs no plan.")
    return VisitRefused(words, field)


def in_the_future() -> VisitRefused:
    """What has not happened yet cannot be said."""
    return VisitRefused(_("This time has not come yet. Leave it empty if it is now."), "at")


def too_long_ago() -> VisitRefused:
    """Probably a slip."""
    return VisitRefused(_("This time is too long ago. Check the hours and the minutes."), "at")


def out_before_in() -> VisitRefused:
    """They left before they came."""
    words = _("This is before the time at which you were at the door.")
    return VisitRefused(words, "at")


def over() -> VisitRefused:
    """They are out again already."""
    return VisitRefused(_("This visit is over already, so nothing was changed."))


def written_too_late() -> VisitRefused:
    """Somebody else checked out; what was typed is not lost."""
    words = _("Somebody has checked out of this visit already. Write your note into the case.")
    return VisitRefused(words)


def not_at_the_door() -> VisitRefused:
    """Only a visit that is under way takes longer."""
    return VisitRefused(_("Say first that you are at the door."))


def too_long() -> VisitRefused:
    """More than the longest visit."""
    words = _("A visit takes %(hours)d hours at most. Check out and plan another one.")
    return VisitRefused(words % {"hours": LONGEST // 60}, "minutes")


def begun() -> VisitRefused:
    """A plan is changed before they go."""
    return VisitRefused(_("They are under way or back already: the plan cannot be changed."))


def rings() -> VisitRefused:
    """First somebody hears from those who go."""
    words = _("An alarm of this visit is open. Once somebody has closed it, change the plan.")
    return VisitRefused(words)


def task_of_a_closed_case() -> VisitRefused:
    """Nothing is to be done in a case that is closed."""
    words = _("The case is closed. Write what is to be done into the note.")
    return VisitRefused(words, "next_step")


def nothing_to_do_for() -> VisitRefused:
    """Street work has no case with tasks."""
    words = _("This visit has no case. Write what is to be done into the note.")
    return VisitRefused(words, "next_step")


def alarm_closed() -> VisitRefused:
    """Somebody was faster."""
    return VisitRefused(_("This alarm was closed already."))


def taken_by(person: User | None) -> VisitRefused:
    """Somebody else has it."""
    words = _("%(name)s has taken this alarm already.")
    return VisitRefused(words % {"name": person or "–"})


def own_alarm() -> VisitRefused:
    """Who is in danger may be made to say that they are not."""
    words = _("Somebody else closes this alarm: they call you and ask for the code word.")
    return VisitRefused(words)


def done_missing() -> VisitRefused:
    """What happened must be known later."""
    return VisitRefused(_("Write what was done."), "done")


def next_missing() -> VisitRefused:
    """The clock goes on, or the visit is over."""
    return VisitRefused(_("Say whether the visit is over or goes on."), "goes_on")
