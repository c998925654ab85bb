"""Letters that come twice: after a double click, after a refusal, or changed after "back"."""

from typing import Any
from uuid import uuid4

import pytest

from casework.cases.actions import close_case
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.referrals.actions import draft_and_send, save_draft
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, need, url
from tests.casework.referrals.situations import (
    coordinated_case,
    draft,
    form,
    hand_over,
    letter,
    make_service,
    press,
)
from tests.cast import Cast, browser_of

NEW = "Nowe, poprawione słowa."


def handing_over(cast: Cast, case: Case, **facts: Any) -> dict[str, Any]:
    who = {"receiver": cast.coordinating, "group": cast.centre.group, "by": cast.consultant}
    return letter(kind=Kind.HANDOVER, case=case, **who, **facts)


def test_a_draft_written_on_after_going_back_is_sent_as_it_was_written_last(cast: Cast) -> None:
    case = make_case(cast)
    browser, address = browser_of(cast.consultant), url("case_hand_over", case.pk)
    sent = form()
    save = {name: value for name, value in sent.items() if name != "send"}
    press(browser, address, {**save, "save": "yes"})
    page = press(browser, address, {**sent, "message": NEW})
    assert "Sent to: Ośrodek koordynujący." in page and NEW in page
    one = Referral.objects.get()
    assert (one.state, one.message) == (State.SENT, NEW)


def test_a_draft_taken_to_another_service_and_need_is_all_of_it_the_last(cast: Cast) -> None:
    case = coordinated_case(cast, needs=[need(0), need(1)])
    first, second = case.needs.all()
    one, other = make_service(cast, case), make_service(cast, case)
    other.needs.set([second.need])
    who = {"receiver": cast.partner, "group": cast.coordinating.group, "by": cast.coordinator}
    facts = letter(kind=Kind.REFERRAL, case=case, **who)
    save_draft(**facts, case_need=first, service=one)
    again = save_draft(**facts, case_need=second, service=other)
    kept = Referral.objects.get(kind=Kind.REFERRAL)
    assert kept == again and (kept.case_need, kept.service) == (second, other)


def test_what_was_sent_already_is_not_said_to_have_gone_to_another_service(cast: Cast) -> None:
    case = coordinated_case(cast, needs=[need(0)])
    browser, sent = browser_of(cast.coordinator), form()
    one, other = (
        url("case_refer", case.pk, need=case.needs.get().pk, service=service.pk)
        for service in [make_service(cast, case), make_service(cast, case)]
    )
    press(browser, one, sent)
    answer = browser.post(other, sent)
    assert answer.status_code == 422 and "was not sent" in answer.content.decode()


def test_nobody_writes_over_the_draft_of_a_colleague(cast: Cast) -> None:
    facts = handing_over(cast, make_case(cast))
    save_draft(**facts)
    with pytest.raises(NotAllowed):
        save_draft(**{**facts, "message": NEW, "by": cast.colleague})
    assert Referral.objects.get().message == facts["message"]


@pytest.mark.parametrize("spoilt", ["", "x"])
def test_a_letter_whose_unseen_fields_are_spoilt_is_sent(cast: Cast, spoilt: str) -> None:
    address = url("case_hand_over", make_case(cast).pk)
    data = form(submission=spoilt, version=spoilt)
    assert "Sent to: " in press(browser_of(cast.consultant), address, data)


@pytest.mark.parametrize("spoilt", ["", "x"])
def test_a_draft_whose_version_is_spoilt_can_be_sent_once_more(cast: Cast, spoilt: str) -> None:
    address = url("referral_edit", draft(cast, Kind.HANDOVER).pk)
    browser, data = browser_of(cast.consultant), form(version=spoilt, submission=spoilt)
    answer = browser.post(address, data)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["__all__"]
    data["version"] = answer.context["form"]["version"].value()
    assert "Sent to: " in press(browser, address, data)


