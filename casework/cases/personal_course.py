"""What this room holds of a case's course: the plan, the phases, the ending, and who is around."""

from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.cases.labels_of_copies import ADDED, ENDED, KEY, STATE, WHEN, WRITTEN
from casework.cases.models import (
    CaseClosing,
    CasePerson,
    CaseStep,
    FollowUp,
    PhaseMark,
    PlanGoal,
    PlanReview,
)
from casework.cases.phases import BY_KEY
from ostoja.privacy.requests import holdings
from ostoja.privacy.requests.document import day_in_words
from ostoja.privacy.requests.holdings import Holding

_THEIRS = gettext_lazy("Who other people are and how to reach them (GDPR, art. 15(4)).")


def _about_others(asked: str) -> Q:
    """Everybody around the person is somebody else, whichever record the request is about."""
    return Q(pk__isnull=False)


def _requirement(key: str) -> str:
    """What it asks for; a key that no phase has any more stays as it is."""
    found = BY_KEY.get(key)
    return str(found.words) if found else key


GOAL = Holding(
    PlanGoal,
    gettext_lazy("Goals of the support plan"),
    KEY,
    "case",
    also=("created_at", "ended_at"),
    labels={"state": STATE, "created_at": ADDED, "ended_at": ENDED},
)
REVIEW = Holding(
    PlanReview,
    gettext_lazy("Talks about the support plan"),
    KEY,
    "case",
    also=("written_at",),
    labels={"written_at": WRITTEN},
)
MARK = Holding(
    PhaseMark,
    gettext_lazy("What was said of the phases of help"),
    KEY,
    "case",
    also=("at",),
    labels={
        "key": gettext_lazy("What the phase asks for"),
        "kind": STATE,
        "words": gettext_lazy("What was said"),
        "at": WHEN,
    },
    words={"key": _requirement},
)
STEP = Holding(
    CaseStep,
    gettext_lazy("What happened to the case"),
    KEY,
    "case",
    also=("kind", "at"),
    labels={
        "kind": pgettext_lazy("of a record", "What happened"),
        "at": WHEN,
        "phase": gettext_lazy("Phase"),
    },
)
CLOSING = Holding(
    CaseClosing,
    gettext_lazy("How the case ended"),
    KEY,
    "step__case",
    joins=("step",),
    more={"step": (WHEN, lambda row: day_in_words(row.step.at))},
)
FOLLOW_UP = Holding(
    FollowUp,
    gettext_lazy("Contacts after the end of the case"),
    KEY,
    "case",
    also=("ended_at",),
    labels={"end": gettext_lazy("What came of it"), "ended_at": ENDED},
)
PERSON = Holding(
    CasePerson,
    gettext_lazy("People around the person"),
    KEY,
    "case",
    also=("created_at",),
    labels={"created_at": ADDED},
    withheld={"name": _THEIRS, "phone": _THEIRS, "contact_rules": _THEIRS},
    others=_about_others,
)
"""Left out as a rule. The officer may put in what the person told of their family; never who
somebody is or how to reach them: a child in a safe place, somebody trusted, who was violent.
"""


def register_all() -> None:
    """Called with the rest of the room's."""
    holdings.register(GOAL, REVIEW, MARK, STEP, CLOSING, FOLLOW_UP, PERSON)
