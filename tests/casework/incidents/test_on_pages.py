"""What other pages show of incidents, and what that costs: nothing while there is none."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.incidents import actions
from casework.incidents.models import Incident
from casework.referrals.actions import accept
from casework.referrals.models import Referral
from tests.casework.cases.situations import make_case, shown, url, words
from tests.casework.incidents.making import NAME, call_up, close, make_incident
from tests.casework.referrals.situations import coordinated_case, refer
from tests.cast import Cast, browser_of


def asked(browser: Any, address: str) -> list[str]:
    shown(browser, address)
    with CaptureQueriesContext(connection) as queries:
        shown(browser, address)
    return [one["sql"] for one in queries.captured_queries]


def of_incidents(statements: list[str]) -> int:
    return sum('"incidents_' in one for one in statements)


def test_the_first_page_shows_what_runs_at_once_in_one_query(cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    assert of_incidents(asked(browser, "/pl/staff/")) == 0
    incident = make_incident(cast)
    statements = asked(browser, "/pl/staff/")
    assert NAME in shown(browser, "/pl/staff/")
    assert of_incidents(statements) == 1
    assert NAME not in shown(browser_of(cast.partner_worker), "/pl/staff/")
    call_up(cast, incident)
    assert NAME in shown(browser_of(cast.partner_worker), "/pl/staff/")
    close(cast, incident)
    assert NAME not in shown(browser, "/pl/staff/")


def test_the_page_of_a_case_asks_once_and_only_where_cases_are_bound(
    cast: Cast, incident: Incident
) -> None:
    case, browser = make_case(cast), browser_of(cast.consultant)
    address = url("case", case.pk)
    before = asked(browser, address)
    assert of_incidents(before) == 0
    actions.bind_case(incident=incident, case=case, by=cast.consultant)
    after = asked(browser, address)
    assert of_incidents(after) == 1 and len(after) == len(before) + 1
    assert "Belongs to the incident" in shown(browser, address)


def test_a_case_is_bound_from_its_own_page(cast: Cast, incident: Incident) -> None:
    case, browser = make_case(cast), browser_of(cast.consultant)
    assert url("case_incident", case.pk) in words(browser, "case", case.pk)
    answer = browser.post(url("case_incident", case.pk), {"incident": str(incident.pk)})
    assert answer.status_code == 302
    assert incident.bindings.get().case == case


def test_without_a_running_incident_nothing_is_offered(cast: Cast) -> None:
    case, browser = make_case(cast), browser_of(cast.consultant)
    assert url("case_incident", case.pk) not in words(browser, "case", case.pk)


def test_a_partner_of_the_case_reads_nothing_of_an_incident_that_is_not_theirs(
    cast: Cast, incident: Incident
) -> None:
    case = coordinated_case(cast)
    accept_of(cast, refer(cast, case))
    actions.bind_case(incident=incident, case=case, by=cast.consultant)
    browser = browser_of(cast.partner_worker)
    assert NAME not in words(browser, "case", case.pk)
    call_up(cast, incident)
    assert NAME in words(browser, "case", case.pk)


def accept_of(cast: Cast, referral: Referral) -> None:
    accept(referral=referral, version=referral.version, by=cast.partner_worker)
