"""Links that ended, strange ones and guesses: they look alike, and nobody is shut out."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from casework.cases.actions import restrict_case
from casework.cases.refusal import NotAllowed
from casework.partners.models import Phone
from casework.referrals import links
from casework.referrals.actions import LinkSpent, answer_by_link, renew_link, withdraw
from casework.referrals.choices import Reason, State
from casework.referrals.models import AnswerLink, Referral
from casework.referrals.public import LANE, WRONG_LINKS
from casework.referrals.tasks import expire_overdue, recall_clocks
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from tests.casework.cases.situations import url
from tests.casework.referrals.linked import (
    answered,
    body_without_accounts,
    latest_path,
    letters,
    opened,
    sent_by_link,
    stranger,
)
from tests.casework.referrals.situations import MESSAGE, coordinated_case, form, make_service, refer
from tests.cast import Cast, browser_of, make_person

GONE = "This link does not work any more"


@pytest.fixture(autouse=True)
def _full_budget() -> None:
    WRONG_LINKS.forget()


def restrict(referral: Referral, cast: Cast, *named: User, excluded: tuple[User, ...] = ()) -> None:
    """Keep its case to these people, and from those."""
    case = referral.case
    case.refresh_from_db()
    people: dict[str, Any] = {"named": named, "excluded": excluded}
    restrict_case(case=case, version=case.version, reason="x", by=cast.coordinator, **people)


def spent(cast: Cast, how: str) -> str:
    """A path that does not work any more, for one of many reasons."""
    if how == "unknown":
        body_without_accounts()
        return "/en/answer/" + "A" * 43 + "/"
    referral = sent_by_link(cast)
    path = latest_path()
    if how == "used":
        answered(path, "accepted", referral)
    if how == "expired":
        past = timezone.now() - timedelta(days=9)
        AnswerLink.objects.update(created_at=past, expires_at=past + links.LASTS)
    if how == "withdrawn":
        facts = {"referral": referral, "version": referral.version, "by": cast.coordinator}
        withdraw(**facts, reason=Reason.MISTAKE)  # type: ignore[arg-type]
    if how == "restricted":
        restrict(referral, cast, cast.coordinator, cast.consultant)
    if how == "clock":
        Referral.objects.filter(pk=referral.pk).update(respond_by=timezone.now())
        assert expire_overdue.run() == 1
    return path


WAYS = ["unknown", "used", "expired", "withdrawn", "clock", "restricted"]


@pytest.mark.parametrize("how", WAYS)
def test_whatever_the_reason_a_link_that_ended_looks_the_same(cast: Cast, how: str) -> None:
    Phone.objects.create(
        organisation=cast.coordinating, number="+48583470000", display="58 347 00 00"
    )
    page = stranger().post(spent(cast, how), {"open": "yes"})
    text = page.content.decode()
    assert page.status_code == 410 and GONE in text and MESSAGE not in text
    assert "58 347 00 00" in text and cast.coordinating.name in text
    plain = stranger().post("/en/answer/nobodys/", {"open": "yes"}).content.decode()
    assert without_addresses(text) == without_addresses(plain)


def without_addresses(html: str) -> str:
    return re.sub(r"/answer/[^/\"]+/", "", html)


@pytest.mark.parametrize("how", WAYS)
def test_asking_for_another_link_says_the_same_to_all(cast: Cast, how: str) -> None:
    path = spent(cast, how)
    AnswerLink.objects.update(created_at=timezone.now() - timedelta(hours=200))
    before = len(letters())
    page = stranger().post(path, {"again": "yes"})
    assert page.status_code == 200 and "Look into your e-mail" in page.content.decode()
    assert len(letters()) - before == (how in {"used", "expired"})


# Cases that only certain people may see


def test_of_a_restricted_case_no_link_goes_out_whoever_asks(cast: Cast) -> None:
    referral = sent_by_link(cast)
    restrict(referral, cast, cast.coordinator, cast.consultant)
    Referral.objects.filter(pk=referral.pk).update(respond_by=timezone.now() + timedelta(hours=1))
    referral.refresh_from_db()
    before = len(letters())
    with override("en"), pytest.raises(NotAllowed, match="certain people"):
        renew_link(referral=referral, by=cast.coordinator)
    assert recall_clocks.run() == 0
    again = refer(cast, coordinated_case(cast), receiver=cast.partner)
    restrict(again, cast, cast.coordinator, cast.consultant)
    assert len(letters()) == before
    page = browser_of(cast.coordinator).get(url("referral", referral.pk)).content.decode()
    assert "only certain people may see this case" in page and "Send a link" not in page
    answer = browser_of(cast.coordinator).post(url("referral_link", referral.pk), follow=True)
    assert "so no link was sent" in answer.content.decode() and len(letters()) == before


def test_a_need_of_a_restricted_case_is_sent_without_a_link(cast: Cast) -> None:
    body, case = body_without_accounts(), coordinated_case(cast)
    service, body.agreement_state = make_service(cast, case), "signatory"
    body.save()
    service.organisation = body
    service.save()
    browser, address = browser_of(cast.coordinator), url("case_refer", case.pk, service=service.pk)
    assert "They get a link" in browser.get(address).content.decode()
    facts: dict[str, Any] = {"named": [cast.coordinator, cast.consultant], "excluded": []}
    restrict_case(case=case, version=case.version, reason="x", by=cast.coordinator, **facts)
    page = browser.get(address).content.decode()
    assert "no link is sent" in page and "They get a link" not in page
    browser.post(address, form(by_link="on"))
    assert Referral.objects.get(receiver=body).state == State.SENT
    assert not AnswerLink.objects.exists()


def test_where_somebody_of_the_receiver_is_excluded_its_link_is_closed(cast: Cast) -> None:
    member = make_person(Role.COALITION_MEMBER, body := body_without_accounts(), "of@cisza.example")
    referral = sent_by_link(cast, receiver=body)
    path = latest_path()
    restrict(referral, cast, excluded=(cast.stranger,))
    assert MESSAGE in opened(path)
    restrict(referral, cast, excluded=(cast.stranger, member))
    assert stranger().post(path, {"open": "yes"}).status_code == 410
    restrict(referral, cast)
    assert MESSAGE in opened(path)


def test_a_link_that_is_open_in_a_tab_takes_no_answer_any_more(cast: Cast) -> None:
    referral = sent_by_link(cast)
    path = latest_path()
    opened(path)
    link = links.link_with(path.split("/")[-2])
    restrict(referral, cast, cast.coordinator, cast.consultant)
    sent = {"answer": "accepted", "version": str(referral.version), "name": "Ola Cicha"}
    page = stranger().post(path, sent)
    assert page.status_code == 410 and GONE in page.content.decode()
    assert link is not None
    with pytest.raises(LinkSpent):  # restricted between the look-up and the answer
        answer_by_link(link=link, to=State.ACCEPTED, version=referral.version, name="Ola")
    assert Referral.objects.get(pk=referral.pk).state == State.SENT


def test_another_link_is_not_sent_while_one_is_young(cast: Cast) -> None:
    sent_by_link(cast)
    path = latest_path()
    for _ in range(3):
        stranger().post(path, {"again": "yes"})
    assert len(letters()) == 1


@pytest.mark.parametrize("token", ["x", "%00", "é", "A" * 3000, "a.b", "'--", "\ud83d"])
def test_strange_tokens_are_answered_like_wrong_ones(cast: Cast, token: str) -> None:
    path = f"/en/answer/{token.encode('utf-8', 'surrogatepass').decode('latin-1')}/"
    assert stranger().get(path).status_code == 200
    assert stranger().post(path, {"open": "yes"}).status_code == 410


def test_the_link_of_one_city_is_nobodys_in_another(cast: Cast) -> None:
    sent_by_link(cast)
    path = latest_path()
    elsewhere = Client(HTTP_HOST="gdynia.localhost")
    answer = elsewhere.post(path, {"open": "yes"})
    assert answer.status_code in {404, 410} and MESSAGE not in answer.content.decode()


def test_guesses_are_slowed_and_nobody_is_shut_out(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent_by_link(cast)
    path = latest_path()
    for _ in range(WRONG_LINKS.limit):
        assert stranger().post("/en/answer/nobodys/", {"open": "yes"}).status_code == 410
    tried = ("/en/answer/nobodys/", path)
    answers = [stranger().post(one, {"open": "yes", "name": "Ola"}) for one in tried]
    for slow in answers:
        assert slow.status_code == 429 and MESSAGE not in slow.content.decode()
        assert slow["Retry-After"] == "10" and 'value="Ola"' in slow.content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', answers[-1].content.decode())
    assert ticket is not None
    token = path.split("/")[-2]
    monkeypatch.setattr(LANE.__class__, "_is_old_ticket", lambda *_: True)
    assert MESSAGE in stranger().post(path, {"ticket": "any"}).content.decode()
    monkeypatch.undo()
    assert LANE.is_due(token, LANE.pass_for(token))


def test_whoever_opened_the_link_is_not_slowed(cast: Cast) -> None:
    sent_by_link(cast)
    path = latest_path()
    found = re.search(r'name="ticket" value="([^"]+)"', opened(path))
    for _ in range(WRONG_LINKS.limit):
        stranger().post("/en/answer/nobodys/", {"open": "yes"})
    assert found is not None
    page = stranger().post(path, {"choose": "accepted", "ticket": found[1]})
    assert page.status_code == 200 and 'value="accepted"' in page.content.decode()
