"""Drafts: written in several goes, by several people, and sent once."""

from uuid import uuid4

import pytest

from casework.cases.choices import NeedState
from casework.cases.models import Case
from casework.partners.models import Service
from casework.referrals.actions import change_draft, send
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import need, shown, url
from tests.casework.referrals.situations import (
    MESSAGE,
    coordinated_case,
    draft,
    form,
    hand_over,
    make_service,
    press,
)
from tests.cast import Cast, browser_of


@pytest.fixture
def case(cast: Cast) -> Case:
    return coordinated_case(cast, needs=[need(0), need(1)])


@pytest.fixture
def service(cast: Cast, case: Case) -> Service:
    return make_service(cast, case)


def test_a_draft_needs_nothing_yet_and_is_finished_later(
    cast: Cast, case: Case, service: Service
) -> None:
    browser = browser_of(cast.coordinator)
    address = url("case_refer", case.pk, need=case.needs.all()[0].pk, service=service.pk)
    sent = {"save": "yes", "submission": str(uuid4()), "message": "", "legal_basis": ""}
    assert "The draft was saved" in press(browser, address, sent)
    one = Referral.objects.get(kind=Kind.REFERRAL)
    assert one.state == State.DRAFT and case.needs.all()[0].state == NeedState.OPEN
    assert "Go on writing" in shown(browser, url("referral", one.pk))
    edit = url("referral_edit", one.pk)
    assert f'value="{one.submission}"' in shown(browser, edit)
    answer = browser.post(edit, form(version="1", message=""))
    assert answer.status_code == 422
    save = {**form(version="1", message="Pół zdania"), "save": "yes"}
    save.pop("send")
    assert "The draft was saved" in press(browser, edit, save)
    assert "Pół zdania" in shown(browser, edit)
    assert "Sent to: Fundacja Łąka." in press(browser, edit, form(version="2"))
    page = browser.get(edit, follow=True).content.decode()
    assert "cannot be changed any more" in page


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_of_draft_is_edited(cast: Cast, kind: Kind) -> None:
    one = draft(cast, kind)
    browser = browser_of(cast.consultant if kind == Kind.HANDOVER else cast.coordinator)
    page = shown(browser, url("referral_edit", one.pk))
    assert MESSAGE in page
    data = form(version="1", receiver=str(one.receiver_id), submission=str(one.submission))
    assert "Sent to:" in press(browser, url("referral_edit", one.pk), data)


def test_a_draft_is_thrown_away_without_a_reason(cast: Cast) -> None:
    one = draft(cast, Kind.HANDOVER)
    browser = browser_of(cast.consultant)
    assert "Withdraw" in shown(browser, url("referral", one.pk))
    press(browser, url("referral_move", one.pk, "withdrawn"), {"version": "1"})
    assert Referral.objects.get(pk=one.pk).state == State.WITHDRAWN


def test_two_people_writing_one_draft_lose_nothing(cast: Cast) -> None:
    one = draft(cast, Kind.HANDOVER)
    change_draft(referral=one, version=1, message="Koleżanka była szybsza", by=cast.colleague)
    browser = browser_of(cast.consultant)
    data = form(version="1", message="Moje słowa", submission=str(one.submission))
    answer = browser.post(url("referral_edit", one.pk), data)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Somebody changed this draft" in page
    assert "Moje słowa" in page and 'name="version" value="2"' in page
    press(browser, url("referral_edit", one.pk), {**data, "version": "2"})
    assert Referral.objects.get(pk=one.pk).message == "Moje słowa"


def test_a_draft_that_cannot_be_sent_keeps_what_was_typed(cast: Cast) -> None:
    one = draft(cast, Kind.HANDOVER)
    hand_over(cast, one.case)
    data = form(version="1", message="Nowe słowa", submission=str(one.submission))
    browser = browser_of(cast.consultant)
    answer = browser.post(url("referral_edit", one.pk), data)
    page = answer.content.decode()
    assert answer.status_code == 422 and "waits for an answer" in page and "Nowe słowa" in page
    assert Referral.objects.get(pk=one.pk).message == "Nowe słowa"
    assert 'name="version" value="2"' in page


def test_a_draft_of_others_does_not_exist(cast: Cast) -> None:
    one = draft(cast, Kind.REFERRAL)
    for person in (cast.consultant, cast.partner_worker, cast.stranger):
        for name in ("referral", "referral_edit"):
            assert browser_of(person).get(url(name, one.pk)).status_code == 404


def test_reading_a_draft_again_does_not_send_it(cast: Cast) -> None:
    one = draft(cast, Kind.HANDOVER)
    shown(browser_of(cast.consultant), url("referral_edit", one.pk))
    assert not AuditEvent.objects.filter(verb="referral.sent").exists()
    assert send(referral=one, version=1, by=cast.consultant).state == State.SENT
