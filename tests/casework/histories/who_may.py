"""Who may do what with a case, worked out anew from what happened: from no grant and no reader.

It says again what ``casework.cases.access`` and ``casework.referrals.access`` say, so that a slip
there does not go unseen. Each body needs a reason: it leads, it coordinates, something was sent
to it that is not over, or it once gave the lead away.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from casework.cases.models import Case
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES, Role
from ostoja.accounts.models import Membership, User
from tests.casework.histories.world import World

VIEW, SUMMARY, PERSON = Permission.CASE_VIEW, Permission.CASE_SUMMARY, Permission.CASE_PERSON
ANNOTATE, CHANGE = Permission.CASE_ANNOTATE, Permission.CASE_CHANGE
HAND_OVER, COORDINATE = Permission.CASE_HAND_OVER, Permission.CASE_COORDINATE
OWED, WORKED_ON = {State.SENT, State.CONSIDERED}, {State.ACCEPTED, State.IN_PROGRESS}
COORDINATES = {VIEW, SUMMARY, PERSON, ANNOTATE, COORDINATE}

Due = dict[int, set[Permission]]
"""What each body's group may do."""


def due_in(case: Case, referrals: Iterable[Referral]) -> Due:
    """What each body may do with the case, as far as the roles of its people go."""
    due: Due = defaultdict(set)
    lead = case.lead
    due[lead.group_id] |= {VIEW, SUMMARY, PERSON, ANNOTATE, CHANGE, HAND_OVER}
    if "coordinator" in lead.roles:
        due[lead.group_id] |= COORDINATES
    for referral in referrals:
        due[referral.receiver.group_id] |= set(_as_receiver(referral))
        if referral.kind == Kind.TRANSFER and referral.state == State.ACCEPTED:
            due[referral.sender.group_id].add(VIEW)
    return {group: may for group, may in due.items() if may}


def _as_receiver(referral: Referral) -> Iterator[Permission]:
    state = State(referral.state)
    if referral.kind == Kind.HANDOVER:
        yield from _by_handover(state)
    elif state in OWED or (state in WORKED_ON and referral.kind == Kind.REFERRAL):
        yield VIEW
    if referral.kind == Kind.REFERRAL and state in WORKED_ON:
        yield ANNOTATE
    if state in OWED or (state in WORKED_ON and referral.kind != Kind.TRANSFER):
        yield from [SUMMARY] * referral.share_summary
        yield from [PERSON] * referral.share_person


def _by_handover(state: State) -> set[Permission]:
    if state == State.ACCEPTED:
        return COORDINATES
    if state in OWED:
        return {VIEW, SUMMARY, PERSON}
    return {VIEW} if state in {State.COMPLETED, State.NOT_ACHIEVED} else set()


def kept_out(person: User, case: Case) -> bool:
    """Whether the case, or the one that it was merged into, is kept from this person by name."""
    last = case
    while last.merged_into is not None:
        last = last.merged_into
    return person.pk in last.excluded or (last.named is not None and person.pk not in last.named)


class Picture:
    """All cases as they are after a step, with what each body may do, worked out once."""

    def __init__(self, world: World) -> None:
        found = Case.objects.select_related("lead", "worker", "merged_into")
        self.world, self.cases = world, {case.pk: case for case in found}
        sent = defaultdict(list)
        for referral in Referral.objects.select_related("sender", "receiver"):
            sent[referral.case_id].append(referral)
        self.due = {pk: due_in(case, sent[pk]) for pk, case in self.cases.items()}
        self._held = defaultdict(list)
        for user, role, group in Membership.objects.values_list("user_id", "role", "group_id"):
            self._held[user].append((ROLES[Role(role)], group or 0))

    def may(self, person: User, case: UUID, permission: Permission) -> bool:
        """Whether one of the person's roles allows it for a body that has a reason."""
        due = self.due[case]
        return not kept_out(person, self.cases[case]) and any(
            permission in held and permission in due.get(group, ())
            for held, group in self._held[person.pk]
        )

    def holds_for(self, person: User, permission: Permission) -> set[int]:
        """The groups for which the person has this permission."""
        return {group for held, group in self._held[person.pk] if permission in held}
