"""From a conversation to a case."""

from typing import Any
from uuid import uuid4

from casework.cases.models import Case
from casework.intake import actions
from casework.partners.models import Need
from ostoja.audit.models import AuditEvent
from tests.casework.intake.reports import WORDS, make_report, page_of
from tests.cast import Cast, browser_of


def case_form(**changes: object) -> dict[str, object]:
    need = Need.objects.first()
    assert need is not None
    return {
        "pseudonym": "Sosna",
        "summary": WORDS,
        "needs": [str(need.pk)],
        "urgency": "urgent",
        "phase": "intervention",
        "language": "uk",
        **changes,
    }


def test_the_case_form_begins_with_what_the_resident_wrote(cast: Cast) -> None:
    conversation = make_report(language="uk")
    actions.write_again(conversation=conversation, submission=uuid4(), text="I jeszcze.")
    form = browser_of(cast.consultant).get(page_of(conversation, "case/")).context["form"]
    assert form.initial == {"summary": f"{WORDS}\n\nI jeszcze.", "language": "uk"}


def test_a_case_is_opened_once_from_a_conversation(cast: Cast) -> None:
    conversation = make_report()
    client = browser_of(cast.consultant)
    answers = [client.post(page_of(conversation, "case/"), case_form()) for _ in range(2)]
    case = Case.objects.get()
    assert {answer["Location"] for answer in answers} == {f"/pl/staff/cases/{case.pk}/"}
    conversation.refresh_from_db()
    assert conversation.case == case
    assert (case.summary, case.lead, case.pseudonym) == (WORDS, cast.centre, "Sosna")
    event = AuditEvent.objects.get(verb="conversation.case_opened")
    assert event.subject_id == str(case.pk)


def test_of_two_who_open_a_case_at_once_both_get_the_same(cast: Cast) -> None:
    conversation = make_report()
    facts: dict[str, Any] = {
        "pseudonym": "Sosna",
        "summary": WORDS,
        "needs": [],
        "urgency": "urgent",
        "phase": "intervention",
        "age": None,
        "language": "pl",
        "accessibility": [],
        "person_name": "",
        "contact_rules": "",
    }
    cases = [
        actions.open_case_from(conversation=conversation, lead=cast.centre, by=by, **facts)
        for by in (cast.consultant, cast.colleague)
    ]
    assert cases[0] == cases[1] == Case.objects.get()


def test_a_case_form_with_errors_keeps_what_was_typed(cast: Cast) -> None:
    page = browser_of(cast.consultant).post(
        page_of(make_report(), "case/"), case_form(pseudonym="", summary="Długi opis")
    )
    assert page.status_code == 422
    assert "Długi opis" in page.content.decode()
    assert not Case.objects.exists()


def test_who_sees_the_case_finds_the_conversation_there(cast: Cast) -> None:
    conversation = make_report()
    client = browser_of(cast.consultant)
    client.post(page_of(conversation, "case/"), case_form())
    case = Case.objects.get()
    assert page_of(conversation) in client.get(f"/pl/staff/cases/{case.pk}/").content.decode()
    assert case.number in client.get(page_of(conversation)).content.decode()
    seen = AuditEvent.objects.filter(verb="conversation.seen").latest("at")
    assert seen.subject_id == str(case.pk)


def test_a_case_that_is_not_ones_own_is_no_link(cast: Cast) -> None:
    conversation = make_report()
    browser_of(cast.consultant).post(page_of(conversation, "case/"), case_form())
    case = Case.objects.get()
    text = browser_of(cast.coordinator).get(page_of(conversation)).content.decode()
    assert case.number in text and case.pseudonym not in text
    assert f"/staff/cases/{case.pk}/" not in text
