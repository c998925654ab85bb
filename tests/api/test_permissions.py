"""Each role through the API: what it may list, and that the rest is not there."""

from typing import Any

import pytest

from api.urls import NOUNS
from casework.cases.models import Case
from ostoja.access.permissions import Permission
from tests.api.programs import Program, assert_problem, program_of
from tests.casework.cases.situations import make_case, make_note
from tests.casework.referrals.situations import coordinated_case, hand_over, refer
from tests.cast import Cast

PEOPLE = (
    "consultant",
    "supervisor",
    "coordinator",
    "partner_worker",
    "member",
    "animator",
    "administrator",
    "officer",
    "analyst",
)
CASEWORK = {"consultant", "supervisor", "coordinator", "partner_worker"}
RUNS_HOUSES = CASEWORK - {"consultant"}
OFFICER = {"officer"}
ON_DUTY = {"consultant", "supervisor", "coordinator", "administrator"}
MAY_LIST: dict[str, set[str]] = {
    "needs/": set(PEOPLE),
    "organisations/": set(PEOPLE),
    "services/": set(PEOPLE),
    "locations/": set(PEOPLE),
    "phones/": set(PEOPLE),
    "activities/": set(PEOPLE),
    "applications/": {"coordinator", "administrator"},
    "organisations/duplicates/": {"coordinator", "administrator"},
    "contacts/": set(PEOPLE),
    "conversations/": {"consultant", "supervisor", "coordinator"},
    "entry-points/": {"consultant", "supervisor", "coordinator", "administrator"},
    "canned-replies/": {"supervisor", "administrator"},
    "desk-settings/": {"administrator"},
    "break/": {"consultant"},
    "own-limit/": {"consultant"},
    "resident-texts/": {"administrator"},
    "statistics/": {"supervisor", "coordinator", "analyst"},
    "reports/system/": {"supervisor", "coordinator", "analyst"},
    "unmet-needs/": {"analyst"},
    "cases/": CASEWORK,
    "case-lists/": CASEWORK,
    "referrals/": CASEWORK,
    "playbooks/": ON_DUTY,
    **dict.fromkeys(("duty-places/", "shifts/", "on-duty/", "swaps/", "absences/"), ON_DUTY),
    **dict.fromkeys(("facilities/", "beds/", "nights/", "stays/"), CASEWORK),
    "bed-closures/": RUNS_HOUSES,
    "incidents/": CASEWORK,
    "visits/": CASEWORK,
    "tellings/": CASEWORK,
    "visit-alarms/": CASEWORK,
    **dict.fromkeys(
        (
            "benefit-stores/",
            "benefit-articles/",
            "benefit-batches/",
            "benefit-movements/",
            "benefit-givings/",
        ),
        CASEWORK,
    ),
    "visit-settings/": {"supervisor", "administrator"},
    "meetings/": {"coordinator", "member", "animator", "administrator"},
    "outcomes/": {"coordinator", "member", "animator", "administrator"},
    **{path: set(PEOPLE) for path in ("standards/", "interventions/")},
    "people/": {"administrator"},
    "invitations/": {"administrator"},
    "notifications/": set(PEOPLE),
    "notification-choices/": set(PEOPLE),
    "audit/": {"administrator", "officer"},
    "readiness/": {"administrator"},
    "easy-texts/": set(PEOPLE),
    "webhooks/": {"coordinator", "partner_worker", "administrator"},
    **dict.fromkeys(("breaches/", "data-requests/"), OFFICER),
    **dict.fromkeys(("processing/", "assessment/", "controllers/"), OFFICER | {"administrator"}),
}


@pytest.mark.parametrize("path", MAY_LIST)
def test_a_role_lists_what_it_may_and_the_rest_is_not_there(cast: Cast, path: str) -> None:
    for who in PEOPLE:
        answer = program_of(getattr(cast, who)).get(path)
        assert answer.status_code == (200 if who in MAY_LIST[path] else 404), who


MAY_ADD: dict[str, set[str]] = {
    "organisations/": {"coordinator", "administrator"},
    "services/": {"coordinator", "administrator"},
    "locations/": {"coordinator", "administrator"},
    "phones/": {"coordinator", "administrator"},
    "activities/": {"coordinator", "administrator"},
    "contacts/": {"coordinator", "administrator"},
    "entry-points/": {"administrator"},
    "cases/": {"consultant", "coordinator"},
    "case-lists/": CASEWORK,
    "incoming/": ON_DUTY,
    "break/": {"consultant"},
    "own-limit/": {"consultant"},
    "canned-replies/": {"supervisor", "administrator"},
    "cases/search/": CASEWORK,
    "shifts/": ON_DUTY - {"consultant"},
    "stays/": CASEWORK - {"supervisor"},
    **dict.fromkeys(("facilities/", "beds/"), RUNS_HOUSES),
    "visits/": CASEWORK,
    **dict.fromkeys(("benefit-stores/", "benefit-articles/", "benefit-givings/"), CASEWORK),
    "swaps/": ON_DUTY,
    "absences/": ON_DUTY,
    "incidents/": {"coordinator", "supervisor"},
    "meetings/": {"coordinator", "member", "animator"},
    "outcomes/": {"coordinator", "member", "animator"},
    "interventions/": set(PEOPLE),
    "invitations/": {"administrator"},
    "notifications/read/": set(PEOPLE),
    "webhooks/": {"coordinator", "partner_worker", "administrator"},
    "breaches/": {"officer"},
    "data-requests/": {"officer"},
    "controllers/": {"officer", "administrator"},
}


