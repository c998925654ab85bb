"""Which partners are suggested for a need of a case, and who is left out and why."""

from dataclasses import dataclass

from django.utils import timezone

from casework.cases.models import Case, CaseNeed
from casework.partners.matching import Suggestion, suggest
from casework.partners.models import Organisation
from casework.referrals.choices import RETURNED, Kind
from casework.referrals.models import Referral


@dataclass(frozen=True, slots=True)
class Found:
    """Suggestions in their order; ``tried`` are referrals of the need that came back."""

    suggestions: list[Suggestion]
    tried: list[Referral]


def suggestions_for(case: Case, need: CaseNeed, *, sender: Organisation) -> Found:
    """Partners for a need. Who has returned it is not suggested again, and neither is the sender."""
    tried = list(
        need.referrals.filter(kind=Kind.REFERRAL, state__in=RETURNED).select_related("receiver")
    )
    found = suggest(
        need=need.need,
        age=case.age,
        language=case.language,
        accessibility=case.accessibility,
        at=timezone.now(),
        exclude={sender.pk, *(referral.receiver_id for referral in tried)},
    )
    return Found(found, tried)
