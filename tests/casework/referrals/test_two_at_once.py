"""Two people who decide about one case at the very same moment, over and over: one of them does,
the other is told, and nothing is left half done. ``make prove`` runs each race a thousand times.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from django.db import connection

from casework.cases.actions import separate_cases, withdraw_consent
from casework.cases.choices import NeedState
from casework.cases.models import Case, CaseMerge
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import cases_visible_to
from casework.referrals.actions import accept, withdraw
from casework.referrals.choices import LIVE, Kind, LegalBasis, Reason
from casework.referrals.models import Referral
from ostoja.access.roles import Role
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tenants.fence import entered
from tests.casework.cases.consenting import consented
from tests.casework.cases.doubles import merge
from tests.casework.cases.situations import make_case
from tests.casework.referrals.situations import coordinated_case, refer
from tests.cast import Cast, make_cast, make_person

RACES = pytest.mark.parametrize("races", [5, pytest.param(1000, marks=pytest.mark.prove)])
REFUSALS = (NotAllowed, StaleObject)


@contextmanager
def two_coordinators() -> Iterator[tuple[Cast, User]]:
    """The cast, and a second coordinator of the same body."""
    with entered("gdansk"):
        cast = make_cast()
        yield cast, make_person(Role.COORDINATOR, cast.coordinating, "second@city.example")


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each did, or what it was told; all begin together."""
    start = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            with entered("gdansk"):
                start.wait(timeout=60)
                return work()
        except REFUSALS as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def told(results: list[object]) -> int:
    """How many of them were told that it is not possible any more."""
    return sum(isinstance(one, REFUSALS) for one in results)


@RACES
def test_one_need_goes_to_one_body_whichever_coordinator_was_first(
    committed_database: str, races: int
) -> None:
    with two_coordinators() as (cast, second):
        case = coordinated_case(cast)
    for number in range(races):
        results = at_once(
            lambda: refer(cast, case),
            lambda: refer(cast, case, receiver=cast.other_partner, by=second),
        )
        assert told(results) == 1
        with entered("gdansk"):
            sent = Referral.objects.get(kind=Kind.REFERRAL, state__in=LIVE)
            assert case.needs.get().state == NeedState.REFERRED
            assert AuditEvent.objects.filter(verb="referral.sent").count() == number + 2
            withdraw(referral=sent, version=sent.version, reason=Reason.MISTAKE, by=second)


@RACES
def test_a_consent_taken_back_while_somebody_accepts_leaves_no_access(
    committed_database: str, races: int
) -> None:
    with two_coordinators() as (cast, _second):
        case = coordinated_case(cast)
    for _number in range(races):
        with entered("gdansk"):
            consent = consented(cast, case)
            sent = refer(cast, case, legal_basis=LegalBasis.CONSENT, consent=consent)
        facts = {"referral": sent, "version": sent.version, "by": cast.partner_worker}
        at_once(
            lambda facts=facts: accept(**facts),  # type: ignore[misc]
            lambda consent=consent: withdraw_consent(consent=consent, by=cast.coordinator),  # type: ignore[misc]
        )
        with entered("gdansk"):
            assert not Referral.objects.filter(kind=Kind.REFERRAL, state__in=LIVE).exists()
            assert not cases_visible_to(cast.partner_worker).exists()
            assert case.needs.get().state == NeedState.OPEN


@RACES
def test_two_who_merge_two_cases_into_each_other_make_one(
    committed_database: str, races: int
) -> None:
    with two_coordinators() as (cast, _second):
        one, other = make_case(cast), make_case(cast)
    for _number in range(races):
        results = at_once(
            lambda: merge(cast, Case.objects.get(pk=one.pk), Case.objects.get(pk=other.pk)),
            lambda: merge(cast, Case.objects.get(pk=other.pk), Case.objects.get(pk=one.pk)),
        )
        assert told(results) == 1
        with entered("gdansk"):
            made = CaseMerge.objects.get(undone_at=None)
            separate_cases(merge=made, by=cast.consultant)
            assert not Case.objects.exclude(merged_into=None).exists()
