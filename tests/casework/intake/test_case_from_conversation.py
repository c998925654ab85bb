"""From a conversation to a case."""

from typing import Any
from uuid import uuid4

import pytest

from casework.cases.models import Case
from casework.intake import actions
from casework.partners.models import Need
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership
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
        "submission": str(uuid4()),
        **changes,
    }


def test_the_case_form_begins_with_what_the_resident_wrote(cast: Cast) -> None:
    conversation = make_report(language="uk")
    actions.write_again(conversation=conversation, submission=uuid4(), text="I jeszcze.")
    form = browser_of(cast.consultant).get(page_of(conversation, "case/")).context["form"]
    assert form.initial == {"summary": f"{WORDS}\n\nI jeszcze.", "language": "uk", "needs": []}


def test_a_case_is_opened_once_from_a_conversation(cast: Cast) -> None:
    conversation = make_report()
    client = browser_of(cast.consultant)
    form = case_form()
    answers = [client.post(page_of(conversation, "case/"), form) for _ in range(2)]
    case = Case.objects.get()
    assert {answer["Location"] for answer in answers} == {f"/pl/staff/cases/{case.pk}/"}
    conversation.refresh_from_db()
    assert conversation.case == case
    assert (case.summary, case.lead, case.pseudonym) == (WORDS, cast.centre, "Sosna")
    event = AuditEvent.objects.get(verb="conversation.case_opened")
    assert event.subject_id == str(case.pk)


def test_a_case_whose_form_has_a_spoilt_id_is_opened(cast: Cast) -> None:
    form = case_form(submission="1234")
    answer = browser_of(cast.consultant).post(page_of(make_report(), "case/"), form)
    assert answer.status_code == 302 and Case.objects.count() == 1


FACTS: dict[str, Any] = {
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


def test_of_two_who_open_a_case_one_does_and_the_other_is_told(cast: Cast) -> None:
    conversation, first, second = make_report(), uuid4(), uuid4()
    opened = [
        actions.open_case_from(
            conversation=conversation, submission=submission, lead=cast.centre, by=by, **FACTS
        )
        for by, submission in (
            (cast.consultant, first),
            (cast.colleague, second),
            (cast.consultant, first),
        )
    ]
    case = Case.objects.get()
    assert opened == [(case, True), (case, False), (case, True)]
    assert AuditEvent.objects.filter(verb="conversation.case_opened").count() == 1
    repeated = AuditEvent.objects.filter(verb="submission.repeated")
    assert {event.subject_id for event in repeated} == {str(case.pk)}
    assert [event.actor_id for event in repeated.order_by("at")] == [
        cast.colleague.pk,
        cast.consultant.pk,
    ]


@pytest.mark.parametrize(
    ("language", "told"),
    [("pl", "otwarto już wcześniej sprawę"), ("en", "had already been opened")],
)
def test_the_slower_of_two_keeps_what_was_typed(cast: Cast, language: str, told: str) -> None:
    conversation = make_report()
    browser_of(cast.colleague).post(page_of(conversation, "case/"), case_form())
    form = case_form(pseudonym="Jodła", summary="Mój długi opis")
    address = page_of(conversation, "case/").replace("/pl/", f"/{language}/")
    page = browser_of(cast.consultant).post(address, form)
    text, case = page.content.decode(), Case.objects.get()
    assert page.status_code == 409 and told in text
    assert "Mój długi opis" in text and 'value="Jodła"' in text
    assert f"/{language}/staff/cases/{case.pk}/" in text and case.number in text
    assert "<title>\n    Błąd" not in text and "data-prevent-double-click" not in text
    assert (case.pseudonym, case.opened_by_group) == ("Sosna", cast.centre.group)


def test_who_may_not_see_the_case_learns_its_number_only(cast: Cast) -> None:
    conversation = make_report()
    browser_of(cast.consultant).post(page_of(conversation, "case/"), case_form())
    case, client = Case.objects.get(), browser_of(cast.coordinator)
    page = client.post(page_of(conversation, "case/"), case_form(summary="Mój opis"))
    assert page.status_code == 409 and "Mój opis" in page.content.decode()
    assert str(case.pk) not in page.content.decode() and case.number in page.content.decode()
    asked = client.get(page_of(conversation, "case/"), follow=True)
    assert asked.redirect_chain[-1][0] == page_of(conversation)
    assert f"otwarto już sprawę {case.number}" in asked.content.decode()


def test_own_words_changed_before_sending_again_are_shown_not_dropped(cast: Cast) -> None:
    conversation, client, submission = make_report(), browser_of(cast.consultant), str(uuid4())
    client.post(page_of(conversation, "case/"), case_form(submission=submission))
    page = client.post(
        page_of(conversation, "case/"), case_form(submission=submission, summary="Coś więcej")
    )
    assert page.status_code == 409 and "Coś więcej" in page.content.decode()
    assert Case.objects.count() == 1


def test_who_acts_for_two_bodies_says_which_leads(cast: Cast) -> None:
    Membership.objects.create(
        user=cast.consultant, role=Role.CONSULTANT, group=cast.coordinating.group
    )
    conversation, client = make_report(), browser_of(cast.consultant)
    assert "Ośrodek kryzysowy" in client.get(page_of(conversation, "case/")).content.decode()
    client.post(page_of(conversation, "case/"), case_form(lead=str(cast.centre.pk)))
    assert Case.objects.get().lead == cast.centre


def test_opening_a_case_shows_that_a_person_wrote(cast: Cast) -> None:
    conversation = make_report(is_doubtful=True)
    browser_of(cast.consultant).post(page_of(conversation, "case/"), case_form())
    conversation.refresh_from_db()
    assert not conversation.is_doubtful


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
