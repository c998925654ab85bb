"""What this room holds of a person: visits to them, and what was done after an alarm."""

from django.utils.translation import gettext_lazy

from casework.cases.labels_of_copies import KEY, WHEN
from casework.visits.models import Alarm, Visit
from ostoja.privacy.requests import holdings
from ostoja.privacy.requests.holdings import Holding

VISIT = Holding(Visit, gettext_lazy("Outreach visits"), KEY, "case", own=("place",))
ALARM = Holding(
    Alarm,
    gettext_lazy("Alarms of outreach visits"),
    KEY,
    "visit__case",
    also=("raised_at",),
    labels={"reason": gettext_lazy("Why the alarm was raised"), "raised_at": WHEN},
)


def register_all() -> None:
    """Called when the app starts."""
    holdings.register(VISIT, ALARM)
