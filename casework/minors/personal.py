"""What this room holds of a child: what a copy gives, and what may be erased when."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.minors.choices import CardState
from casework.minors.models import Intervention, InterventionEntry
from casework.minors.presenters import register_numbers
from casework.minors.retention import find, kept_from
from ostoja.privacy.requests import forgetting, holdings
from ostoja.privacy.requests.holdings import Holding
from ostoja.privacy.requests.subjects import Subject

KEY = "minors.intervention"


def obstacle(pk: UUID) -> str:
    """Only a closed card can be erased: nobody may work on it meanwhile."""
    if Intervention.objects.filter(pk=pk).exclude(state=CardState.CLOSED).exists():
        return _("The card is open. Close it first.")
    return ""


_OTHERS = gettext_lazy("It is about another person (GDPR, art. 15(4)).")
SUBJECT = Subject(
    key=KEY,
    label=gettext_lazy("Intervention card"),
    model=Intervention,
    retention="interventions",
    find=find,
    name=register_numbers,
    obstacle=obstacle,
    kept_from=kept_from,
)
# A card is no part of the copy of its case: the person of the case may be who harmed the child.
CARD = Holding(
    Intervention,
    gettext_lazy("Intervention card"),
    KEY,
    "pk",
    also=("year", "number", "state", "opened_at", "closed_at"),
    own=("child",),
    labels={
        "year": gettext_lazy("Year of the register"),
        "number": gettext_lazy("Number in the register"),
        "state": pgettext_lazy("of a record", "State"),
        "opened_at": pgettext_lazy("of a record", "Opened"),
        "closed_at": pgettext_lazy("of a record", "Closed"),
    },
    withheld={"suspect": _OTHERS, "reporter": _OTHERS},
)
ENTRY = Holding(InterventionEntry, gettext_lazy("What was done for the child"), KEY, "intervention")


def register_all() -> None:
    """Called when the app starts, after the class that deletes cards."""
    forgetting.register(SUBJECT)
    holdings.register(CARD, ENTRY)
