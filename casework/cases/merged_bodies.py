"""What of cases moves when two records of one body become one: who leads, and whose words it is.

Access is worked out anew by the room of referrals, which knows what each body is due.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import (
    Case,
    CaseGroupObjectPermission,
    CaseMerge,
    CaseStep,
    CaseTask,
    Consent,
    FollowUp,
    Note,
    PhaseMark,
    SavedList,
    TaskStep,
)
from casework.partners import merging
from casework.partners.merging import Moved, Mover
from casework.partners.models import Organisation
from ostoja.accounts.models import User

RECEIVERS: Any = Consent.receivers.through
GROUPS = (
    (Case, "opened_by_group"),
    (Note, "author_group"),
    (CaseStep, "group"),
    (CaseTask, "created_group"),
    (TaskStep, "group"),
    (FollowUp, "group"),
    (CaseMerge, "group"),
    (PhaseMark, "group"),
    (SavedList, "shared_with"),
)


def _move_receivers(kept: Organisation, merged: Organisation) -> Moved:
    """A consent that names both names the one that is kept; so it is noted who was named twice."""
    named = set(RECEIVERS.objects.filter(organisation=kept).values_list("consent", flat=True))
    rows = list(RECEIVERS.objects.filter(organisation=merged))
    twice = [one for one in rows if one.consent_id in named]
    moving = [one.pk for one in rows if one.consent_id not in named]
    RECEIVERS.objects.filter(pk__in=[one.pk for one in twice]).delete()
    RECEIVERS.objects.filter(pk__in=moving).update(organisation=kept)
    return {"moved": moving, "twice": [str(one.consent_id) for one in twice]}


def _receivers_back(kept: Organisation, merged: Organisation, moved: Moved) -> None:
    rows = RECEIVERS.objects.filter(pk__in=moved["moved"], organisation=kept)
    rows.update(organisation=merged)
    still = Consent.objects.filter(pk__in=moved["twice"], receivers=kept)
    again = [RECEIVERS(consent=one, organisation=merged) for one in still]
    RECEIVERS.objects.bulk_create(again)


def _settle(kept: Organisation, merged: Organisation, moved: Moved, is_back: bool) -> None:
    """When they are two bodies again, nobody keeps work of the body for which they do not act."""
    for body in (kept, merged) if is_back else ():
        people = User.objects.filter(memberships__group=body.group_id)
        cases = Case.objects.filter(lead=body).exclude(worker__in=people)
        cases.exclude(worker=None).update(worker=None)
        tasks = CaseTask.objects.filter(group=body.group_id, state=TaskState.OPEN)
        tasks.exclude(worker__in=people).exclude(worker=None).update(worker=None)


def register_all() -> None:
    """Called when the app starts."""
    merging.follow(Case, "lead", label=_("cases that it leads"))
    merging.follow(CaseTask, "group", label=_("tasks given to it"))
    for model, field in GROUPS:
        merging.follow(model, field)
    receivers = Mover(_move_receivers, _receivers_back, settle=_settle)
    merging.register("receivers", receivers, (RECEIVERS, "organisation"), (Consent, "receivers"))
    merging.stay(
        CaseGroupObjectPermission, "group", "worked out anew from the lead and the referrals"
    )