@pytest.mark.parametrize("path", MAY_ADD)
def test_a_role_adds_what_it_may(cast: Cast, path: str) -> None:
    """An empty body is refused only where adding is one's own."""
    for who in PEOPLE:
        answer = program_of(getattr(cast, who)).post(path, {})
        assert answer.status_code == (422 if who in MAY_ADD[path] else 404), who


def test_every_noun_that_can_be_listed_or_added_to_has_a_row() -> None:
    actions: list[tuple[str, Any]] = [
        (str(route.pattern).removeprefix("v1/"), route.callback) for route in NOUNS
    ]
    own = [(path, set(view.actions)) for path, view in actions if "<" not in path]
    listed = {path for path, methods in own if path.endswith("/") and "get" in methods}
    assert listed - {"me/", "hsds/v3/"} == set(MAY_LIST) - {"reports/system/"}  # one of two kinds
    assert {path for path, methods in own if "post" in methods} == set(MAY_ADD)


CASE_STEPS = ("", "notes/")


def test_a_case_is_there_only_for_those_involved(cast: Cast) -> None:
    case = make_case(cast)
    for who, status in (("consultant", 200), ("colleague", 200), ("supervisor", 200)):
        for step in CASE_STEPS:
            assert (
                program_of(getattr(cast, who)).get(f"cases/{case.pk}/{step}").status_code == status
            )
    for who in ("coordinator", "partner_worker", "stranger"):
        for step in CASE_STEPS:
            assert_problem(program_of(getattr(cast, who)).get(f"cases/{case.pk}/{step}"), 404)


def read(program: Program, path: str) -> Any:
    answer = program.get(path)
    assert answer.status_code == 200
    return answer.json()


def test_a_partner_sees_of_a_case_what_was_shared(cast: Cast) -> None:
    case = coordinated_case(cast)
    make_note(cast, case, "Dla wszystkich.")
    refer(cast, case)
    seen = read(program_of(cast.partner_worker), f"cases/{case.pk}/")
    hidden = ("summary", "person_name", "contact_rules", "worker")
    assert [seen[name] for name in hidden] == [None] * 4
    whole = read(program_of(cast.coordinator), f"cases/{case.pk}/")
    assert whole["summary"] and whole["person_name"]
    notes = read(program_of(cast.partner_worker), f"cases/{case.pk}/notes/")["results"]
    assert [one["text"] for one in notes] == ["Dla wszystkich."]


def test_who_was_shared_more_sees_more(cast: Cast) -> None:
    case = coordinated_case(cast)
    refer(cast, case, share_summary=True, share_person=True)
    seen = read(program_of(cast.partner_worker), f"cases/{case.pk}/")
    assert seen["summary"] and seen["person_name"] and seen["worker"] is None


@pytest.mark.parametrize("step", ["hand-over", "refer", "transfer", "close", "take"])
def test_nobody_does_with_a_case_what_their_role_may_not(cast: Cast, step: str) -> None:
    case = make_case(cast)
    for who in ("supervisor", "partner_worker", "stranger", "administrator", "analyst"):
        answer = program_of(getattr(cast, who)).post(f"cases/{case.pk}/{step}/", {}, match='"1"')
        assert_problem(answer, 404)
    assert Case.objects.get(pk=case.pk).state == "open"


def test_only_the_receiver_answers_and_only_the_sender_withdraws(cast: Cast) -> None:
    handover = hand_over(cast, make_case(cast))
    path, match = f"referrals/{handover.pk}/", f'"{handover.version}"'
    for who, step in (
        ("consultant", "accept"),
        ("coordinator", "withdraw"),
        ("stranger", "accept"),
    ):
        body = {"reason": "mistake"} if step == "withdraw" else {}
        answer = program_of(getattr(cast, who)).post(f"{path}{step}/", body, match=match)
        assert_problem(answer, 404)
    accepted = program_of(cast.coordinator).post(f"{path}accept/", {}, match=match)
    assert accepted.json()["state"] == "accepted"


def test_every_reading_of_a_client_leaves_its_row_in_the_audit(cast: Cast) -> None:
    case = coordinated_case(cast)
    referral = refer(cast, case)
    officer, worker = program_of(cast.officer), program_of(cast.partner_worker)
    read(worker, f"cases/{case.pk}/")
    read(worker, f"referrals/{referral.pk}/")
    rows = read(officer, f"audit/?subject={case.pk}&actor={cast.partner_worker.pk}")["results"]
    assert {one["verb"] for one in rows} == {"case.seen", "referral.seen"}
    assert all(one["text"] and one["actor_name"] == cast.partner_worker.full_name for one in rows)


def test_each_permission_of_a_noun_is_one_of_ours() -> None:
    for route in NOUNS:
        view: Any = route.callback
        held = [view.cls.permission, *view.cls.permissions.values()]
        assert all(one is None or isinstance(one, Permission) for one in held)
