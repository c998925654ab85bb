"""Which partners are suggested for a need of a case, and who has returned it before."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case, CaseNeed
from casework.partners.left_out import LeftOut, left_out
from casework.partners.matching import Suggestion, suggest
from casework.partners.models import Organisation, Service
from casework.partners.person import Facts
from casework.referrals.choices import RETURNED, Kind
from casework.referrals.conflicts import bodies_in_conflict
from casework.referrals.models import Referral


@dataclass(frozen=True, slots=True)
class Candidate:
    """A suggested service; ``returned`` is the latest referral of this need that came back."""

    suggestion: Suggestion
    returned: Referral | None


def candidates_for(
    case: Case, need: CaseNeed, *, sender: Organisation, despite_conflict: bool = False
) -> list[Candidate]:
    """Partners for a need in the order of suggestion; those who returned it before come last.

    Neither ``sender`` nor the body that leads the case is among them: what the lead itself can
    do it does without a referral. Nor is a body of which a conflict of interest is noted, unless
    somebody asks for it all the same.
    """
    tried = _returned_before(need)
    conflicted: set[UUID] = set() if despite_conflict else bodies_in_conflict(case)
    found = suggest(
        need=need.need,
        person=facts_of(case),
        at=timezone.now(),
        exclude={sender.pk, case.lead_id, *conflicted},
    )
    candidates = [Candidate(one, tried.get(one.organisation.pk)) for one in found]
    return sorted(candidates, key=lambda candidate: candidate.returned is not None)


def facts_of(case: Case) -> Facts:
    """What the case says of the person; what it does not say shuts nobody out."""
    return Facts(
        age=case.known_age,
        sex=case.sex,
        district=case.district,
        situations=case.situation,
        language=case.language,
        accessibility=case.accessibility,
    )


def not_suggested(case: Case, need: CaseNeed, *, sender: Organisation) -> list[LeftOut]:
    """Every other service of the city, with the reason why it is not among the candidates."""
    noted = _("A conflict of interest is noted.")
    itself: dict[UUID, str | Promise] = {
        **dict.fromkeys(bodies_in_conflict(case), noted),
        sender.pk: _("This body sends the referral."),
        case.lead_id: _("This body leads the case: it helps without a referral."),
    }
    return left_out(need.need, itself=itself)


def chosen(candidates: Iterable[Candidate], service: UUID | str) -> Service | None:
    """The service of this id, with its body; None where it is not among them."""
    if str(service) not in {str(one.suggestion.service.pk) for one in candidates}:
        return None
    return Service.objects.select_related("organisation").filter(pk=service).first()


def _returned_before(need: CaseNeed) -> dict[UUID, Referral]:
    back = need.referrals.filter(kind=Kind.REFERRAL, state__in=RETURNED)
    return {referral.receiver_id: referral for referral in back.order_by("created_at")}
