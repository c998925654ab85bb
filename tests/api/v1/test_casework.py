"""Conversations, cases, notes, needs, and what is written to other bodies."""

from typing import Any
from uuid import uuid4

import pytest

from casework.cases.models import Case
from casework.intake.actions import claim, receive_report
from casework.intake.models import Conversation
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership
from ostoja.ui import city
from tenants.profile.models import CityProfile
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import made, ok, pointers
from tests.casework.cases.situations import make_case, need
from tests.casework.referrals.situations import coordinated_case, hand_over, make_service, refer
from tests.cast import Cast, make_person


def report() -> Conversation:
    conversation, _is_new = receive_report(submission=uuid4(), text="Pomocy", language="uk")
    return conversation


def test_of_two_who_take_a_conversation_one_gets_it(cast: Cast) -> None:
    path = f"conversations/{report().pk}/"
    first, second = program_of(cast.consultant), program_of(cast.colleague)
    assert ok(first.post(f"{path}claim/"))["claimed_by"] == str(cast.consultant.pk)
    assert_problem(second.post(f"{path}claim/"), 409)
    tag = second.get(path).headers["ETag"]
    assert_problem(second.post(f"{path}answer/", {"text": "x"}, match=tag), 409)
    assert_problem(first.post(f"{path}release/", match='"1"'), 412)
    assert ok(first.post(f"{path}release/", match=tag))["state"] == "waiting"


def test_an_answer_over_something_new_is_refused(cast: Cast) -> None:
    conversation, program = report(), program_of(cast.consultant)
    path = f"conversations/{conversation.pk}/"
    tag = program.get(path).headers["ETag"]
    claim(conversation=conversation, by=cast.consultant)
    assert_problem(program.post(f"{path}answer/", {"text": "x"}, match=tag), 412)
    assert pointers(program.post(f"{path}answer/", {"text": " "}, match=tag)) == {"/text"}


def test_a_conversation_is_closed(cast: Cast) -> None:
    path, program = f"conversations/{report().pk}/", program_of(cast.consultant)
    tag = program.get(path).headers["ETag"]
    closed = program.post(f"{path}close/", match=tag)
    assert ok(closed)["state"] == "closed"
    assert_problem(program.post(f"{path}claim/"), 409)
    [row] = ok(program.get("conversations/?state=closed&language=uk"))["results"]
    assert row["id"] == ok(closed)["id"]
    assert ok(program.get("conversations/?mine=true"))["results"] == []


def facts(**more: Any) -> dict[str, Any]:
    sent = {"pseudonym": "Wrzos", "summary": "B", "needs": [str(need().pk)], "urgency": "soon"}
    return {**sent, **more}


def test_a_case_is_opened_for_ones_own_body(cast: Cast) -> None:
    program = program_of(cast.consultant)
    path, case, _tag = made(program, "cases/", facts(age=34, language="uk"))
    assert case["lead"] == str(cast.centre.pk) and case["phase"] == "intervention"
    assert ok(program.get(path)) == case
    assert pointers(program.post("cases/", facts(lead=str(cast.partner.pk)))) == {"/lead"}


def test_whoever_acts_for_several_bodies_names_one(cast: Cast) -> None:
    person = make_person(Role.CONSULTANT, cast.centre, "both@city.example")
    Membership.objects.create(user=person, role=Role.CONSULTANT, group=cast.partner.group)
    lead = str(cast.partner.pk)
    assert ok(program_of(person).post("cases/", facts(lead=lead)), 201)["lead"] == lead


def test_a_change_leaves_the_rest_as_it_is(cast: Cast) -> None:
    program, case = program_of(cast.consultant), make_case(cast)
    path = f"cases/{case.pk}/"
    before, tag = ok(program.get(path)), program.get(path).headers["ETag"]
    answer = program.patch(path, {"age": None, "needs": [str(need(1).pk)]}, match=tag)
    after = ok(answer)
    assert after["age"] is None and [one["need"] for one in after["needs"]] == [str(need(1).pk)]
    same = ("pseudonym", "summary", "person_name", "urgency", "language", "accessibility")
    assert [after[name] for name in same] == [before[name] for name in same]
    assert pointers(program.patch(path, {"pseudonym": ""}, match=tag)) == {"/pseudonym"}


