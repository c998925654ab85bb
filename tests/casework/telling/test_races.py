"""Two at the same moment: nobody who tells a person waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep
from uuid import uuid4

from django.db import connection, transaction

from casework.cases.actions import locked_case
from casework.cases.models import Case
from casework.referrals.choices import State as ReferralState
from casework.telling.actions import note_contact, raise_telling
from casework.telling.choices import Result, State, Way, What
from casework.telling.models import Telling
from casework.telling.refusals import TellingRefused
from ostoja.access.versions import StaleObject
from tenants.fence import entered
from tests.casework.cases.doubles import merge
from tests.casework.cases.situations import make_case
from tests.casework.referrals.situations import coordinated_case, refer, take
from tests.cast import Cast, make_cast

MOMENT = 1.0
"""Seconds in which the other one gets as far as it can."""


def told(telling: Telling, cast: Cast) -> object:
    """In a connection of its own."""
    try:
        with entered("gdansk"):
            return note_contact(
                telling=telling,
                version=telling.version,
                submission=uuid4(),
                way=Way.CALL,
                result=Result.NOT_REACHED,
                by=cast.consultant,
            )
    finally:
        connection.close()


def test_who_read_it_before_the_cases_became_one_waits_for_nobody_for_ever(
    committed_database: str,
) -> None:
    """Who tells holds the former case and the row, and wants the case that stayed; who works on
    that one holds it, and wants the row.
    """
    with entered("gdansk"):
        cast = make_cast()
        kept, merged = make_case(cast, pseudonym="Wrzos"), coordinated_case(cast)
        Case.objects.filter(pk=kept.pk).update(lead=merged.lead_id)
        take(refer(cast, merged), ReferralState.ACCEPTED, cast)
        read_before = Telling.objects.select_related("case").get(state=State.WAITING)
        merge(cast, Case.objects.get(pk=kept.pk), merged)
    with entered("gdansk"), ThreadPoolExecutor(1) as pool, transaction.atomic():
        case = locked_case(kept)
        other = pool.submit(told, read_before, cast)
        sleep(MOMENT)  # until it waits for the case
        row = Telling.objects.select_related("referral").get(pk=read_before.pk)
        raise_telling(case=case, what=What.COMPLETED, referral=row.referral, by=None)
    assert isinstance(other.exception(timeout=60), TellingRefused | StaleObject)
    with entered("gdansk"):
        assert Telling.objects.get(state=State.WAITING).what == What.COMPLETED
