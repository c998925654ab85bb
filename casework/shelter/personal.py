"""What this room holds of a person: stays, nights, beds that were held or waited for."""

from django.utils.translation import gettext_lazy

from casework.cases.labels_of_copies import KEY, WHEN
from casework.shelter.models import BedNight, Facility, Hold, Stay, StayDecision, Waiting
from ostoja.privacy.requests import holdings
from ostoja.privacy.requests.holdings import Holding

_HOUSE = gettext_lazy("House")

STAY = Holding(Stay, gettext_lazy("Stays"), KEY, "case", joins=("facility",))
DECISION = Holding(
    StayDecision,
    gettext_lazy("Decisions about stays"),
    KEY,
    "stay__case",
    also=("at",),
    labels={"for_limit": gettext_lazy("Limit that was near"), "at": WHEN},
)
NIGHT = Holding(
    BedNight,
    gettext_lazy("Nights"),
    KEY,
    "case",
    labels={
        "bed": gettext_lazy("Bed"),
        "night": gettext_lazy("Night"),
        "person": gettext_lazy("Which person of the household"),
    },
    joins=("bed__room", "bed__facility"),
)
HOLD = Holding(
    Hold,
    gettext_lazy("Beds that were held"),
    KEY,
    "referral__case",
    labels={"facility": _HOUSE},
    joins=("facility",),
)
WAITING = Holding(
    Waiting,
    gettext_lazy("Waiting for a bed"),
    KEY,
    "case",
    labels={
        "facility": _HOUSE,
        "since": gettext_lazy("Since"),
        "end": gettext_lazy("How the waiting ended"),
    },
    joins=("facility",),
)


def register_all() -> None:
    """Called when the app starts."""
    holdings.register(STAY, DECISION, NIGHT, HOLD, WAITING)
    holdings.leave_out(Facility, gettext_lazy("Addresses of houses: they are about no person."))
