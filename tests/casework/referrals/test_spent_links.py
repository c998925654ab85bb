"""Links that ended, strange ones and guesses: they look alike, and nobody is shut out."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casework.partners.models import Phone
from casework.referrals import links
from casework.referrals.actions import withdraw
from casework.referrals.choices import Reason
from casework.referrals.models import AnswerLink, Referral
from casework.referrals.public import LANE, WRONG_LINKS
from casework.referrals.tasks import expire_overdue
from tests.casework.referrals.linked import (
    answered,
    body_without_accounts,
    latest_path,
    letters,
    opened,
    sent_by_link,
    stranger,
)
from tests.casework.referrals.situations import MESSAGE
from tests.cast import Cast

GONE = "This link does not work any more"


@pytest.fixture(autouse=True)
def _full_budget() -> None:
    WRONG_LINKS.forget()


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
    if how == "clock":
        Referral.objects.filter(pk=referral.pk).update(respond_by=timezone.now())
        assert expire_overdue.run() == 1
    return path


WAYS = ["unknown", "used", "expired", "withdrawn", "clock"]


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
