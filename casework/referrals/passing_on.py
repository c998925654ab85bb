"""What came back, with the next suggestion ready: who else fits, or who takes it then."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.cases.choices import CaseState, NeedState
from casework.cases.selectors import acting_group
from casework.partners.choices import OrganisationRole
from casework.partners.models import Organisation
from casework.partners.selectors import organisation_with_role
from casework.referrals.choices import RETURNED, Kind, State
from casework.referrals.models import Referral, ReferralRules
from casework.referrals.selectors import may_take
from casework.referrals.suggesting import Candidate, candidates_for
from casework.referrals.workflow import WORKFLOW
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Onward:
    """The next suggestions, those who returned it left out; ``owner`` where there is none."""

    candidates: list[Candidate]
    owner: Organisation | None


def rules() -> ReferralRules:
    """The city's rules; what holds before anybody has decided, where nobody has."""
    return ReferralRules.objects.select_related("fallback_owner").first() or ReferralRules()


def waits_for_the_next(user: User, referral: Referral) -> bool:
    """Whether it came back to this person, and its need still waits for somebody."""
    if referral.kind != Kind.REFERRAL or referral.state not in RETURNED or not referral.case_need:
        return False
    if referral.case.state == CaseState.CLOSED or referral.case_need.state != NeedState.OPEN:
        return False
    return may_take(user, referral, WORKFLOW[Kind.REFERRAL][State.DRAFT][State.SENT])


def onward_from(referral: Referral, user: User) -> Onward:
    """Who could be asked next."""
    left = fitting(referral, user)
    return Onward(left[:SHOWN], None if left else fallback_owner(referral, user))


def fitting(referral: Referral, user: User) -> list[Candidate]:
    """Everybody who could be asked and has not returned this need, the best first."""
    group = acting_group(referral.case, user, Permission.CASE_COORDINATE)
    found = candidates_for(referral.case, referral.case_need, sender=group.organisation)  # type: ignore[arg-type]
    return [one for one in found if one.returned is None]


def fallback_owner(referral: Referral, user: User) -> Organisation | None:
    """Whom the city has named, else the coordinator; nobody where that is who asks."""
    group = acting_group(referral.case, user, Permission.CASE_COORDINATE)
    owner = rules().fallback_owner or organisation_with_role(OrganisationRole.COORDINATOR)
    is_sender = owner is None or owner.group_id == group.pk
    return None if is_sender or owner.pk == referral.receiver_id else owner  # type: ignore[union-attr]


LETTER = ("message", "legal_basis", "consent", "share_summary", "share_person", "by_link")


def letter_of(referral: Referral) -> Mapping[str, Any]:
    """What was written, to be sent to somebody else."""
    return {name: getattr(referral, name) for name in LETTER}
