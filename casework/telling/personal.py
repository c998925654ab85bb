"""What this room holds of a person: what they were told, when and how."""

from django.utils.translation import gettext_lazy

from casework.cases.labels_of_copies import ENDED, KEY, STATE, WHEN
from casework.telling.models import Attempt, Telling
from ostoja.privacy.requests import holdings
from ostoja.privacy.requests.holdings import Holding

TELLING = Holding(
    Telling,
    gettext_lazy("What you were told of your matter"),
    KEY,
    "case",
    also=("since", "ended_at"),
    labels={"since": gettext_lazy("To be told since"), "state": STATE, "ended_at": ENDED},
)
ATTEMPT = Holding(
    Attempt,
    gettext_lazy("How we tried to reach you"),
    KEY,
    "telling__case",
    also=("at",),
    labels={"at": WHEN},
)


def register_all() -> None:
    """Called when the app starts."""
    holdings.register(TELLING, ATTEMPT)
