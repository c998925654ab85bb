"""The story of the first issue, told by programs: the loop closes, and nobody sees too much."""

from typing import Any
from uuid import uuid4

from casework.intake.actions import receive_report
from casework.partners.models import Need, Service
from tenants.translated import TranslatedText
from tests.api.programs import Program, assert_problem, program_of
from tests.cast import Cast

SUMMARY = "Kobieta z dzieckiem szuka rozmowy."
NAME = "Maria Przykładowa"
OUTCOME = "Trzy rozmowy, jest wsparcie w rodzinie."


def ok(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def read(program: Program, path: str) -> tuple[Any, str]:
    answer = program.get(path)
    return ok(answer), answer.headers["ETag"]


def service_for(cast: Cast, need: Need) -> Service:
    cast.partner.agreement_state = "signatory"
    cast.partner.save()
    name = TranslatedText(pl="Rozmowa")
    service = Service.objects.create(
        organisation=cast.partner, key="rozmowa", name=name, languages=["pl"]
    )
    service.needs.add(need)
    return service


def case_from_a_report(consultant: Program, need: Need) -> Any:
    receive_report(submission=uuid4(), text=SUMMARY, language="pl")
    [waiting] = ok(consultant.get("conversations/?state=waiting"))["results"]
    assert "messages" not in waiting
    path = f"conversations/{waiting['id']}/"
    ok(consultant.post(f"{path}claim/"))
    conversation, tag = read(consultant, path)
    assert [one["text"] for one in conversation["messages"]] == [SUMMARY]
    answered = ok(consultant.post(f"{path}answer/", {"text": "Jesteśmy."}, match=tag))
    assert answered["state"] == "answered"
    facts = {
        "pseudonym": "Wrzos",
        "summary": SUMMARY,
        "person_name": NAME,
        "needs": [str(need.pk)],
        "urgency": "urgent",
        "age": 34,
    }
    return ok(consultant.post(f"{path}case/", facts), 201)


def handed_over(consultant: Program, coordinator: Program, case: Any) -> None:
    letter = {"message": "To przekracza nas.", "legal_basis": "statutory_task"}
    sent = ok(consultant.post(f"cases/{case['id']}/hand-over/", letter), 201)
    [waiting] = ok(coordinator.get("referrals/?waiting_for_us=true"))["results"]
    assert waiting["id"] == sent["id"]
    _handover, tag = read(coordinator, f"referrals/{sent['id']}/")
    ok(coordinator.post(f"referrals/{sent['id']}/accept/", match=tag))


def referred(coordinator: Program, case: Any) -> Any:
    [need] = ok(coordinator.get(f"cases/{case['id']}/"))["needs"]
    suggested = ok(coordinator.get(f"cases/{case['id']}/needs/{need['id']}/suggestions/"))
    [best] = suggested["results"]
    assert best["reasons"]
    letter = {
        "case_need": need["id"],
        "service": best["service"],
        "message": "Potrzebna rozmowa w tym tygodniu.",
        "legal_basis": "statutory_task",
    }
    return ok(coordinator.post(f"cases/{case['id']}/refer/", letter), 201)


def test_a_report_becomes_a_coordinated_case_and_the_loop_closes(cast: Cast) -> None:
    need = Need.objects.create(key="rozmowa", name={"pl": "rozmowa"})
    service_for(cast, need)
    consultant, coordinator = program_of(cast.consultant), program_of(cast.coordinator)
    worker, stranger = program_of(cast.partner_worker), program_of(cast.stranger)

    case = case_from_a_report(consultant, need)
    handed_over(consultant, coordinator, case)
    referral = referred(coordinator, case)
    path = f"referrals/{referral['id']}/"

    seen, tag = read(worker, path)
    assert {step["action"] for step in seen["steps"]} == {"consider", "accept", "decline"}
    shared = ok(worker.get(f"cases/{case['id']}/"))
    assert shared["summary"] is None and shared["person_name"] is None
    for hidden in (path, f"cases/{case['id']}/"):
        assert_problem(stranger.get(hidden), 404)

    accepted = worker.post(f"{path}accept/", match=tag)
    assert ok(accepted)["state"] == "accepted"
    note = {"text": "Pierwsze spotkanie w środę.", "visibility": "everybody"}
    ok(worker.post(f"cases/{case['id']}/notes/", note), 201)
    done = worker.post(f"{path}complete/", {"outcome": OUTCOME}, match=accepted.headers["ETag"])
    assert ok(done)["state"] == "completed"
    assert_problem(worker.get(f"cases/{case['id']}/"), 404)

    for program in (consultant, coordinator):
        assert ok(program.get(path))["outcome"] == OUTCOME
        [read_note] = ok(program.get(f"cases/{case['id']}/notes/"))["results"]
        assert read_note["text"] == note["text"]
    assert ok(coordinator.get(f"cases/{case['id']}/"))["needs"][0]["state"] == "met"
