"""From a case to a bed and out again, on pages; nothing that was typed is lost."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.cases.actions.people import add_person
from casework.cases.models import Case
from casework.shelter.models import Facility, Hold, Stay, Waiting
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, url, words
from tests.casework.meetings.making import parts
from tests.casework.referrals.situations import coordinated_case, refer
from tests.casework.shelter.making import (
    Days,
    beds_named,
    day,
    make_bed,
    make_hold,
    make_house,
    make_old_stay,
    make_stay,
    make_waiting,
)
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    """Led by the centre."""
    return make_case(cast, pseudonym="Wrzos")


def typed(house: Facility, *beds: str, **changes: Any) -> dict[str, Any]:
    given = {
        "people": str(len(beds) or 1),
        "beds": [str(bed.pk) for bed in beds_named(house, *(beds or ("1",)))],
        **parts("started_on", day()),
        **parts("planned_end_on", day(14)),
        "basis": "art_47",
        "submission": str(uuid4()),
    }
    return given | changes


def test_from_the_case_to_a_bed(cast: Cast, house: Facility, case: Case, browser: Client) -> None:
    assert url("case_bed", case.pk) in words(browser, "case", case.pk)
    search = words(browser, "case_bed", case.pk)
    assert "Dom hostel" in search and "3 beds free" in search
    address = url("stay_admit", case.pk, house.pk)
    assert 'value="2"' in browser.get(f"{address}?people=2").content.decode()
    answer = browser.post(address, typed(house, "1", "2"), follow=True)
    page = answer.content.decode()
    assert "Wrzos" in page and "1 (pokój 1), 2 (pokój 1)" in page
    stay = Stay.objects.get()
    assert url("stay", stay.pk) in words(browser, "case", case.pk)
    assert "Admitted to Dom hostel" in words(browser, "case", case.pk)
    assert AuditEvent.objects.filter(verb="stay.seen", subject_id=str(case.pk)).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"beds": []},
        {"beds": ["x"]},
        {"people": "3"},
        {"people": "0"},
        {"basis": "house_rule"},
        {"basis": "art_47_3a"},
        {"planned_end_on_day": "99"},
        {"planned_end_on": Days(-1)},
        {"planned_end_on": Days(120)},
        {"started_on": Days(2)},
    ],
)
def test_what_cannot_be_admitted_is_said_and_kept(
    cast: Cast, house: Facility, case: Case, browser: Client, changes: dict[str, Any]
) -> None:
    for name, value in changes.items():
        if isinstance(value, Days):
            changes = parts(name, day(value))
    answer = browser.post(url("stay_admit", case.pk, house.pk), typed(house, **changes))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "govuk-error-summary" in page
    assert f'value="{day().year}"' in page
    assert not Stay.objects.exists()


def test_a_bed_that_went_meanwhile_is_said_at_the_beds(
    cast: Cast, house: Facility, case: Case, browser: Client
) -> None:
    make_stay(cast, house, "1")
    answer = browser.post(url("stay_admit", case.pk, house.pk), typed(house))
    assert answer.status_code == 422
    assert "Bed 1 is taken" in answer.content.decode()
    assert "not free tonight" in answer.content.decode()


@pytest.mark.parametrize(
    "who", ["stranger", "partner_worker", "supervisor", "analyst", "officer", "administrator"]
)
def test_who_may_not_admit_finds_nothing(cast: Cast, house: Facility, case: Case, who: str) -> None:
    browser = browser_of(getattr(cast, who))
    stay = make_stay(cast, house)
    for name, keys in (
        ("case_bed", [case.pk]),
        ("waiting_new", [case.pk]),
        ("stay_admit", [case.pk, house.pk]),
        ("stay_next", [stay.pk]),
        ("stay_beds", [stay.pk]),
        ("stay_discharge", [stay.pk]),
    ):
        assert browser.get(url(name, *keys)).status_code == 404, name
        refused = browser.post(url(name, *keys), {}).status_code
        assert refused == (405 if name == "case_bed" else 404), name


def test_nobody_admits_to_a_house_of_others(cast: Cast, case: Case, browser: Client) -> None:
    house = make_house(cast.partner, "partner")
    assert browser.get(url("stay_admit", case.pk, house.pk)).status_code == 404
    assert "Dom partner" not in words(browser, "case_bed", case.pk)


def test_who_stays_is_shown_to_the_house_and_to_the_case(cast: Cast, case: Case) -> None:
    house = make_house(cast.partner, "partner")
    stay = make_stay(cast, house, case=case, by=cast.coordinator)
    for who, status in (
        ("partner_worker", 200),
        ("consultant", 200),
        ("supervisor", 200),
        ("stranger", 404),
        ("analyst", 404),
        ("member", 404),
    ):
        assert browser_of(getattr(cast, who)).get(url("stay", stay.pk)).status_code == status, who
    page = words(browser_of(cast.partner_worker), "stay", stay.pk)
    assert case.number in page and url("case", case.pk) not in page


def test_the_next_step_is_decided_on_its_page(cast: Cast, house: Facility, browser: Client) -> None:
    stay = make_old_stay(cast, house, 80, 1, "1")
    assert "in its last 14 days on top" in words(browser, "stay", stay.pk)
    sent = {"step": "extend", **parts("until", day(40)), "version": str(stay.version)}
    refused = browser.post(url("stay_next", stay.pk), sent)
    assert (refused.status_code, Stay.objects.get().limit_on) == (422, stay.limit_on)
    sent |= {"legal_basis": "decyzja 7", "reason": "Czeka na mieszkanie."}
    page = browser.post(url("stay_next", stay.pk), sent, follow=True).content.decode()
    assert "decyzja 7" in page and "Czeka na mieszkanie." in page
    overtaken = browser.post(url("stay_next", stay.pk), sent)
    assert overtaken.status_code == 422 and "decyzja 7" in overtaken.content.decode()


def test_other_beds_and_discharge(cast: Cast, house: Facility, browser: Client) -> None:
    stay = make_stay(cast, house)
    other = [str(bed.pk) for bed in beds_named(house, "2")]
    sent = {"beds": other, **parts("from_on", day()), "version": "1"}
    assert browser.post(url("stay_beds", stay.pk), sent).status_code == 302
    sent = {**parts("ended_on", day()), "destination": "", "version": "2"}
    assert browser.post(url("stay_discharge", stay.pk), sent).status_code == 422
    sent["destination"] = "own_home"
    page = browser.post(url("stay_discharge", stay.pk), sent, follow=True).content.decode()
    assert "own home" in page
    assert browser.get(url("stay_beds", stay.pk)).status_code == 404
    assert browser.post(url("stay_discharge", stay.pk), sent).status_code == 422
    assert "Left Dom hostel" in words(browser, "case", stay.case_id)


def test_a_closed_case_leads_back(cast: Cast, house: Facility, case: Case, browser: Client) -> None:
    from django.utils import timezone

    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=timezone.now())
    for name, keys in (
        ("case_bed", [case.pk]),
        ("waiting_new", [case.pk]),
        ("stay_admit", [case.pk, house.pk]),
    ):
        assert browser.get(url(name, *keys)).status_code == 302
    waits = {"people": "7", "urgency": "urgent", "facility": "", "submission": str(uuid4())}
    for address, sent, kept in (
        (url("stay_admit", case.pk, house.pk), typed(house, "1"), f"{day(14):%Y}"),
        (url("waiting_new", case.pk), waits, 'value="7"'),
    ):
        answer = browser.post(address, sent)  # who began to type while it was open
        page = answer.content.decode()
        assert answer.status_code == 422 and "closed, so nothing was changed" in page
        assert kept in page and not Stay.objects.exists() and not Waiting.objects.exists()


def test_a_bed_is_held_for_a_referral_and_let_go(cast: Cast, planner: Client) -> None:
    referral = refer(cast, coordinated_case(cast))
    assert planner.get(url("hold_new", referral.pk)).status_code == 404
    house = make_house(cast.partner, "partner")
    assert url("hold_new", referral.pk) in words(planner, "case", referral.case_id)
    make_house(cast.partner, "second")
    assert "Dom second" in words(planner, "hold_new", referral.pk)
    address = f"{url('hold_new', referral.pk)}?house={house.pk}"
    sent = {
        "people": "1",
        "beds": [str(bed.pk) for bed in beds_named(house, "1")],
        **parts("first_on", day()),
        **parts("until_on", day(2)),
        "submission": str(uuid4()),
    }
    assert planner.post(address, sent | parts("until_on", day(40))).status_code == 422
    assert planner.post(address, sent).status_code == 302
    page = words(planner, "case", referral.case_id)
    assert "A bed is held" in page and url("hold_new", referral.pk) not in page
    hold = Hold.objects.get()
    assert browser_of(cast.stranger).post(url("hold_end", hold.pk)).status_code == 404
    assert planner.post(url("hold_end", hold.pk)).status_code == 302
    assert Hold.objects.get().end == "given_up"


def test_the_waiting_list_by_hand(cast: Cast, house: Facility, case: Case, browser: Client) -> None:
    sent = {"people": "1", "urgency": "urgent", "facility": "", "submission": str(uuid4())}
    assert browser.post(url("waiting_new", case.pk), sent | {"people": "0"}).status_code == 422
    for _twice in range(2):
        assert browser.post(url("waiting_new", case.pk), sent).status_code == 302
    again = browser.post(url("waiting_new", case.pk), sent | {"submission": str(uuid4())})
    assert again.status_code == 422
    page = words(browser, "shelter_waiting")
    assert "Wrzos" in page and "fits tonight" in page
    assert "Wrzos" not in words(browser_of(cast.stranger), "shelter_waiting")
    waiting = Waiting.objects.get()
    end = url("waiting_end", waiting.pk)
    assert browser_of(cast.stranger).post(end, {"end": "no_contact"}).status_code == 404
    for wrong in ({}, {"end": "admitted", "version": "1"}, {"end": "no_contact", "version": "x"}):
        browser.post(end, wrong)
        assert Waiting.objects.get().ended_at is None
    browser.post(end, {"end": "no_contact", "version": "1"})
    assert Waiting.objects.get().end == "no_contact"
    assert browser.post(end, {"end": "no_contact", "version": "1"}).status_code == 404


def test_the_first_page_begins_with_stays_that_need_a_decision(
    cast: Cast, house: Facility, browser: Client
) -> None:
    make_stay(cast, house, "2")
    assert "Stays that need a decision" not in words(browser, "staff_home")
    late = make_old_stay(cast, house, 10, 0, "1")
    page = browser.get(url("staff_home"))
    assert page.context["panels"][0].title == "Stays that need a decision"
    assert url("stay", late.pk) in page.content.decode()
    assert "Stays that need a decision" not in words(browser_of(cast.stranger), "staff_home")


@pytest.mark.parametrize("name", ["stay", "case_bed", "shelter_waiting", "case"])
def test_pages_cost_the_same_with_more(
    cast: Cast,
    house: Facility,
    case: Case,
    browser: Client,
    name: str,
) -> None:
    stay = make_stay(cast, house, "1")
    keys = {"stay": [stay.pk], "shelter_waiting": []}.get(name, [case.pk])
    browser.get(url(name, *keys))
    for number in range(10, 16):
        make_bed(house, str(number))
        make_waiting(cast)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url(name, *keys)).status_code == 200
    assert len(queries) <= 38


def test_a_hold_of_others_is_shown_without_a_name(cast: Cast, browser: Client) -> None:
    house = make_house(cast.other_partner, "third")
    from casework.cases.models import Case as CaseRow

    hold = make_hold(cast, make_house(cast.partner, "partner"))
    CaseRow.objects.filter(pk=hold.referral.case_id).update(pseudonym="Tajny")
    stranger = browser_of(cast.stranger)
    page = words(stranger, "facility", hold.facility_id)
    assert ("held" in page, "Tajny" in page) == (True, False)
    assert words(stranger, "facility", house.pk)


def test_the_search_begins_with_the_children_who_live_there(
    cast: Cast, house: Facility, case: Case, browser: Client
) -> None:
    for lives_with in ("yes", "yes", "no"):
        add_person(
            submission=uuid4(),
            case=case,
            role="child",
            lives_with=lives_with,
            by=cast.consultant,
        )
    assert 'name="people" value="3"' in words(browser, "case_bed", case.pk)
