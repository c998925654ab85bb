"""Why something of an incident cannot be done so; the words are for whoever tried."""

from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed


class IncidentRefused(NotAllowed):
    """``field`` names what must be changed, as the actions call it; empty for all of it."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.field = field


def closed() -> IncidentRefused:
    """Nothing is written into it any more."""
    words = _("This incident is closed, so nothing was changed. Open it again first.")
    return IncidentRefused(words)


def not_from_here() -> IncidentRefused:
    """The table has no such step from the state that it is in."""
    return IncidentRefused(_("This cannot be done in its present state. Look at how it is now."))


def in_the_future(field: str) -> IncidentRefused:
    """What has not happened yet."""
    words = _("This moment has not come yet. Write when it happened.")
    return IncidentRefused(words, field)


def too_long_ago(field: str = "began_at") -> IncidentRefused:
    """Probably a slip."""
    words = _("This is more than a year ago. Check the day and the year.")
    return IncidentRefused(words, field)


def ends_before_it_began(field: str = "ended_at") -> IncidentRefused:
    """It ended before it began."""
    return IncidentRefused(_("It cannot have ended before it began."), field)


def begins_after_its_end() -> IncidentRefused:
    """The beginning was changed to later than the end that is written down."""
    return IncidentRefused(_("It cannot have begun after it ended."), "began_at")


def more_than_affected(field: str) -> IncidentRefused:
    """A part that is more than all."""
    words = _("This cannot be more than the people affected.")
    return IncidentRefused(words, field)


def negative(field: str) -> IncidentRefused:
    """Nobody counts less than none."""
    return IncidentRefused(_("Write 0 or more."), field)


def nobody(field: str = "number") -> IncidentRefused:
    """A row stands for somebody."""
    return IncidentRefused(_("Write from 1 to 999."), field)


def taken_out() -> IncidentRefused:
    """Somebody was faster."""
    return IncidentRefused(_("Somebody has taken this line out, so nothing was changed."))


def missing(field: str) -> IncidentRefused:
    """What the step needs."""
    words = {
        "reason": _("Write why."),
        "answer": _("Write why, so that somebody else can be asked."),
        "ended_at": _("Write when it ended."),
    }
    return IncidentRefused(words[field], field)


def cannot_lead() -> IncidentRefused:
    """Who leads must be able to."""
    words = _("Choose somebody who may lead incidents and works here now.")
    return IncidentRefused(words, "leader")


def body_is_gone(field: str = "organisation") -> IncidentRefused:
    """It has left, or is suspended."""
    words = _("This partner has left the agreement or is suspended. Choose another one.")
    return IncidentRefused(words, field)


def called_up_already() -> IncidentRefused:
    """Once at a time."""
    words = _("This partner is called up already.")
    return IncidentRefused(words, "organisation")


def no_such_case() -> IncidentRefused:
    """Absent and forbidden look the same."""
    words = _("There is no case with this number that you may see.")
    return IncidentRefused(words, "case_number")


def bound_already() -> IncidentRefused:
    """Once in an incident."""
    return IncidentRefused(_("This case belongs to the incident already."), "case_number")


def has_a_case() -> IncidentRefused:
    """The row was turned into a case before."""
    return IncidentRefused(_("A case was opened for them already."))


def address_known() -> IncidentRefused:
    """The same address twice."""
    return IncidentRefused(_("Reports go to this address already."), "email")
