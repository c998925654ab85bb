"""Access follows the work: what each body may do with a case comes from its referrals."""

from collections.abc import Mapping

from casework.cases.access import COORDINATES, permissions_of_lead
from casework.cases.models import Case
from casework.partners.models import Organisation
from casework.referrals.choices import Kind, State
from casework.referrals.live import is_live
from casework.referrals.models import Referral
from ostoja.access.door import grant, groups_by_permission, groups_granted, revoke
from ostoja.access.permissions import Permission

_LOOKS = frozenset({Permission.CASE_VIEW})
_LOOKS_AT_ALL = frozenset({Permission.CASE_VIEW, Permission.CASE_SUMMARY, Permission.CASE_PERSON})
_WORKS = frozenset({Permission.CASE_VIEW, Permission.CASE_ANNOTATE})

RECEIVER_MAY: Mapping[Kind, Mapping[State, frozenset[Permission]]] = {
    Kind.HANDOVER: {
        State.SENT: _LOOKS_AT_ALL,
        State.CONSIDERED: _LOOKS_AT_ALL,
        State.ACCEPTED: COORDINATES,
        State.COMPLETED: _LOOKS,
        State.NOT_ACHIEVED: _LOOKS,
    },
    Kind.REFERRAL: {
        State.SENT: _LOOKS,
        State.CONSIDERED: _LOOKS,
        State.ACCEPTED: _WORKS,
        State.IN_PROGRESS: _WORKS,
    },
    Kind.TRANSFER: {State.SENT: _LOOKS, State.CONSIDERED: _LOOKS},
}
"""What the receiver may do with the case while the referral is in a state; else nothing."""

FORMER_LEAD_MAY = _LOOKS
"""What a body that gave the lead away keeps, so that it learns how the case went on."""


def align(case: Case, organisation: Organisation) -> None:
    """Give the body exactly what is due to it in this case, and take back the rest."""
    due = permissions_due(case, organisation)
    granted = groups_by_permission(case)
    present = {given for given, groups in granted.items() if organisation.group_id in groups}
    grant(organisation.group, case, *(due - present))
    revoke(organisation.group, case, *(present - due))


def permissions_due(case: Case, organisation: Organisation) -> frozenset[Permission]:
    """What a body may do with the case: as its lead, by each referral to it, as former lead."""
    due: frozenset[Permission] = frozenset()
    if case.lead_id == organisation.pk:
        due |= permissions_of_lead(organisation)
    for referral in case.referrals.filter(receiver=organisation):
        due |= _by_referral(referral)
    gave_away = {"kind": Kind.TRANSFER, "state": State.ACCEPTED, "sender": organisation}
    if case.referrals.filter(**gave_away).exists():
        due |= FORMER_LEAD_MAY
    return due


def _by_referral(referral: Referral) -> frozenset[Permission]:
    due = RECEIVER_MAY[Kind(referral.kind)].get(State(referral.state), frozenset())
    if is_live(referral) and referral.share_summary:
        due |= {Permission.CASE_SUMMARY}
    if is_live(referral) and referral.share_person:
        due |= {Permission.CASE_PERSON}
    return due


def show_to_all_involved(referral: Referral, case: Case) -> None:
    """Let those see a referral that was sent who have a part in it; the receiver may answer."""
    involved = {referral.sender.group, referral.receiver.group, case.lead.group}
    for group in involved.union(groups_granted(case, Permission.CASE_COORDINATE)):
        grant(group, referral, Permission.REFERRAL_VIEW)
    grant(referral.receiver.group, referral, Permission.REFERRAL_ANSWER)


def show_history(case: Case, organisation: Organisation) -> None:
    """Let a body that becomes responsible see what was sent before."""
    for earlier in case.referrals.exclude(state=State.DRAFT):
        grant(organisation.group, earlier, Permission.REFERRAL_VIEW)