def test_needs_are_settled_and_the_case_is_closed(cast: Cast) -> None:
    program = program_of(cast.consultant)
    case = make_case(cast, needs=[need(0), need(1)])
    path = f"cases/{case.pk}/"
    first, second = ok(program.get(path))["needs"]
    settled = ok(program.post(f"{path}needs/{first['id']}/settle/", {"answer": "no_service"}))
    assert {one["state"] for one in settled["needs"]} == {"unmet", "open"}
    assert_problem(program.post(f"{path}needs/{first['id']}/settle/", {"answer": "met"}), 409)
    reopened = ok(program.post(f"{path}needs/{first['id']}/reopen/"))
    assert {one["state"] for one in reopened["needs"]} == {"open"}
    tag = program.get(path).headers["ETag"]
    ending: dict[str, Any] = {"how_it_ended": "Dobrze.", "outcome": "helped", "needs": []}
    assert pointers(program.post(f"{path}close/", ending, match=tag)) == {"/needs"}
    ending["needs"] = [{"need": one["id"], "answer": "met"} for one in (first, second)]
    closed = ok(program.post(f"{path}close/", ending, match=tag))
    assert closed["state"] == "closed" and closed["closed_at"]
    tag = program.get(path).headers["ETag"]
    assert_problem(program.patch(path, {"urgency": "soon"}, match=tag), 409)
    assert ok(program.get("cases/?state=closed"))["results"][0]["id"] == str(case.pk)


def test_cases_are_found_by_number_and_worker(cast: Cast) -> None:
    case, _other = make_case(cast), make_case(cast, by=cast.colleague)
    program = program_of(cast.consultant)
    row: Any = None
    for query in (f"number={case.number}", "mine=true"):
        [row] = ok(program.get(f"cases/?{query}"))["results"]
        assert row["id"] == str(case.pk)
    assert "summary" not in row and "person_name" not in row


def test_nobody_is_displaced_unknowingly(cast: Cast) -> None:
    path = f"cases/{make_case(cast).pk}/"
    consultant, colleague = program_of(cast.consultant), program_of(cast.colleague)
    assert_problem(colleague.post(f"{path}take/", {}), 409)
    knowing = {"instead_of": str(cast.consultant.pk)}
    assert ok(colleague.post(f"{path}take/", knowing))["worker"] == str(cast.colleague.pk)
    assert ok(consultant.post(f"{path}release/"))["worker"] == str(cast.colleague.pk)
    assert ok(colleague.post(f"{path}release/"))["worker"] is None
    kinds = [one["kind"] for one in ok(consultant.get(f"{path}steps/"))["results"]]
    assert kinds == ["taken", "released"]


def test_a_closed_case_is_opened_again_with_the_reason(cast: Cast) -> None:
    program, case = program_of(cast.consultant), make_case(cast)
    path = f"cases/{case.pk}/"
    need_id = str(case.needs.get().pk)
    needs = [{"need": need_id, "answer": "met"}]
    ending = {"how_it_ended": "Dobrze.", "outcome": "helped", "needs": needs}
    closed = program.post(f"{path}close/", ending, match=f'"{case.version}"')
    tag = closed.headers["ETag"]
    assert pointers(program.post(f"{path}reopen/", {"reason": ""}, match=tag)) == {"/reason"}
    why = {"reason": "Pani wróciła.", "needs": [need_id]}
    stranger = program_of(cast.stranger)
    assert_problem(stranger.post(f"{path}reopen/", why, match=tag), 404)
    opened = program.post(f"{path}reopen/", why, match=tag)
    assert ok(opened)["state"] == "open" and ok(opened)["needs"][0]["state"] == "open"
    assert_problem(program.post(f"{path}reopen/", why, match=opened.headers["ETag"]), 409)
    notes = {one["text"] for one in ok(program.get(f"{path}notes/"))["results"]}
    assert {"Dobrze.", "Pani wróciła."} <= notes


