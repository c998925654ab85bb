"""What this room tells people: that somebody else works on their case, or that it goes on."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.cases.models import BrokenGlass, Case, CaseStep
from casework.cases.restricted import to_be_told
from casework.cases.selectors import cases_visible_to
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import event_of, notify


def numbers(person: User, cases: set[UUID]) -> dict[UUID, str]:
    """The numbers of those of the cases that the person may see."""
    return dict(cases_visible_to(person).filter(pk__in=cases).values_list("pk", "number"))


TAKEN_OVER = Kind(
    key="case-taken-over",
    title=_("A case that you worked on is not with you any more"),
    text=_("A colleague has taken it over, or it was given back to the team. You need do nothing."),
    counted=ngettext_lazy(
        "%(number)d case that you worked on is not with you any more",
        "%(number)d cases that you worked on are not with you any more",
        "number",
    ),
    address=page_of("case"),
    names=numbers,
    permission=Permission.CASE_VIEW,
    module="cases",
    mail=Mail.DIGEST,
    order=35,
)
ASSIGNED = Kind(
    key="case-assigned",
    title=_("A case was given to you"),
    text=_("From now on you answer for it. Read it, and say so if you cannot take it on."),
    counted=ngettext_lazy(
        "%(number)d case was given to you", "%(number)d cases were given to you", "number"
    ),
    address=page_of("case"),
    names=numbers,
    permission=Permission.CASE_VIEW,
    module="cases",
    order=33,
)
GLASS_BROKEN = Kind(
    key="case-glass-broken",
    title=_("A restricted case was opened by somebody who is not named there"),
    text=_("The data protection officer has opened it and written why. It stands in the audit."),
    counted=ngettext_lazy(
        "%(number)d restricted case was opened for a stated reason",
        "%(number)d restricted cases were opened for a stated reason",
        "number",
    ),
    address=lambda about: reverse("cases"),
    permission=Permission.CASE_VIEW,
    module="cases",
    order=32,
)
REOPENED = Kind(
    key="case-reopened",
    title=_("A closed case was reopened"),
    text=_("You took part in it, and the work goes on. Read why it was reopened."),
    counted=ngettext_lazy(
        "%(number)d closed case was reopened", "%(number)d closed cases were reopened", "number"
    ),
    address=page_of("case"),
    names=numbers,
    permission=Permission.CASE_VIEW,
    module="cases",
    order=34,
)


def register_all() -> None:
    """Called when the app starts."""
    register(TAKEN_OVER, ASSIGNED, GLASS_BROKEN, REOPENED)


def given_away(case: Case, worker: User | None, step: CaseStep, *, by: User | None) -> None:
    """Tell who worked on the case until this step."""
    if worker is not None:
        notify(TAKEN_OVER, to=[worker], event=step.pk, about=case.pk, by=by)


def assigned(case: Case, step: CaseStep, *, by: User | None) -> None:
    """Tell who works on the case from this step on."""
    if case.worker is not None:
        notify(ASSIGNED, to=[case.worker], event=step.pk, about=case.pk, by=by)


def glass_broken(broken: BrokenGlass) -> None:
    """Tell those who are named in the case, and their supervisors; not which case."""
    people = to_be_told(broken.case)
    notify(GLASS_BROKEN, to=people, event=broken.pk, about=None, by=broken.by)


def reopened(case: Case, people: Iterable[User | None], *, by: User | None) -> None:
    """Tell those who took part; several rooms may name the same person, who is told once."""
    event = event_of(case.pk, f"reopened {case.version}")
    known = [person for person in people if person is not None]
    notify(REOPENED, to=known, event=event, about=case.pk, by=by)
