"""A conversation is passed on with a note that staff alone read."""

from typing import Any

import pytest
from django.utils import timezone

from casework.cases.refusal import NotAllowed
from casework.intake import actions
from casework.intake.choices import ConversationState
from casework.intake.models import Conversation, DeskSettings, PassingOn
from ostoja.access.roles import Role
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.notifications.models import Notification
from tests.casework.intake.reports import code_of, make_report, page_of, phone, send_answer
from tests.cast import Cast, browser_of, make_person

NOTE = "Boi się dzwonić. Ma córkę."


@pytest.fixture
def held(cast: Cast, report: Conversation) -> Conversation:
    return actions.claim(conversation=report, by=cast.consultant)


def give(held: Conversation, by: User, to: User | None) -> PassingOn:
    return actions.pass_on(conversation=held, version=held.version, receiver=to, note=NOTE, by=by)


def form(held: Conversation, to: str, **more: str) -> dict[str, str]:
    return {"receiver": to, "note": NOTE, "version": str(held.version), "go": "1", **more}


def test_a_colleague_has_it_and_is_told(cast: Cast, held: Conversation) -> None:
    since = held.waiting_since
    give(held, cast.consultant, cast.colleague)
    held.refresh_from_db()
    assert (held.claimed_by, held.state) == (cast.colleague, ConversationState.CLAIMED)
    assert held.waiting_since == since, "the wait is not forgotten"
    told = Notification.objects.get(kind="conversation-passed-on")
    assert told.person == cast.colleague


def test_back_in_the_queue_it_waits_for_everybody(cast: Cast, held: Conversation) -> None:
    give(held, cast.consultant, None)
    held.refresh_from_db()
    assert (held.claimed_by, held.state) == (None, ConversationState.WAITING)
    actions.claim(conversation=held, by=cast.colleague)


def test_sent_twice_it_is_passed_on_once(cast: Cast, held: Conversation) -> None:
    first = give(held, cast.consultant, cast.colleague)
    assert give(held, cast.consultant, cast.colleague) == first
    assert PassingOn.objects.count() == 1


def test_of_two_who_pass_it_on_one_is_told_to_look_again(cast: Cast, held: Conversation) -> None:
    third = make_person(Role.CONSULTANT, cast.centre, "third@city.example")
    give(held, cast.consultant, cast.colleague)
    with pytest.raises(StaleObject):
        give(held, cast.supervisor, third)


def left(cast: Cast) -> str:
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    return "nie odpowiada już"


def changed_role(cast: Cast) -> str:
    cast.colleague.memberships.all().delete()
    return "nie odpowiada już"


def on_a_break(cast: Cast) -> str:
    actions.go_on_break(by=cast.colleague)
    return "ma przerwę"


def full(cast: Cast) -> str:
    DeskSettings.objects.update(most_at_once=1)
    actions.claim(conversation=make_report(), by=cast.colleague)
    return "prowadzi już"


def full_by_own_limit(cast: Cast) -> str:
    actions.set_own_limit(most=1, by=cast.colleague)
    actions.claim(conversation=make_report(), by=cast.colleague)
    return "prowadzi już"


@pytest.mark.parametrize("how", [left, changed_role, on_a_break, full, full_by_own_limit])
def test_whoever_cannot_take_it_is_not_given_it(cast: Cast, held: Conversation, how: Any) -> None:
    client = browser_of(cast.consultant)
    assert client.get(page_of(held, "pass-on/")).status_code == 200
    words = how(cast)
    page = client.post(page_of(held, "pass-on/"), form(held, str(cast.colleague.pk), text="Moja"))
    text = page.content.decode()
    assert page.status_code == 422 and words in text
    assert NOTE in text and 'name="text" value="Moja"' in text
    held.refresh_from_db()
    assert held.claimed_by == cast.consultant and not PassingOn.objects.exists()


@pytest.mark.parametrize("to", ["", "nobody", "queue"])
def test_a_form_without_a_colleague_or_note_says_so(
    cast: Cast, held: Conversation, to: str
) -> None:
    sent = {**form(held, to), "note": " "}
    page = browser_of(cast.consultant).post(page_of(held, "pass-on/"), sent)
    assert page.status_code == 422 and not PassingOn.objects.exists()


def test_whoever_has_it_already_is_not_given_it_again(cast: Cast, held: Conversation) -> None:
    with pytest.raises(NotAllowed, match=cast.consultant.full_name):
        give(held, cast.supervisor, cast.consultant)


def test_what_nobody_holds_does_not_go_back(cast: Cast, report: Conversation) -> None:
    with pytest.raises(NotAllowed):
        give(report, cast.consultant, None)
    report = actions.close(conversation=report, version=report.version, by=cast.consultant)
    with pytest.raises(NotAllowed):
        give(report, cast.consultant, cast.colleague)


def test_a_stale_form_keeps_the_note_and_goes_ahead_the_second_time(
    cast: Cast, held: Conversation
) -> None:
    client = browser_of(cast.consultant)
    sent = {**form(held, str(cast.colleague.pk)), "version": "1"}
    page = client.post(page_of(held, "pass-on/"), sent)
    text = page.content.decode()
    assert page.status_code == 422 and NOTE in text
    assert f'name="version" value="{held.version}"' in text
    client.post(page_of(held, "pass-on/"), form(held, str(cast.colleague.pk)))
    held.refresh_from_db()
    assert held.claimed_by == cast.colleague


def test_the_person_is_told_of_new_hands_and_never_reads_the_note(
    cast: Cast, report: Conversation
) -> None:
    send_answer(browser_of(cast.consultant), report)
    report.refresh_from_db()
    give(report, cast.consultant, cast.colleague)
    page = phone().post("/pl/return/", {"code": code_of(report)}).content.decode()
    assert "Od teraz odpowiada inna osoba" in page and NOTE not in page
    assert cast.colleague.full_name not in page
    report.refresh_from_db()
    send_answer(browser_of(cast.colleague), report, version=str(report.version))
    later = phone().post("/pl/return/", {"code": code_of(report)}).content.decode()
    assert "Od teraz odpowiada inna osoba" not in later, "the change stands before the new words"


def test_colleagues_read_the_note_and_the_coordinator_does_not(
    cast: Cast, held: Conversation
) -> None:
    give(held, cast.consultant, cast.colleague)
    for who in (cast.colleague, cast.supervisor):
        assert NOTE in browser_of(who).get(page_of(held)).content.decode()
    assert NOTE not in browser_of(cast.coordinator).get(page_of(held)).content.decode()
    assert browser_of(cast.coordinator).get(page_of(held, "pass-on/")).status_code == 404


def test_the_page_says_what_each_colleague_does(cast: Cast, held: Conversation) -> None:
    actions.go_on_break(by=cast.colleague)
    before = timezone.now()
    text = browser_of(cast.consultant).get(page_of(held, "pass-on/")).content.decode()
    assert "ma przerwę" in text and cast.colleague.full_name in text
    assert cast.colleague.pause.since <= before
