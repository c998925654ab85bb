"""In which order people wait: what staff marked as danger first, then who is on the page now."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.intake import actions
from casework.intake.desk.choices import Quiet, Risk
from casework.intake.desk.inbox import desk_inbox
from casework.intake.models import Conversation
from casework.intake.panels import who_waits
from ostoja.accounts.home import Pressing
from tests.casework.intake.reports import age, make_report, page_of
from tests.cast import Cast, browser_of

INBOX = "/pl/staff/inbox/"
HERE = "na stronie teraz"


def in_danger(row: Conversation, cast: Cast) -> None:
    actions.begin_danger(conversation=row, by=cast.consultant)


def with_a_call(row: Conversation, cast: Cast) -> None:
    actions.call_for_help(conversation=row, by=cast.consultant)


def with_a_risk(row: Conversation, cast: Cast) -> None:
    actions.set_risk(conversation=row, kind=Risk.SUICIDE, reason="Tak pisze.", by=cast.consultant)


def mute(row: Conversation, cast: Cast) -> None:
    until = timezone.now() + timedelta(hours=1)
    actions.keep_quiet(
        conversation=row,
        kind=Quiet.MUTE,
        until=until,
        reason="Pisze bez końca.",
        by=cast.supervisor,
    )


def here(row: Conversation) -> Conversation:
    return actions.enter_chat(conversation=row)


def shown(cast: Cast, query: str = "") -> list[Conversation]:
    return list(browser_of(cast.consultant).get(INBOX + query).context["page_obj"])


@pytest.mark.parametrize("why", [in_danger, with_a_call, with_a_risk])
@pytest.mark.parametrize("muted", [False, True])
def test_what_a_person_marked_stands_first_though_doubtful_or_muted(
    cast: Cast, why: Any, muted: bool
) -> None:
    plain, child, live = make_report(), make_report(is_minor=True), here(make_report())
    age(plain, hours=9)
    urgent = make_report(is_doubtful=True)
    if muted:
        mute(urgent, cast)
    why(urgent, cast)
    assert shown(cast) == [urgent, live, child, plain]


def test_danger_stands_before_a_call_and_a_call_before_a_risk(cast: Cast) -> None:
    risk, call, danger = make_report(), make_report(), make_report(is_doubtful=True)
    with_a_risk(risk, cast)
    with_a_call(call, cast)
    in_danger(danger, cast)
    assert shown(cast) == [danger, call, risk]


def test_who_is_on_the_page_stands_before_forms_of_three_days(cast: Cast) -> None:
    old, live = make_report(is_minor=True), make_report()
    age(old, days=3)
    here(live)
    assert shown(cast) == [live, old]
    Conversation.objects.filter(pk=live.pk).update(chat_until=timezone.now())
    assert shown(cast) == [old, live], "whoever has left waits in turn"


def test_a_machine_on_the_page_waits_behind_people_on_the_page(cast: Cast) -> None:
    machine, form = here(make_report(is_doubtful=True)), make_report()
    person = here(make_report())
    assert shown(cast) == [person, machine, form]


def test_whoever_is_talked_with_already_keeps_nobody_waiting(cast: Cast) -> None:
    old, live = make_report(), here(make_report())
    age(old, hours=1)
    actions.claim(conversation=live, by=cast.colleague)
    assert shown(cast) == [old, live]
    text = browser_of(cast.consultant).get(INBOX).content.decode()
    assert HERE in text and f"{HERE}, czeka" not in text


def test_the_inbox_says_in_words_who_is_there_and_since_when(cast: Cast) -> None:
    live, gone = make_report(), make_report()
    here(live)
    two = timezone.now() - timedelta(minutes=2, seconds=5)
    Conversation.objects.filter(pk=live.pk).update(chat_since=two)
    Conversation.objects.filter(pk=gone.pk).update(chat_since=two, chat_until=two)
    text = browser_of(cast.consultant).get(INBOX).content.decode()
    assert text.count(f"{HERE}, czeka 2\N{NO-BREAK SPACE}minuty") == 1 == text.count(HERE + ",")


def test_whoever_came_back_to_talk_after_an_answer_is_seen(cast: Cast) -> None:
    row = make_report()
    actions.answer(
        conversation=row,
        submission=uuid4(),
        version=row.version,
        text="Jestem.",
        by=cast.consultant,
    )
    row.refresh_from_db()
    assert shown(cast) == []
    here(row)
    assert shown(cast) == [row]
    actions.leave_chat(conversation=row)
    assert shown(cast) == []


def test_only_who_is_there_can_be_shown(cast: Cast) -> None:
    make_report()
    live, held = here(make_report()), here(make_report())
    actions.claim(conversation=held, by=cast.colleague)
    assert shown(cast, "?show=live") == [live, held]
    assert shown(cast, "?show=live&state=claimed") == [held]
    assert shown(cast, "?show=live&state=closed") == []


def test_marks_cost_no_query_for_each(cast: Cast, django_assert_num_queries: Any) -> None:
    for _ in range(3):
        here(make_report())
    list(desk_inbox(cast.consultant))  # roles are known now
    with django_assert_num_queries(1):
        rows = list(desk_inbox(cast.consultant))
    assert len(rows) == 3


def test_the_first_page_has_the_same_order(cast: Cast) -> None:
    old, live, danger = make_report(), here(make_report()), make_report(is_doubtful=True)
    age(old, hours=2)
    in_danger(danger, cast)
    panel = who_waits(cast.consultant)
    assert panel is not None
    assert [row.url.split("/")[-2] for row in panel.rows] == [
        str(one.pk) for one in (danger, live, old)
    ]
    assert [row.pressing for row in panel.rows] == [Pressing.NOW, Pressing.NOW, Pressing.TODAY]


def test_the_hint_of_the_answer_is_true_in_a_live_talk(cast: Cast) -> None:
    for row in (make_report(), here(make_report())):
        text = browser_of(cast.consultant).get(page_of(row)).content.decode()
        assert "przeczyta od razu" in text and "Osoba przeczyta ją po wpisaniu" not in text


@pytest.mark.parametrize("word", ["", "wrzos"])
def test_the_check_word_is_spoken_of_only_where_there_is_one(cast: Cast, word: str) -> None:
    row = make_report(safe_contact={"may_call": "yes", "check_word": word})
    text = browser_of(cast.consultant).get(page_of(row)).content.decode()
    assert ("Zapytaj o hasło, zanim powiesz" in text) == bool(word)
    assert "Brak odpowiedzi oznacza „nie”." in text
