"""What this room holds of a person: which playbooks ran in their case."""

from django.utils.translation import gettext_lazy

from casework.cases.labels_of_copies import ENDED, KEY, STATE
from casework.playbooks.models import PlaybookRun, RunStep
from ostoja.privacy.requests import holdings
from ostoja.privacy.requests.holdings import Holding

RUN = Holding(
    PlaybookRun,
    gettext_lazy("Playbooks that were started"),
    KEY,
    "case",
    also=("state", "started_at", "ended_at"),
    labels={
        "edition": gettext_lazy("Playbook"),
        "state": STATE,
        "started_at": gettext_lazy("Started"),
        "ended_at": ENDED,
        "reason": gettext_lazy("Why it was stopped"),
    },
    joins=("edition__playbook",),
)
STEP = Holding(
    RunStep,
    gettext_lazy("Steps of playbooks"),
    KEY,
    "run__case",
    labels={"step": gettext_lazy("Step")},
    joins=("step",),
)


def register_all() -> None:
    """Called when the app starts."""
    holdings.register(RUN, STEP)
