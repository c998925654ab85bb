"""What pages show of the meeting that a receiver named."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.choices_of_tasks import TaskState
from casework.cases.panels import CaseButton
from casework.referrals import following
from casework.referrals.actions.appointments import follow
from casework.referrals.choices import WORKING, Kind
from casework.referrals.models import Referral, ReferralAppointment
from casework.referrals.selectors import may_answer
from ostoja.accounts.models import User
from ostoja.ui.templatetags.ui import local_time


def appointment_of(referral: Referral) -> ReferralAppointment | None:
    """The meeting, where one was named."""
    named = ReferralAppointment.objects.filter(referral=referral)
    return named.select_related("task").first()


def rows_of(referral: Referral) -> list[dict[str, Any]]:
    """For both sides: when and where they meet, as long as they will."""
    named = appointment_of(referral)
    if named is None or named.task.state == TaskState.CANCELLED:
        return []
    told = _("yes") if named.task.person_told else _("no")
    return [
        {"key": _("First meeting"), "value": local_time(named.task.due_at)},
        *([{"key": _("Place"), "value": named.task.place}] if named.task.place else []),
        {"key": _("The person knows of it"), "value": told},
    ]


def may_name(user: User, referral: Referral) -> bool:
    """Whether this person may name a meeting now."""
    return (
        referral.kind == Kind.REFERRAL and referral.state in WORKING and may_answer(user, referral)
    )


def buttons_of(user: User, referral: Referral) -> list[CaseButton]:
    """Name a meeting, or another time for it."""
    if not may_name(user, referral):
        return []
    url = reverse("referral_appointment", args=[referral.pk])
    return [CaseButton(_("Name the first meeting"), url)]


def register_all() -> None:
    """Called when the app starts."""
    following.register("appointments", follow)
