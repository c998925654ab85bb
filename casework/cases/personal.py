"""What this room holds of a person: what a copy for them gives, and what may be erased when."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.cases import page_of_consents, personal_course
from casework.cases.choices import CaseState
from casework.cases.labels_of_copies import ADDED, ENDED, KEY, STATE, UNTIL, WHEN, WRITTEN
from casework.cases.models import (
    BrokenGlass,
    Case,
    CaseMerge,
    CaseNeed,
    CaseTask,
    Consent,
    Note,
    TaskStep,
    UnmetNeed,
)
from casework.cases.presenters import case_numbers, cases_numbered
from casework.partners.words import feature_words, language_name
from ostoja.accounts.models import User
from ostoja.privacy.requests import forgetting, holdings, subjects
from ostoja.privacy.requests.holdings import Holding
from ostoja.privacy.requests.subjects import Subject


def closed_to(user: User, pk: UUID) -> str:
    """A restricted case is opened for a reason first, which others are told."""
    case = Case.objects.filter(pk=pk).only("named").first()
    if case is None or not case.is_restricted:
        return ""
    if BrokenGlass.objects.filter(case=pk, by=user, until__gt=timezone.now()).exists():
        return ""
    return _(
        "This case is restricted. Open it for a reason under “Restricted cases” first; then you"
        " have an hour."
    )


def kept_from(user: User) -> Iterable[UUID]:
    """Cases from which this person is excluded by name are not there for them."""
    found = Case.objects.exclude(excluded=[]).filter(excluded__contains=[user.pk])
    return found.order_by().values_list("pk", flat=True)


def obstacle(pk: UUID) -> str:
    """Only a closed case can be erased: nobody may work on it meanwhile."""
    if Case.objects.filter(pk=pk).exclude(state=CaseState.CLOSED).exists():
        return _("The case is open. Close it first.")
    return ""


def _merged(ids: frozenset[UUID]) -> Mapping[str, Iterable[UUID]]:
    """Cases that became one are about one person, whichever of them was asked for."""
    both = Case.objects.filter(Q(merged_into__in=ids) | Q(signposts__in=ids))
    return {KEY: both.order_by().values_list("pk", flat=True)}


SUBJECT = Subject(
    key=KEY,
    label=pgettext_lazy("of a record", "Case"),
    model=Case,
    retention="cases",
    find=cases_numbered,
    name=case_numbers,
    obstacle=obstacle,
    closed_to=closed_to,
    kept_from=kept_from,
)
CASE = Holding(
    Case,
    pgettext_lazy("of a record", "Case"),
    KEY,
    "pk",
    also=("number", "opened_at", "closed_at"),
    own=("person_name", "phone", "pesel"),
    labels={
        "accessibility": gettext_lazy("Needs of accessibility"),
        "state": STATE,
        "lead": gettext_lazy("Led by"),
        "opened_at": pgettext_lazy("of a record", "Opened"),
        "closed_at": pgettext_lazy("of a record", "Closed"),
        "restricted_because": gettext_lazy("Why not everybody may see the case"),
    },
    withheld={
        "restricted_because": gettext_lazy(
            "It is about the people who may not see the case (GDPR, art. 15(4))."
        )
    },
    joins=("lead",),
    words={"accessibility": feature_words, "language": language_name},
)
NEED = Holding(
    CaseNeed,
    gettext_lazy("Needs"),
    KEY,
    "case",
    also=("created_at",),
    labels={"need": gettext_lazy("Need"), "state": STATE, "created_at": ADDED},
    joins=("need",),
)
UNMET = Holding(
    UnmetNeed,
    gettext_lazy("Needs that nobody could meet"),
    KEY,
    "case_need__case",
    also=("recorded_at",),
    labels={"case_need": gettext_lazy("Need"), "recorded_at": WHEN},
    joins=("case_need__need",),
)
NOTE = Holding(
    Note,
    gettext_lazy("Notes"),
    KEY,
    "case",
    also=("created_at",),
    labels={"created_at": WRITTEN},
    more={"body": (gettext_lazy("Written for"), lambda row: str(row.author_group))},
    joins=("author_group",),
)
TASK = Holding(
    CaseTask,
    gettext_lazy("Tasks and appointments"),
    KEY,
    "case",
    also=("kind", "state", "created_at", "ended_at"),
    labels={
        "kind": gettext_lazy("Kind"),
        "state": STATE,
        "created_at": ADDED,
        "ended_at": ENDED,
    },
)
TASK_STEP = Holding(
    TaskStep,
    gettext_lazy("What happened to tasks"),
    KEY,
    "task__case",
    also=("kind", "at"),
    labels={"kind": gettext_lazy("Kind"), "words": gettext_lazy("What was said"), "at": WHEN},
)
CONSENT = Holding(
    Consent,
    gettext_lazy("Consents"),
    KEY,
    "case",
    labels={"withdrawn_at": gettext_lazy("Withdrawn")},
    more={
        "receivers": (
            gettext_lazy("Who may learn it"),
            lambda row: ", ".join(one.name for one in row.receivers.all()),
        ),
        "data": (gettext_lazy("What they may learn"), page_of_consents.data_words),
    },
)
OPENED = Holding(
    BrokenGlass,
    gettext_lazy("When the restricted case was opened for a reason"),
    KEY,
    "case",
    also=("at", "until"),
    labels={"at": WHEN, "until": UNTIL},
)


def register_all() -> None:
    """Called when the app starts, after this room's retention class."""
    forgetting.register(SUBJECT)
    subjects.register_widening(KEY, _merged)
    holdings.register(CASE, NEED, UNMET, NOTE, TASK, TASK_STEP, CONSENT, OPENED)
    personal_course.register_all()
    holdings.leave_out(
        CaseMerge,
        gettext_lazy("What two cases said before they became one; what holds is in the case."),
    )
