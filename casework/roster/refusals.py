"""Why a duty cannot be planned so; the words are for whoever planned it."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.roster.choices import DutyRole
from casework.roster.models import Absence, DutyPlace, Shift
from ostoja.accounts.models import User


class DutyRefused(Exception):
    """``field`` is what must be changed: “person”, “starts_at”, “ends_at”, “asked”, “” for all."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.field = field


def ends_too_soon() -> DutyRefused:
    """It ends before it begins, or at once."""
    return DutyRefused(_("A duty must end after it begins."), "ends_at")


def too_long() -> DutyRefused:
    """Longer than a day."""
    return DutyRefused(_("A duty may last one day at most. Write two duties."), "ends_at")


def has_left(person: User) -> DutyRefused:
    """The account is switched off."""
    words = _("%(name)s does not work here any more. Choose somebody else.")
    return DutyRefused(words % {"name": person}, "person")


def unfit(person: User, place: DutyPlace) -> DutyRefused:
    """No role that this duty needs."""
    words = _("%(name)s has no role for this duty (%(role)s). Choose somebody else.")
    role = DutyRole(place.role).label
    return DutyRefused(words % {"name": person, "role": role}, "person")


def twice(person: User, other: Shift) -> DutyRefused:
    """On duty elsewhere at that time."""
    words = _("%(name)s is on duty at that time already: %(place)s, from %(start)s to %(end)s.")
    facts = {
        "name": person,
        "place": other.place,
        "start": moment_words(other.starts_at),
        "end": moment_words(other.ends_at),
    }
    return DutyRefused(words % facts, "person")


def absent(person: User, absence: Absence) -> DutyRefused:
    """Away on one of these days."""
    words = _("%(name)s is absent from %(first)s to %(last)s. Choose somebody else.")
    facts = {
        "name": person,
        "first": date_format(absence.first_on),
        "last": date_format(absence.last_on),
    }
    return DutyRefused(words % facts, "person")


def begun() -> DutyRefused:
    """Too late for a swap."""
    return DutyRefused(_("This duty has begun already. It cannot be swapped any more."))


def not_theirs(person: User) -> DutyRefused:
    """Somebody else has the duty by now."""
    return DutyRefused(_("%(name)s does not have this duty any more.") % {"name": person})


def asked_before() -> DutyRefused:
    """One swap at a time."""
    return DutyRefused(_("You have asked somebody about this duty already. Withdraw that first."))


def has_duties(number: int) -> DutyRefused:
    """An absence on days with duties."""
    words = _(
        "There are duties in these days: %(number)d. Tick that they go back to the planner, or"
        " swap them first."
    )
    return DutyRefused(words % {"number": number}, "give_back")


def moment_words(moment: object) -> str:
    """A day and an hour on Poland's clock."""
    local = timezone.localtime(moment)  # type: ignore[arg-type]
    return f"{date_format(local)}, {local:%H:%M}"