@pytest.mark.parametrize("spoilt", ["", "x"])
def test_a_step_whose_version_is_spoilt_can_be_taken_once_more(cast: Cast, spoilt: str) -> None:
    one = hand_over(cast, make_case(cast))
    address = url("referral_move", one.pk, "declined")
    browser, data = browser_of(cast.coordinator), {"version": spoilt, "reason": "no_capacity"}
    answer = browser.post(address, data)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == ["__all__"]
    data["version"] = answer.context["form"]["version"].value()
    press(browser, address, data)
    assert Referral.objects.get().state == State.DECLINED


def test_what_is_corrected_after_a_refusal_is_what_is_sent(cast: Cast) -> None:
    case = make_case(cast)
    facts = handing_over(cast, case)
    waiting = hand_over(cast, case)
    with pytest.raises(NotAllowed):
        draft_and_send(**facts)
    assert list(Referral.objects.all()) == [waiting]  # no draft that nobody asked for
    waiting.delete()
    assert draft_and_send(**{**facts, "message": NEW}).message == NEW


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "What you changed since was not sent."), ("pl", "Późniejszych zmian nie wysłano.")],
)
def test_what_is_changed_after_sending_is_told_and_kept(
    cast: Cast, language: str, told: str
) -> None:
    case = make_case(cast)
    address = url("case_hand_over", case.pk, language=language)
    browser, sent = browser_of(cast.consultant), form()
    press(browser, address, sent)
    answer = browser.post(address, {**sent, "message": NEW})
    page = answer.content.decode()
    assert answer.status_code == 422 and told in page and NEW in page
    assert Referral.objects.get().message != NEW


def test_the_only_need_sent_by_a_double_click_is_sent_once(cast: Cast) -> None:
    case = coordinated_case(cast, needs=[need(0)])
    service = make_service(cast, case)
    address = url("case_refer", case.pk, need=case.needs.get().pk, service=service.pk)
    browser, sent = browser_of(cast.coordinator), form()
    for _ in range(2):
        assert "Sent to: Fundacja Łąka." in press(browser, address, sent)
    assert Referral.objects.filter(kind=Kind.REFERRAL).count() == 1


def test_a_draft_sent_by_a_double_click_is_sent_once(cast: Cast) -> None:
    one = draft(cast, Kind.HANDOVER)
    data = form(version="1", submission=str(one.submission))
    browser = browser_of(cast.consultant)
    for _ in range(2):
        assert "Sent to: " in press(browser, url("referral_edit", one.pk), data)
    assert AuditEvent.objects.filter(verb="referral.sent", object_id=str(one.pk)).count() == 1


def test_words_for_a_draft_that_a_colleague_sent_meanwhile_are_kept(cast: Cast) -> None:
    one = draft(cast, Kind.HANDOVER)
    address, browser = url("referral_edit", one.pk), browser_of(cast.consultant)
    press(browser_of(cast.colleague), address, form(version="1", submission=str(one.submission)))
    data = form(version="1", submission=str(one.submission), message=NEW)
    answer = browser.post(address, data)
    page = answer.content.decode()
    assert answer.status_code == 422 and NEW in page and "was not sent" in page


def closed(cast: Cast, case: Case) -> Case:
    return close_case(
        case=case,
        version=case.version,
        submission=uuid4(),
        answers={one.pk: "met" for one in case.needs.all()},
        how_it_ended="Koniec.",
        group=cast.centre.group,
        by=cast.consultant,
    )


def test_words_for_a_case_that_was_closed_meanwhile_are_kept(cast: Cast) -> None:
    case = closed(cast, make_case(cast))
    answer = browser_of(cast.consultant).post(url("case_hand_over", case.pk), form(message=NEW))
    page = answer.content.decode()
    assert answer.status_code == 422 and "is closed" in page and NEW in page


def test_a_closed_case_gets_no_drafts(cast: Cast) -> None:
    case = closed(cast, make_case(cast))
    with pytest.raises(NotAllowed):
        save_draft(**handing_over(cast, case))
    assert not Referral.objects.exists()


def test_words_for_a_transfer_of_a_case_closed_meanwhile_are_kept(cast: Cast) -> None:
    case = coordinated_case(cast)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_at=case.opened_at)
    data = form(message=NEW, receiver=str(cast.partner.pk))
    answer = browser_of(cast.coordinator).post(url("case_transfer", case.pk), data)
    assert answer.status_code == 422 and NEW in answer.content.decode()
