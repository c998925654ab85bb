"""The demo reaches nobody, points only at what exists and says nothing bad of a real body."""

import re
from datetime import date
from itertools import chain

import pytest

from ostoja.privacy.search.numbers import pesel_number
from tests.tenants.documents import (
    BLUEPRINTS,
    CITIES,
    SEEDS,
    TENANTS,
    bodies,
    keys,
    read,
    strings,
    tables,
)

ROLES = {
    "city-admin", "coordinator", "consultant", "supervisor", "partner-worker", "coalition-member",
    "animator", "interviewer", "concept-author", "analyst", "dpo",
}  # fmt: skip
NEGATIVE = {"declined", "expired", "withdrawn", "not_achieved"}


each_city = pytest.mark.parametrize("city", CITIES)


@each_city
def test_the_demo_has_one_person_for_every_role(city: str) -> None:
    people = {row["email"]: row for row in SEEDS[city]["people"]}
    assert (
        len(people)
        == len(SEEDS[city]["people"])
        == len({row["full_name"] for row in people.values()})
    )
    for role in ROLES:
        assert people[f"{role}@{city}.example"]["roles"] == [role]
    for row in people.values():
        assert "Przykładow" in row["full_name"]
        assert set(row["roles"]) <= ROLES
        assert row.get("organisation", next(iter(bodies(city)))) in bodies(city)


@each_city
def test_addresses_of_the_demo_reach_nobody(city: str) -> None:
    demo = read(TENANTS / "seeds" / city / "demo.toml")
    made_up = [row for row in SEEDS[city]["organisations"] if row["sample"]]
    own = [SEEDS[city]["admin_email"]]
    addresses = [text for text in chain(own, strings(demo), strings(made_up)) if "@" in text]
    assert addresses and all(re.fullmatch(r"[\w.-]+@[\w.-]+\.example", text) for text in addresses)


@each_city
def test_what_the_demo_refers_to_exists(city: str) -> None:
    data, known = SEEDS[city], bodies(city)
    needs = keys(BLUEPRINTS[CITIES[city][1]]["needs"])
    people = {row["email"] for row in data["people"]}
    points = {row["key"] for row in data.get("entry_points", [])}
    for report in data.get("reports", []):
        assert report["entry_point"] in points
        assert {reply["by"] for reply in report.get("replies", [])} <= people
    for case in data.get("cases", []):
        assert case["organisation"] in known and set(case["needs"]) <= needs
        assert {case["opened_by"], case.get("handover", {"by": case["opened_by"]})["by"]} <= people
        for referral in case.get("referrals", []):
            offered = {service["key"] for service in known[referral["to"]]["services"]}
            assert referral["service"] in offered and referral["need"] in case["needs"]


@each_city
def test_what_the_meetings_refer_to_exists(city: str) -> None:
    known = bodies(city)
    for meeting in SEEDS[city].get("meetings", []):
        assert meeting["location"] in {row["key"] for row in known[meeting["host"]]["locations"]}
        assert meeting["starts"] < meeting["ends"]
        came = [row["organisation"] for row in meeting["attendance"]]
        assert len(came) == len(set(came)) and {*came, *meeting.get("invited", [])} <= known.keys()
        for outcome in meeting.get("outcomes", []):
            assert outcome["kind"] in {"decision", "action", "information", "success", "problem"}
            assert outcome["state"] in {"open", "done"}
            assert outcome["kind"] != "action" or outcome["owner"] in known


@each_city
def test_people_of_cases_are_plainly_invented(city: str) -> None:
    """No number in Poland begins with 000, and nobody was born on 1 January 1900."""
    for case in SEEDS[city].get("cases", []):
        assert case.get("phone", "+48000").startswith("+48000")
        assert case.get("pesel", "000101").startswith("000101")
        assert pesel_number(case.get("pesel", "00010100015")) == case.get("pesel", "00010100015")


@each_city
def test_nothing_negative_is_said_of_a_real_body(city: str) -> None:
    known = bodies(city)
    for case in SEEDS[city].get("cases", []):
        for referral in case.get("referrals", []):
            assert referral["state"] not in NEGATIVE or known[referral["to"]]["fictional"]
    for meeting in SEEDS[city].get("meetings", []):
        for outcome in meeting.get("outcomes", []):
            may_become_overdue = outcome["state"] == "open" and "due_days_from_now" in outcome
            assert not may_become_overdue or known[outcome["owner"]]["fictional"]
            assert outcome["kind"] != "problem" or "owner" not in outcome


def test_nobody_of_gdynias_permanent_members_seems_to_have_been_absent() -> None:
    permanent = {
        row["key"] for row in SEEDS["gdynia"]["organisations"] if row["permanence"] == "permanent"
    }
    past = [meeting for meeting in SEEDS["gdynia"]["meetings"] if meeting["days_from_now"] < 0]
    assert len(past) == 2
    for meeting in past:
        assert permanent <= {row["organisation"] for row in meeting["attendance"]}


def test_hosts_of_gdynias_meetings_rotate() -> None:
    hosts = [meeting["host"] for meeting in SEEDS["gdynia"]["meetings"]]
    assert len(hosts) == len(set(hosts)) == 3


def test_dates_of_the_demo_are_relative() -> None:
    for city in CITIES:
        demo = read(TENANTS / "seeds" / city / "demo.toml")
        assert not any(
            isinstance(value, date) for table in tables(demo) for value in table.values()
        )
