"""What is done and written in a case, with the city's canary: a task, a playbook, people."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from casework.cases.actions.people import add_person
from casework.cases.actions.plan import add_goal
from casework.cases.actions.tasks import add_task
from casework.cases.models import Case, CasePerson, CaseTask, PlanGoal
from casework.partners.actions import merge_organisations, receive_application
from casework.partners.models import Activity, Application, OrganisationMerge
from casework.playbooks.actions import add_playbook, add_step, begin_draft, publish, start_run
from casework.playbooks.models import Playbook, PlaybookRun, PlaybookStep
from casework.referrals.actions import note_conflict
from casework.referrals.models import Conflict
from casework.telling.actions import raise_telling
from casework.telling.choices import What
from casework.telling.models import Telling
from casework.visits.actions import plan_visit
from casework.visits.models import Alarm, Visit, VisitSettings
from casework.visits.selectors import settings_here
from ostoja.accounts.models import User
from tests.cast import Cast, make_organisation
from tests.isolation.hooks import Hooks, make_hooks


@dataclass(frozen=True, slots=True)
class Work:
    """What a route of tasks and playbooks may ask for; ``step`` is one of the draft. ``person`` is
    somebody around the person of the case, ``goal`` one of its plan.
    """

    task: CaseTask
    person: CasePerson
    goal: PlanGoal
    playbook: Playbook
    step: PlaybookStep
    run: PlaybookRun
    conflict: Conflict
    application: Application
    activity: Activity
    merge: OrganisationMerge
    visit: Visit
    alarm: Alarm
    hooks: Hooks
    minutes: VisitSettings
    telling: Telling


def make_work(case: Case, canary: str, submission: Callable[[], UUID], cast: Cast) -> Work:
    """A row of each kind that belongs to the case or to the bodies that help."""
    playbook, run = make_run(case, canary, submission, cast)
    visit = make_visit(canary, submission, cast)
    task = make_task(case, canary, submission(), by=cast.consultant)
    return Work(
        task=task,
        person=make_person(case, canary, submission(), by=cast.consultant),
        goal=add_goal(submission=submission(), case=case, words=canary, by=cast.consultant),
        playbook=playbook,
        step=begin_draft(playbook=playbook, by=cast.supervisor).steps.get(),
        run=run,
        conflict=make_conflict(case, canary, submission(), cast),
        application=make_application(canary, submission()),
        activity=make_activity(canary, cast),
        merge=make_merge(canary, submission, cast),
        visit=visit,
        alarm=Alarm.objects.create(visit=make_visit(canary, submission, cast), reason="help"),
        hooks=make_hooks(canary, cast, submission(), task.pk),
        minutes=settings_here(),
        telling=make_telling(case, cast),
    )


def make_run(
    case: Case, canary: str, submission: Callable[[], UUID], cast: Cast
) -> tuple[Playbook, PlaybookRun]:
    """The supervisor writes the playbook, the coordinator starts it."""
    by = cast.supervisor
    playbook = add_playbook(
        submission=submission(), kind="other", title=canary, summary=canary, by=by
    )
    draft = playbook.editions.get()
    add_step(
        draft=draft,
        submission=submission(),
        by=by,
        title=canary,
        instructions=canary,
        doer="worker",
        body=canary,
        within_hours=24,
        after="",
        leads_to="",
        form=canary,
        is_duty=True,
        law=canary,
        never_shown_to=canary,
    )
    draft.refresh_from_db()
    edition = publish(draft=draft, version=draft.version, by=by)
    run = start_run(
        submission=submission(),
        case=case,
        edition=edition,
        group=cast.coordinating.group,
        by=cast.coordinator,
    )
    return playbook, run


def make_visit(canary: str, submission: Callable[[], UUID], cast: Cast) -> Visit:
    """The consultant's, in street work. Of one with an open alarm nobody changes the plan."""
    return plan_visit(
        submission=submission(),
        organisation=cast.centre,
        case=None,
        people=[cast.consultant],
        place=canary,
        starts_at=timezone.now() + datetime.timedelta(hours=3),
        minutes=60,
        dangers=canary,
        code_word=canary,
        phone=canary,
        by=cast.consultant,
    )


def make_telling(case: Case, cast: Cast) -> Telling:
    """The person of the case is to hear of what the partner was asked."""
    referral = case.referrals.filter(kind="referral")[0]
    return raise_telling(case=case, what=What.ACCEPTED, referral=referral, by=cast.coordinator)


def make_person(case: Case, canary: str, submission: UUID, *, by: User) -> CasePerson:
    """A child."""
    facts: dict[str, Any] = {"name": canary, "relation": canary, "remarks": canary}
    return add_person(submission=submission, case=case, role="child", by=by, **facts)


def make_activity(canary: str, cast: Cast) -> Activity:
    """What the partner does for prevention."""
    texts = {"title": {"pl": canary}, "times": {"pl": canary}}
    return Activity.objects.create(organisation=cast.partner, access="open", **texts)


def make_merge(canary: str, submission: Callable[[], UUID], cast: Cast) -> OrganisationMerge:
    """A second record of another partner, merged into its first."""
    kept, merged = cast.other_partner, make_organisation("double", canary, "partner", "member")
    choices = {"name": "kept"}
    return merge_organisations(
        kept=kept,
        merged=merged,
        versions=(kept.version, merged.version),
        choices=choices,
        submission=submission(),
        by=cast.coordinator,
    )


def make_conflict(case: Case, canary: str, submission: UUID, cast: Cast) -> Conflict:
    """Of the body that leads, so that nothing is suggested otherwise."""
    return note_conflict(
        submission=submission,
        case=case,
        organisation=cast.centre,
        kind="other",
        reason=canary,
        by=cast.coordinator,
    )


def make_application(canary: str, submission: UUID) -> Application:
    """A body that wants to join."""
    facts = {"nip": "", "regon": "", "website": "", "contact_title": "", "phone": ""}
    return receive_application(
        submission=submission,
        needs=[],
        looks_automatic=False,
        name=canary,
        kind="ngo",
        offer=canary,
        contact_name=canary,
        email="anna@przystan.example",
        **facts,
    )


def make_task(case: Case, canary: str, submission: UUID, *, by: User) -> CaseTask:
    """The consultant's, in two days."""
    group = case.lead.group
    return add_task(
        submission=submission,
        case=case,
        kind="appointment",
        on_behalf=group,
        by=by,
        title=canary,
        details=canary,
        group=group,
        worker=by,
        due_at=timezone.now() + datetime.timedelta(days=2),
        has_hour=True,
        place=canary,
        with_whom=canary,
    )
