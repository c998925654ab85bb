"""What people do with cases: open, share out, note tasks, close, merge, keep to named people."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.http import Http404
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, rule

from casework.cases import actions, merging
from casework.cases.actions.tasks import add_task, move_task
from casework.cases.choices import CaseState, NeedState
from casework.cases.choices_of_tasks import TaskState
from casework.cases.merge_page import may_merge
from casework.cases.models import Case, CaseMerge
from casework.cases.selectors import (
    acting_group,
    case_for,
    case_that_shares,
    case_to_change,
    case_to_finish,
    case_to_reopen,
    finishing_group,
    reopening_group,
    sight_of,
)
from casework.cases.task_selectors import task_for
from casework.partners.selectors import organisations_of
from casework.playbooks.actions import start_run, stop_run
from casework.playbooks.models import PlaybookRun
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from tests.casework.cases.consenting import facts as consent_facts
from tests.casework.cases.situations import make_case, need
from tests.casework.histories.world import Who, World, one_of

WHO = some.tuples(some.integers(0, 5), some.sampled_from([True, True, True, True, False]))
"""Most know what they do; the others try what is not for them."""
ONE, AT = some.integers(0, 5), some.integers(0, 11)

CHANGE = Permission.CASE_CHANGE


class StepsOfCases(RuleBasedStateMachine):
    """Each step goes through the same door as its page does."""

    world: World

    @rule(who=WHO, needs=some.integers(1, 3), first=AT)
    def open_case(self, who: Who, needs: int, first: int) -> None:
        by = self.world.people[who[0]]
        if len(self.world.cases) == 4:
            return

        def work() -> Case:
            leads = organisations_of(by, Permission.CASE_OPEN)
            if not leads:
                raise Http404
            wanted = [need((first + at) % 3) for at in range(needs)]
            return make_case(self.world.cast, lead=leads[0], needs=wanted, by=by)

        if opened := self.world.attempt(by, work):
            self.world.cases.append(opened.pk)

    @rule(who=WHO, at=AT, which=AT, answer=some.sampled_from(["met", "dropped", "no_service"]))
    def settle_need(self, who: Who, at: int, which: int, answer: str) -> None:
        by, case = self._at(who, at, CHANGE)
        if case is None:
            return
        wanted = one_of(case.needs.all(), which)

        def work() -> object:
            case_to_finish(by, case.pk)
            if wanted.state == NeedState.OPEN:
                return actions.settle_need(need=wanted, answer=answer, by=by)
            return actions.reopen_need(need=wanted, by=by)

        if wanted:
            self.world.attempt(by, work)

    @rule(who=WHO, at=AT, other=AT, how=some.sampled_from(["take", "release", "assign"]))
    def change_worker(self, who: Who, at: int, other: int, how: str) -> None:
        by, case = self._at(who, at, CHANGE)
        if case is None:
            return
        worker = self.world.people[other % 6]

        def work() -> object:
            found = case_for(by, case.pk, Permission.CASE_CHANGE)
            if how == "take":
                return actions.take_case(case=found, instead_of=found.worker_id, by=by)
            if how == "release":
                return actions.release_case(case=found, by=by, held_by=by)
            return actions.assign_case(case=found, worker=worker, by=by)

        self.world.attempt(by, work)

    @rule(who=WHO, at=AT, body=AT)
    def add_task(self, who: Who, at: int, body: int) -> None:
        by, case = self._at(who, at, Permission.CASE_ANNOTATE)
        if case is None:
            return
        doer = self.world.bodies[body % 5].group

        def work() -> object:
            found = case_for(by, case.pk, Permission.CASE_ANNOTATE)
            own = acting_group(found, by, Permission.CASE_ANNOTATE)
            given: dict[str, Any] = {
                "group": doer,
                "worker": None,
                "due_at": None,
                "has_hour": False,
            }
            given |= {"submission": uuid4(), "kind": "task", "title": "Zadzwonić"}
            return add_task(case=found, on_behalf=own, by=by, **given)

        self.world.attempt(by, work)

    @rule(who=WHO, at=AT, which=AT, to=some.sampled_from(TaskState))
    def move_task(self, who: Who, at: int, which: int, to: TaskState) -> None:
        by, case = self._at(who, at, Permission.CASE_ANNOTATE)
        task = one_of(case.tasks.order_by("created_at"), which) if case else None
        if task is None:
            return

        def work() -> object:
            found = case_for(by, task.case_id, Permission.CASE_ANNOTATE)
            seen = task_for(found, sight_of(found, by), task.pk)
            own = acting_group(found, by, Permission.CASE_ANNOTATE)
            said: dict[str, Any] = {"words": "Tak trzeba.", "on_behalf": own, "by": by}
            return move_task(task=seen, version=seen.version, to=to, **said)

        self.world.attempt(by, work)

    @rule(who=WHO, at=AT, stops=some.booleans())
    def run_playbook(self, who: Who, at: int, stops: bool) -> None:
        by, case = self._at(who, at, CHANGE)
        if case is None:
            return

        def work() -> object:
            found = case_to_change(by, case.pk)
            if not holds(by, Permission.PLAYBOOK_RUN):
                raise Http404
            own = acting_group(found, by, Permission.CASE_ANNOTATE)
            run = PlaybookRun.objects.filter(case=found).order_by("-started_at").first()
            if stops and run is not None:
                return stop_run(
                    run=run, version=run.version, reason="Inaczej.", on_behalf=own, by=by
                )
            edition = self.world.edition
            return start_run(submission=uuid4(), case=found, edition=edition, group=own, by=by)

        self.world.attempt(by, work)

    @rule(who=WHO, at=AT, bodies=some.lists(some.integers(0, 4), max_size=3), withdraws=AT)
    def consent(self, who: Who, at: int, bodies: list[int], withdraws: int) -> None:
        by, case = self._at(who, at, Permission.CASE_HAND_OVER)
        if case is None:
            return
        receivers = [self.world.bodies[one] for one in set(bodies)]

        def work() -> object:
            found = case_that_shares(by, case.pk)
            given = one_of(found.consents.order_by("pk"), withdraws)
            if given is not None and withdraws % 2:
                return actions.withdraw_consent(consent=given, by=by)
            said = consent_facts(data=["basics", "summary", "person"][: 1 + withdraws % 3])
            given = {"submission": uuid4(), "receivers": receivers, "by": by}
            return actions.record_consent(case=found, **given, **said)

        self.world.attempt(by, work)

    @rule(who=WHO, at=AT, opens=some.booleans())
    def close_or_reopen(self, who: Who, at: int, opens: bool) -> None:
        by, case = self._at(who, at, CHANGE)
        if case is None:
            return

        def close() -> object:
            found = case_to_finish(by, case.pk)
            own = finishing_group(found, by)
            answers = {one.pk: "no_service" for one in found.needs.all()}
            return actions.close_case(
                case=found,
                version=found.version,
                submission=uuid4(),
                answers=answers,
                how_it_ended="Dobrze.",
                group=own,
                by=by,
                leave_out_tasks=True,
            )

        def reopen() -> object:
            found = case_to_reopen(by, case.pk)
            own = reopening_group(found, by)
            wanted = [one.pk for one in found.needs.exclude(state=NeedState.REFERRED)[:1]]
            return actions.reopen_case(
                case=found,
                version=found.version,
                submission=uuid4(),
                reason="Wraca.",
                needs=wanted,
                group=own,
                by=by,
            )

        self.world.attempt(by, reopen if opens else close)

    @rule(who=WHO, at=AT, other=AT)
    def merge(self, who: Who, at: int, other: int) -> None:
        by, kept = self._at(who, at, CHANGE)
        merged = self.world.case(other)
        if kept is None or merged is None:
            return

        def work() -> object:
            pair = [case_to_change(by, one.pk) for one in (kept, merged)]
            if not all(may_merge(sight_of(one, by)) for one in pair):
                raise Http404
            changes = sight_of(kept, by).may(Permission.CASE_CHANGE)
            needed = Permission.CASE_CHANGE if changes else Permission.CASE_COORDINATE
            chosen = dict.fromkeys(merging.conflicts(kept, merged), "kept")
            return actions.merge_cases(
                kept=kept,
                merged=merged,
                versions=(kept.version, merged.version),
                choices=chosen,
                submission=uuid4(),
                group=acting_group(kept, by, needed),
                by=by,
            )

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT)
    def separate(self, who: Who, which: int) -> None:
        merge = one_of(CaseMerge.objects.filter(undone_at=None).order_by("at"), which)
        if merge is None:
            return
        by = self.world.actor(who, Case.objects.filter(pk=merge.kept_id), CHANGE)

        def work() -> object:
            kept = case_to_change(by, merge.kept_id)
            if not may_merge(sight_of(kept, by)):
                raise Http404
            return actions.separate_cases(merge=merge, by=by)

        self.world.attempt(by, work)

    @rule(who=WHO, at=AT, named=some.sets(ONE, max_size=4), excluded=some.sets(ONE, max_size=2))
    def restrict(self, who: Who, at: int, named: set[int], excluded: set[int]) -> None:
        by, case = self._at(who, at, CHANGE)
        if case is None:
            return

        def chosen(numbers: set[int]) -> Sequence[User]:
            return [self.world.people[one] for one in sorted(numbers)]

        def work() -> object:
            found = case_to_change(by, case.pk)
            if not holds(by, Permission.CASE_CHANGE):
                raise Http404
            return actions.restrict_case(
                case=found,
                version=found.version,
                named=chosen(named),
                excluded=chosen(excluded),
                reason="Rodzina.",
                by=by,
            )

        self.world.attempt(by, work)

    def _at(self, who: Who, at: int, permission: Permission) -> tuple[User, Case | None]:
        case = self.world.case(at)
        if permission == CHANGE and case and case.state == CaseState.COORDINATED:
            permission = (CHANGE, Permission.CASE_COORDINATE)[at % 2]
        things = Case.objects.filter(pk__in=[case.pk] if case else [])
        return self.world.actor(who, things, permission), case
