"""Asking a body outside the system for help, and what came of it."""

import datetime
from typing import TypedDict, Unpack
from uuid import UUID, uuid5

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases import due
from casework.cases.actions import locked_case, refuse_closed, sent_before
from casework.cases.actions.tasks import END_OF_DAY, add_task, end_task
from casework.cases.choices import NeedState
from casework.cases.choices_of_tasks import TaskKind, TaskState
from casework.cases.models import Case, CaseNeed, CaseTask, Consent
from casework.cases.refusal import NotAllowed
from casework.cases.task_selectors import may_be_given
from casework.moments import moment_of
from casework.referrals import following
from casework.referrals.choices import LegalBasis
from casework.referrals.choices_of_outside import OutsideState, OutsideWay
from casework.referrals.models import OutsideReferral
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit import action, record


class OutsideFacts(TypedDict):
    """What was asked of whom; ``remind_on`` is the day on which somebody asks again."""

    case_need: CaseNeed
    body: str
    contact: str
    way: OutsideWay | str
    message: str
    legal_basis: LegalBasis | str
    consent: Consent | None
    asked_on: datetime.date
    remind_on: datetime.date


@action
def ask_outside(
    *, submission: UUID, case: Case, group: Group, by: User | None, **facts: Unpack[OutsideFacts]
) -> OutsideReferral:
    """A body outside was asked; a task reminds whoever asked. A repeat gives the first."""
    case = locked_case(case)
    own = OutsideReferral.objects.filter(case=case, created_by=by)
    first = sent_before(own, submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    need = CaseNeed.objects.select_related("need").get(pk=facts["case_need"].pk, case=case)
    _refuse(need, facts)
    kept = {name: value for name, value in facts.items() if name != "remind_on"}
    asked = OutsideReferral.objects.create(
        submission=submission, case=case, group=group, created_by=by, **kept
    )
    asked.task = _reminder(asked, facts["remind_on"], group, by)
    asked.save(update_fields=["task"])
    need.state = NeedState.REFERRED
    need.save(update_fields=["state"])
    due.renew(case)
    record("outside.asked", by=by, on=asked, subject=case, way=str(asked.way))
    following.follow_outside(asked, case, by=by)
    return asked


@action
def end_outside(
    *,
    asked: OutsideReferral,
    version: int,
    state: OutsideState | str,
    outcome: str,
    group: Group,
    by: User | None,
) -> OutsideReferral:
    """Say what came of it: the need is met, or open again and on somebody's desk."""
    case = locked_case(asked.case)
    found = OutsideReferral.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if (found.state, found.outcome, found.ended_by_id) == (state, outcome, by.pk if by else None):
        record("submission.repeated", by=by, on=found, subject=case)
        return found
    if found.version != version:
        raise StaleObject(found)
    refuse_closed(case)
    if found.state != OutsideState.WAITING or state == OutsideState.WAITING:
        raise NotAllowed(_("What came of it was written down already."))
    return _end(found, OutsideState(state), outcome, group, by)


def end_with_consent(consent: Consent, by: User | None) -> None:
    """What was asked on a consent that does not hold any more is taken back, and somebody is to say
    so to the body, since nobody there reads anything here; the case is locked.
    """
    waiting = OutsideReferral.objects.filter(
        consent=consent, legal_basis=LegalBasis.CONSENT, state=OutsideState.WAITING
    )
    related = ("case__lead__group", "group", "created_by")
    for asked in waiting.select_related(*related):
        words = _("The consent does not hold any more. Tell the body.")
        _end(asked, OutsideState.TAKEN_BACK, words, asked.group, by)
        _let_somebody_tell(asked, by)


def _let_somebody_tell(asked: OutsideReferral, by: User | None) -> None:
    """Whoever asked; where they may not do it any more, their body, else the one that leads."""
    case, group, worker = asked.case, asked.group, asked.created_by
    if not may_be_given(case, group, worker):
        worker = None
    if not may_be_given(case, group, worker):
        group = case.lead.group
    title = _("Tell %(body)s that the consent does not hold any more") % {"body": asked.body}
    day = timezone.localdate()
    _task(asked, "consent ended", day, title=title, group=group, worker=worker, by=by)


def _end(
    asked: OutsideReferral, state: OutsideState, outcome: str, group: Group, by: User | None
) -> OutsideReferral:
    """The case is locked."""
    case = asked.case
    asked.state, asked.outcome = state, outcome
    asked.ended_at, asked.ended_by = timezone.now(), by
    asked.version += 1
    asked.save(update_fields=["state", "outcome", "ended_at", "ended_by", "version"])
    need = asked.case_need
    need.state = NeedState.MET if state == OutsideState.HELPED else NeedState.OPEN
    need.save(update_fields=["state"])
    if asked.task is not None and asked.task.state == TaskState.OPEN:
        end_task(asked.task, TaskState.DONE, on_behalf=group, by=by)
    due.renew(case)
    record(f"outside.{state}", by=by, on=asked, subject=case)
    following.follow_outside(asked, case, by=by)
    return asked


def _refuse(need: CaseNeed, facts: OutsideFacts) -> None:
    if need.state != NeedState.OPEN:
        message = _("“%(need)s” is not open any more, so it was not sent.")
        raise NotAllowed(message % {"need": need})
    if facts["way"] != OutsideWay.PERSON and facts["legal_basis"] not in LegalBasis.values:
        raise NotAllowed(_("Choose the legal basis of sharing."))
    consent = facts["consent"]
    if facts["legal_basis"] == LegalBasis.CONSENT:
        if consent is None or consent.case_id != need.case_id:
            raise NotAllowed(_("Choose the consent on which the sharing rests."))
        if not consent.holds:
            raise NotAllowed(_("This consent was withdrawn, or its time is over."))


def _reminder(
    asked: OutsideReferral, day: datetime.date, group: Group, by: User | None
) -> CaseTask:
    """Nobody outside is reminded by the system, so whoever asked is."""
    title = _("Ask what came of it: %(body)s") % {"body": asked.body}
    return _task(asked, "reminder", day, title=title, group=group, worker=by, by=by)


def _task(
    asked: OutsideReferral,
    name: str,
    day: datetime.date,
    *,
    title: str,
    group: Group,
    worker: User | None,
    by: User | None,
) -> CaseTask:
    """By the end of this day; ``name`` tells the tasks of one request from each other."""
    return add_task(
        submission=uuid5(asked.submission, name),
        case=asked.case,
        kind=TaskKind.TASK,
        on_behalf=group,
        by=by,
        title=title,
        details=asked.contact,
        group=group,
        worker=worker,
        due_at=moment_of(day, END_OF_DAY),
        has_hour=False,
    )
