"""Suggestions among 500 services, each with hours, a place and open referrals: time of one."""

import time
from statistics import median

from django.utils import timezone

from casework.partners.choices import AgreementState
from casework.partners.matching import suggest
from casework.partners.models import Need, Service
from casework.partners.person import Facts
from tenants.fence import entered
from tests.casework.partners.builders import WEEKDAYS, hours, make_location, make_service, signatory

SERVICES, ROUNDS = 500, 15
GOAL = 50
"""Milliseconds of the processor and the database together."""


def fill() -> None:
    """Five hundred services of fifty bodies for one need."""
    for number in range(SERVICES // 10):
        body = signatory(f"bench-{number}")
        assert body.agreement_state == AgreementState.SIGNATORY
        place = make_location(body, key=f"bench-place-{number}", accessibility=["step_free"])
        for one in range(10):
            service = make_service(body, f"bench-{number}-{one}", needs=["debt"])
            service.locations.add(place)
            hours(service, WEEKDAYS, "08:00", "16:00")


def milliseconds() -> float:
    """The median of one suggestion, with its reasons in words for the first page."""
    with entered("gdansk"):
        fill()
        need = Need.objects.get(key="debt")
        assert Service.objects.filter(needs=need).count() >= SERVICES
        times = [_once(need) for _ in range(ROUNDS)]
    return median(times[1:]) * 1000


def _once(need: Need) -> float:
    started = time.perf_counter()
    person = Facts(age=30, language="pl", accessibility=["step_free"])
    found = suggest(need=need, person=person, at=timezone.now())
    assert [str(reason.text) for one in found[:5] for reason in one.reasons]
    return time.perf_counter() - started
