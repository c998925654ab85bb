"""A body without accounts reads and answers by links: each is used once, none tells too much."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from casework.referrals import links
from casework.referrals.choices import State
from casework.referrals.models import AnswerLink, Referral, Step
from casework.referrals.public import WRONG_LINKS
from ostoja.audit.models import AuditEvent
from ostoja.audit.presenters import lines
from tests.casework.referrals.linked import (
    ADDRESS,
    answered,
    body_without_accounts,
    latest_path,
    letters,
    opened,
    sent_by_link,
    stranger,
)
from tests.casework.referrals.situations import MESSAGE, coordinated_case, refer
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _full_budget() -> None:
    WRONG_LINKS.forget()


def fresh(referral: Referral) -> Referral:
    return Referral.objects.get(pk=referral.pk)


def test_the_email_holds_a_link_and_no_word_of_the_case(cast: Cast) -> None:
    referral = sent_by_link(cast)
    [letter] = letters()
    [sent] = [one for one in mail.outbox if one.to == [ADDRESS]]
    case = referral.case
    whole = f"{sent.subject} {letter}"
    for word in (MESSAGE, case.pseudonym, case.number, str(referral.case_need), case.summary):
        assert word not in whole
    assert "Konto nie jest potrzebne" in letter


def test_only_the_hash_of_the_token_is_kept(cast: Cast) -> None:
    sent_by_link(cast)
    token = latest_path().split("/")[-2]
    assert len(token) >= 43  # 256 bits
    link = AnswerLink.objects.get()
    assert bytes(link.token_hash) == links.hash_of(token) and token.encode() not in link.token_hash


def test_it_lasts_eight_days_at_most_and_no_longer_than_the_clock(cast: Cast) -> None:
    referral = sent_by_link(cast)
    assert AnswerLink.objects.get().expires_at == referral.respond_by
    answered(latest_path(), "accepted", referral)
    link = AnswerLink.objects.latest("created_at")
    left = link.expires_at - timezone.now()
    assert timedelta(days=7, hours=23) < left <= links.LASTS


def test_opening_the_address_shows_a_button_and_counts_as_no_look(cast: Cast) -> None:
    sent_by_link(cast)
    for language in ("pl", "en", "de", "uk"):
        page = stranger().get(latest_path(language))
        text = page.content.decode()
        assert page.status_code == 200 and MESSAGE not in text and 'name="open"' in text
        assert page["Cache-Control"] == "no-store"
    assert not AuditEvent.objects.filter(verb="referral.seen", via="link").exists()


@pytest.mark.parametrize(
    ("language", "title"),
    [("pl", "Informacje"), ("en", "Information"), ("de", "Informationen"), ("uk", "Інформація")],
)
def test_the_title_is_neutral(cast: Cast, language: str, title: str) -> None:
    sent_by_link(cast)
    html = stranger().post(latest_path(language), {"open": "yes"}).content.decode()
    found = re.search(r"<title>\s*(.*?)\s+–", html, re.DOTALL)
    assert found is not None and found[1] == title
    assert MESSAGE in html


def test_it_shows_only_what_was_shared(cast: Cast) -> None:
    case = coordinated_case(cast, person_name="Anna Wrzos", phone="501 000 111", pesel="")
    referral = refer(cast, case, receiver=body_without_accounts())
    html = opened(latest_path())
    assert MESSAGE in html and case.number in html
    for hidden in ("Anna Wrzos", "501", case.summary, case.contact_rules):
        assert hidden not in html
    Referral.objects.filter(pk=referral.pk).update(share_person=True, share_summary=True)
    html = opened(latest_path())
    assert "Anna Wrzos" in html and case.summary in html


def test_a_look_and_an_answer_are_on_record(cast: Cast) -> None:
    referral = sent_by_link(cast)
    path = latest_path()
    opened(path)
    answered(path, "accepted", referral)
    seen = AuditEvent.objects.get(verb="referral.seen", via="link")
    assert seen.details["address"] == links.name_of_address(ADDRESS)
    assert ADDRESS not in str(seen.details) and seen.subject_id == str(referral.case_id)
    accepted = AuditEvent.objects.get(verb="referral.accepted", via="link")
    assert accepted.actor_id is None and accepted.actor_name == "Ola Cicha, Fundacja Cisza"
    [line] = lines([accepted])
    assert line.who.startswith("Ola Cicha, Fundacja Cisza (")


def test_each_answer_has_a_link_of_its_own_until_the_work_is_done(cast: Cast) -> None:
    referral = sent_by_link(cast)
    ways: tuple[tuple[str, dict[str, str]], ...] = (
        ("considered", {}),
        ("accepted", {}),
        ("in_progress", {}),
        ("completed", {"outcome": "Trzy rozmowy."}),
    )
    for to, said in ways:
        path = latest_path()
        page = answered(path, to, fresh(referral), **said)
        assert stranger().post(path, {"open": "yes"}).status_code == 410
        assert ("/en/answer/" in page) == (to != "completed")
    assert fresh(referral).state == State.COMPLETED
    assert len(letters()) == len(ways)
    assert Step.objects.filter(referral=referral, answered_by="Ola Cicha").count() == len(ways)


def test_the_next_link_stands_on_the_page_too(cast: Cast) -> None:
    referral = sent_by_link(cast)
    page = answered(latest_path(), "accepted", referral)
    found = re.search(r'action="(/en/answer/[^"]+)"', page)
    assert found is not None and MESSAGE in opened(found[1])
    assert found[1] == latest_path()


def test_pressed_twice_it_says_that_the_answer_was_kept(cast: Cast) -> None:
    referral = sent_by_link(cast)
    path = latest_path()
    answered(path, "accepted", referral)
    assert "Your answer was kept" in answered(path, "accepted", referral)
    other = stranger().post(path, {"answer": "declined", "name": "X", "reason": "other"})
    assert other.status_code == 410
    assert Step.objects.filter(referral=referral).count() == 2


def test_choosing_sends_nothing(cast: Cast) -> None:
    referral = sent_by_link(cast)
    page = stranger().post(latest_path(), {"choose": "declined"})
    text = page.content.decode()
    assert page.status_code == 200 and 'name="reason"' in text and 'name="name"' in text
    assert fresh(referral).state == State.SENT


@pytest.mark.parametrize(
    ("to", "said", "problem"),
    [
        ("declined", {"name": "Ola"}, "Choose the reason."),
        ("declined", {"name": "", "reason": "other"}, "Write your name and surname."),
        ("declined", {"name": "Ola", "reason": "mistake"}, "reason"),
        ("accepted", {"name": " "}, "Write your name and surname."),
        ("accepted", {"name": "x" * 151}, "150"),
        ("accepted", {"name": "a\x00b"}, "name"),
    ],
)
def test_what_is_missing_is_told_and_what_was_typed_stays(
    cast: Cast, to: str, said: dict[str, str], problem: str
) -> None:
    referral = sent_by_link(cast)
    said = {"explanation": "Piszę to tu.", **said}
    page = stranger().post(latest_path(), {"answer": to, "version": "2", **said})
    text = page.content.decode()
    assert page.status_code == 422 and problem in text
    assert to == "accepted" or "Piszę to tu." in text
    assert fresh(referral).state == State.SENT and AnswerLink.objects.get().answered_at is None


@pytest.mark.parametrize("answer", ["completed", "sent", "withdrawn", "expired", "x", "\x00", ""])
def test_an_answer_that_is_not_possible_shows_the_letter_again(cast: Cast, answer: str) -> None:
    referral = sent_by_link(cast)
    data = {"answer": answer, "name": "Ola", "version": str(referral.version)}
    assert MESSAGE in stranger().post(latest_path(), data).content.decode()
    assert fresh(referral).state == State.SENT


def test_another_reason_is_explained(cast: Cast) -> None:
    sent_by_link(cast)
    said = {"answer": "declined", "version": "2", "name": "Ola", "reason": "other"}
    page = stranger().post(latest_path(), said)
    assert page.status_code == 422 and "Explain the other reason" in page.content.decode()


def test_a_stale_version_keeps_what_was_typed_and_the_link(cast: Cast) -> None:
    referral = sent_by_link(cast)
    path = latest_path()
    data = {"answer": "accepted", "name": "Ola Cicha", "version": "99"}
    page = stranger().post(path, data)
    assert page.status_code == 422 and "Ola Cicha" in page.content.decode()
    answered(path, "accepted", referral)