def test_where_a_colleague_was_quicker_nothing_is_kept_silently(cast: Cast) -> None:
    path = f"conversations/{report().pk}/case/"
    first = ok(program_of(cast.consultant).post(path, facts()), 201)
    body = assert_problem(program_of(cast.colleague).post(path, facts(pseudonym="Inny")), 409)
    assert first["number"] in body["detail"]


def test_an_entry_point_is_kept(cast: Cast) -> None:
    program = program_of(cast.administrator)
    sent = {"name": {"pl": "plakat na dworcu"}, "place": "dworzec", "audience": "children"}
    path, point, tag = made(program, "entry-points/", sent)
    assert len(point["code"]) == 6 and point["is_active"]
    changed = ok(program.patch(path, {"place": "dworzec, hol"}, match=tag))
    assert changed["name"] == sent["name"] and changed["audience"] == "children"
    assert_problem(program.patch(path, {"place": "x"}, match=tag), 412)
    assert ok(program.post(f"{path}withdraw/"))["is_active"] is False
    assert ok(program.post(f"{path}restore/"))["is_active"] is True
    assert pointers(program.post("entry-points/", {"name": {"en": "poster"}})) == {"/name/pl"}


def test_a_city_without_a_module_has_none_of_its_nouns(cast: Cast) -> None:
    profile = CityProfile.objects.get()
    profile.modules = ["partners"]
    profile.save()
    city.forget()
    program = program_of(cast.coordinator)
    for noun in ("cases/", "referrals/", "conversations/", "meetings/"):
        assert_problem(program.get(noun), 404)
    ok(program.get("organisations/"))


LETTER = {"message": "Potrzebna rozmowa.", "legal_basis": "statutory_task"}


def coordinator(cast: Cast) -> tuple[Program, Case]:
    return program_of(cast.coordinator), coordinated_case(cast)


def test_only_a_suggested_service_can_be_referred_to(cast: Cast) -> None:
    program, case = coordinator(cast)
    need_id = str(case.needs.all()[0].pk)
    service = make_service(cast, case)
    service.status = "inactive"
    service.save()
    body = {**LETTER, "case_need": need_id, "service": str(service.pk)}
    assert pointers(program.post(f"cases/{case.pk}/refer/", body)) == {"/service"}
    service.status = "active"
    service.save()
    sent = ok(program.post(f"cases/{case.pk}/refer/", body), 201)
    assert sent["state"] == "sent" and sent["receiver"] == str(cast.partner.pk)
    assert sent["respond_by"] and sent["service"] == str(service.pk)
    assert pointers(program.post(f"cases/{case.pk}/refer/", body)) == {"/case_need"}


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"message": ""}, "/message"),
        ({"legal_basis": ""}, "/legal_basis"),
        ({"legal_basis": "consent"}, "/consent"),
        ({"legal_basis": "consent", "consent": "8b9c0d1e-2f3a-4b4c-8d5e-6f7a8b9c0d11"}, "/consent"),
        ({"legal_basis": "a whim"}, "/legal_basis"),
    ],
)
def test_a_letter_says_what_and_on_which_basis(
    cast: Cast, more: dict[str, str], pointer: str
) -> None:
    program, path = program_of(cast.consultant), f"cases/{make_case(cast).pk}/hand-over/"
    assert pointers(program.post(path, {**LETTER, **more})) == {pointer}


