"""Cases in which somebody is to be told something, and conversations to tell them in."""

from typing import Any

from casework.cases.models import Case
from casework.intake.models import Conversation, SafeContact
from casework.referrals.choices import State as ReferralState
from casework.referrals.models import Referral
from casework.telling.models import Telling
from tests.casework.intake.reports import make_report
from tests.casework.referrals.situations import coordinated_case, make_service, refer, take
from tests.cast import Cast

PHONE = "+48601234567"
MAIL = "anna@poczta.example"


def referred(cast: Cast, **facts: Any) -> Referral:
    """The coordinator has asked the partner to help."""
    case = coordinated_case(cast, **facts)
    Case.objects.filter(pk=case.pk).update(worker=cast.consultant)
    case.refresh_from_db()
    return refer(cast, case, service=make_service(cast, case))


def accepted(cast: Cast, **facts: Any) -> Telling:
    """The partner helps, and the person does not know it yet."""
    take(referred(cast, **facts), ReferralState.ACCEPTED, cast)
    return Telling.objects.select_related("case", "referral").latest("since")


def talk(case: Case, **rules: Any) -> Conversation:
    """The person wrote, and said by which ways they may be reached."""
    language = rules.pop("language", "pl")
    found = make_report(language=language)
    Conversation.objects.filter(pk=found.pk).update(case=case)
    found.refresh_from_db()
    if rules:
        given = {"times": ["any"], "may_write": "yes", "may_call": "yes", "phone": PHONE}
        SafeContact.objects.create(conversation=found, **{**given, "email": MAIL, **rules})
    return found
