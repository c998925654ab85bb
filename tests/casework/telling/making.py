"""Cases in which somebody is to be told something, and conversations to tell them in."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from casework.cases.models import Case
from casework.intake.answers import SafeTime
from casework.intake.models import Conversation, SafeContact
from casework.intake.safe_contact import part_of_day
from casework.referrals.choices import State as ReferralState
from casework.referrals.models import Referral
from casework.telling import actions, ways
from casework.telling.choices import Way
from casework.telling.models import Telling
from casework.telling.ways import Standing
from tests.casework.intake.reports import make_report
from tests.casework.referrals.situations import coordinated_case, make_service, refer, take
from tests.cast import Cast

PHONE = "+48601234567"
MAIL = "anna@poczta.example"
WORDS = "Fundacja Łąka Panu pomoże."


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


def tell(telling: Telling, cast: Cast, text: str = WORDS, **facts: Any) -> Telling:
    """The consultant writes it into the conversation."""
    given = {"version": telling.version, "submission": uuid4(), "by": cast.consultant}
    return actions.tell_in_conversation(telling=telling, text=text, **{**given, **facts})


def other_time() -> list[str]:
    """Every part of the day but this one."""
    now = part_of_day(timezone.now())
    return [one.value for one in SafeTime if one not in {SafeTime.ANY, now}]


def standing(telling: Telling, cast: Cast) -> dict[Way, Standing]:
    """What holds of each way now."""
    return {one.way: one.standing for one in ways.ways_of(telling.case, cast.consultant)}