def test_a_draft_is_written_changed_sent_and_withdrawn(cast: Cast) -> None:
    program, case = program_of(cast.consultant), make_case(cast)
    draft = program.post(f"cases/{case.pk}/hand-over/", {"draft": True})
    assert ok(draft, 201)["state"] == "draft"
    path, tag = draft.headers["Location"], draft.headers["ETag"]
    assert_problem(program_of(cast.coordinator).get(path), 404)
    assert_problem(program.post(f"{path}send/", match=tag), 409)
    changed = program.patch(path, LETTER, match=tag)
    assert ok(changed)["message"] == LETTER["message"]
    sent = program.post(f"{path}send/", match=changed.headers["ETag"])
    assert ok(sent)["state"] == "sent"
    tag = sent.headers["ETag"]
    assert_problem(program.patch(path, {"message": "x"}, match=tag), 409)
    assert pointers(program.post(f"{path}withdraw/", {}, match=tag)) == {"/reason"}
    other = {"reason": "other"}
    assert pointers(program.post(f"{path}withdraw/", other, match=tag)) == {"/explanation"}
    back = program.post(f"{path}withdraw/", {"reason": "mistake"}, match=tag)
    assert ok(back)["state"] == "withdrawn"
    assert_problem(program.post(f"{path}send/", match=back.headers["ETag"]), 409)


def test_a_transfer_goes_to_a_body_that_can_lead_and_changes_the_lead(cast: Cast) -> None:
    program, case = coordinator(cast)
    path = f"cases/{case.pk}/transfer/"
    assert pointers(program.post(path, {**LETTER, "receiver": str(cast.centre.pk)})) == {
        "/receiver"
    }
    sent = program.post(path, {**LETTER, "receiver": str(cast.partner.pk)})
    assert ok(sent, 201)["kind"] == "transfer"
    assert_problem(program.post(path, {**LETTER, "receiver": str(cast.partner.pk)}), 409)
    address = sent.headers["Location"]
    worker = program_of(cast.partner_worker)
    ok(worker.post(f"{address}accept/", match=sent.headers["ETag"]))
    assert ok(worker.get(f"cases/{case.pk}/"))["lead"] == str(cast.partner.pk)


def test_what_came_back_is_taken_note_of(cast: Cast) -> None:
    handover, consultant = hand_over(cast, make_case(cast)), program_of(cast.consultant)
    path = f"referrals/{handover.pk}/"
    assert_problem(consultant.post(f"{path}acknowledge/"), 404)
    declined = program_of(cast.coordinator).post(
        f"{path}decline/", {"reason": "not_competent"}, match=f'"{handover.version}"'
    )
    assert ok(declined)["reason"] == "not_competent"
    assert ok(consultant.post(f"{path}acknowledge/"))["acknowledged_at"]


def test_a_receiver_that_declined_no_longer_reads_the_words(cast: Cast) -> None:
    referral = refer(cast, coordinated_case(cast))
    worker, path = program_of(cast.partner_worker), f"referrals/{referral.pk}/"
    seen = worker.get(path)
    assert ok(seen)["message"]
    answer = worker.post(f"{path}decline/", {"reason": "no_capacity"}, match=seen.headers["ETag"])
    assert ok(answer)["message"] is None and ok(answer)["steps"] == []
    assert ok(worker.get("referrals/?state=declined"))["results"][0]["id"] == str(referral.pk)


def test_the_steps_of_a_whole_referral(cast: Cast) -> None:
    referral = refer(cast, coordinated_case(cast))
    worker, path = program_of(cast.partner_worker), f"referrals/{referral.pk}/"
    tag, answer = f'"{referral.version}"', None
    for step, body in (
        ("consider", {}),
        ("accept", {}),
        ("start", {}),
        ("fail", {"reason": "no_contact"}),
    ):
        answer = worker.post(f"{path}{step}/", body, match=tag)
        ok(answer)
        stale = worker.post(f"{path}{step}/", body, match=tag)
        assert_problem(stale, 412 if step in {"consider", "accept", "start"} else stale.status_code)
        tag = answer.headers["ETag"]
    states = [one["state"] for one in ok(answer)["history"]]
    assert states == ["sent", "considered", "accepted", "in_progress", "not_achieved"]
    assert all(one["by_name"] for one in ok(answer)["history"])
