"""The values that describe incidents."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IncidentKind(TextChoices):
    """What sort of event it is."""

    FIRE = "fire", _("fire")
    FLOOD = "flood", _("flood")
    GAS = "gas", _("gas explosion or leak")
    COLLAPSE = "collapse", _("building that fell or may fall")
    STORM = "storm", _("storm")
    TRANSPORT = "transport", _("accident in traffic or transport")
    VIOLENCE = "violence", _("violence against many people")
    EVACUATION = "evacuation", _("evacuation")
    OTHER = "other", pgettext_lazy("kind of incident", "another event")


class IncidentState(TextChoices):
    """How far it is."""

    DECLARED = "declared", pgettext_lazy("incident", "declared")
    RUNNING = "running", pgettext_lazy("incident", "running")
    WINDING_DOWN = "winding_down", pgettext_lazy("incident", "winding down")
    CLOSED = "closed", pgettext_lazy("incident", "closed")

    @property
    def colour(self) -> str:
        """Of its tag."""
        return _COLOURS[self]


_COLOURS: dict[IncidentState, str] = {
    IncidentState.DECLARED: "red",
    IncidentState.RUNNING: "red",
    IncidentState.WINDING_DOWN: "yellow",
    IncidentState.CLOSED: "grey",
}
GOES_ON = frozenset({IncidentState.DECLARED, IncidentState.RUNNING, IncidentState.WINDING_DOWN})
"""States in which something may be written."""


class Whereabouts(TextChoices):
    """Where affected people are now."""

    NOT_REACHED = "not_reached", _("not reached yet")
    AT_HOME = "at_home", _("at home")
    WITH_FAMILY = "with_family", _("with family or friends")
    SHELTERED = "sheltered", _("sheltered by the city or a partner")
    HOSPITAL = "hospital", _("in hospital")
    ELSEWHERE = "elsewhere", pgettext_lazy("where somebody is", "elsewhere")


class MobilisationState(TextChoices):
    """How far a body is that was called up."""

    ASKED = "asked", pgettext_lazy("called up", "asked")
    CONFIRMED = "confirmed", pgettext_lazy("called up", "confirmed")
    ON_SITE = "on_site", pgettext_lazy("called up", "on site")
    DECLINED = "declined", pgettext_lazy("called up", "declined")
    RELEASED = "released", pgettext_lazy("called up", "released")

    @property
    def colour(self) -> str:
        """Of its tag."""
        return _STATE_COLOURS[self]


_STATE_COLOURS: dict[MobilisationState, str] = {
    MobilisationState.ASKED: "yellow",
    MobilisationState.CONFIRMED: "blue",
    MobilisationState.ON_SITE: "green",
    MobilisationState.DECLINED: "grey",
    MobilisationState.RELEASED: "grey",
}
CALLED_UP = frozenset(
    {MobilisationState.ASKED, MobilisationState.CONFIRMED, MobilisationState.ON_SITE}
)
"""States in which a body takes part, and so sees the board."""


class EntryKind(TextChoices):
    """Of what an entry of the log tells."""

    NOTE = "note", pgettext_lazy("entry of a log", "note")
    STATE = "state", pgettext_lazy("entry of a log", "course of the incident")
    NUMBERS = "numbers", pgettext_lazy("entry of a log", "numbers")
    PARTNER = "partner", pgettext_lazy("entry of a log", "partner")
    REPORT = "report", pgettext_lazy("entry of a log", "situation report")


NUMBERS = ("affected", "injured", "evacuated", "sheltered", "missing")
"""What is counted by those on the spot, in the order of the board."""
NUMBER_WORDS = {
    "affected": _("People affected"),
    "injured": _("Reported as injured"),
    "evacuated": _("Evacuated"),
    "sheltered": _("Sheltered"),
    "missing": _("Missing or not reached"),
}
