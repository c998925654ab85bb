"""What other pages show of conversations, and what happens when somebody leaves."""

from typing import Any
from uuid import uuid4

from django.utils import timezone, translation

from casework.cases.selectors import sight_of
from casework.intake import actions
from casework.intake.handover import CONVERSATIONS
from casework.intake.models import Conversation
from casework.intake.panels import (
    MOST,
    conversations_of,
    my_conversations,
    nobody_answers,
    waits_with_team,
    who_waits,
)
from casework.intake.presenters import LABELS, times_of_conversations
from ostoja.access.roles import Role
from ostoja.accounts.home import Pressing
from ostoja.accounts.models import User
from ostoja.audit.presenters import verbs
from tests.casework.cases.situations import make_case
from tests.casework.intake.reports import age, make_report
from tests.cast import Cast, browser_of


def test_the_home_page_shows_who_waits_longest(cast: Cast) -> None:
    reports = [make_report() for _ in range(MOST + 2)]
    for hours, report in enumerate(reports):
        age(report, hours=hours + 1)
    panel = who_waits(cast.consultant)
    assert panel is not None
    assert len(panel.rows) == MOST
    assert str(reports[-1].pk) in panel.rows[0].url
    assert browser_of(cast.consultant).get("/pl/staff/").status_code == 200


def test_an_administrator_is_told_while_nobody_answers(cast: Cast) -> None:
    assert nobody_answers(cast.administrator) is None
    make_report()
    User.objects.filter(memberships__role=Role.CONSULTANT).update(is_active=False)
    assert nobody_answers(cast.coordinator) is None
    with translation.override("pl"):
        panel = nobody_answers(cast.administrator)
        assert panel is not None
        assert (panel.rows[0].url, panel.rows[0].meta) == ("/pl/staff/people/invite/", "czeka: 1")
    assert "Zaproś konsultanta" in browser_of(cast.administrator).get("/pl/staff/").content.decode()


def test_it_tells_who_answers_already(cast: Cast) -> None:
    actions.claim(conversation=make_report(), by=cast.colleague)
    panel = who_waits(cast.consultant)
    assert panel is not None
    assert cast.colleague.full_name in str(panel.rows[0].text)


def test_it_is_for_those_who_answer(cast: Cast) -> None:
    make_report()
    assert who_waits(cast.coordinator) is None
    assert who_waits(cast.stranger) is None


def test_a_case_shows_its_conversations_to_those_who_may_read_them(cast: Cast) -> None:
    conversation = make_report()
    facts: dict[str, Any] = {
        "pseudonym": "Sosna", "summary": "x", "needs": [], "urgency": "soon",
        "phase": "intervention", "age": None, "language": "pl", "accessibility": [],
        "person_name": "", "contact_rules": "",
    }  # fmt: skip
    case, _is_ours = actions.open_case_from(
        conversation=conversation,
        submission=uuid4(),
        lead=cast.centre,
        by=cast.consultant,
        **facts,
    )
    shown = conversations_of(case, sight_of(case, cast.coordinator))
    assert shown is not None
    assert shown.context["conversations"] == [conversation]
    assert conversations_of(case, sight_of(case, cast.partner_worker)) is None


def test_a_case_without_conversation_shows_nothing(cast: Cast) -> None:
    case = make_case(cast)
    assert conversations_of(case, sight_of(case, cast.consultant)) is None


def test_when_somebody_leaves_their_conversations_go_back_to_the_queue(cast: Cast) -> None:
    for _ in range(2):
        actions.claim(conversation=make_report(), by=cast.consultant)
    actions.claim(conversation=make_report(), by=cast.colleague)
    assert CONVERSATIONS.count(cast.consultant) == 2
    CONVERSATIONS.hand_over(cast.consultant, cast.administrator)
    assert CONVERSATIONS.count(cast.consultant) == 0
    assert Conversation.objects.filter(state="waiting", claimed_by=None).count() == 2
    assert CONVERSATIONS.count(cast.colleague) == 1


def test_the_audit_has_words_for_all_that_is_recorded(cast: Cast) -> None:
    assert set(LABELS) <= {verb for verb, _label in verbs()}


def test_a_conversation_is_named_by_its_time_alone(cast: Cast) -> None:
    conversation = make_report()
    names = times_of_conversations({str(conversation.pk)})
    assert list(names) == [str(conversation.pk)]
    day = timezone.localdate(conversation.created_at)
    assert names[str(conversation.pk)].startswith(f"{day:%d.%m.%Y}")


def test_the_home_page_shows_children_first_and_says_so(cast: Cast) -> None:
    age(make_report(), hours=5)
    child = make_report(is_minor=True)
    panel = who_waits(cast.consultant)
    assert panel is not None
    assert str(child.pk) in panel.rows[0].url
    with translation.override("pl"):
        panel = who_waits(cast.consultant)
        assert panel is not None
        assert panel.rows[0].meta == "poniżej 18 lat · czeka niecałą minutę"


def test_ones_own_conversations_come_back_to_their_consultant(cast: Cast) -> None:
    answered, taken, others = make_report(), make_report(), make_report()
    actions.answer(
        conversation=answered,
        version=answered.version,
        submission=uuid4(),
        text="Jesteśmy.",
        by=cast.consultant,
    )
    actions.claim(conversation=taken, by=cast.consultant)
    actions.claim(conversation=others, by=cast.colleague)
    panel = my_conversations(cast.consultant)
    assert panel is not None
    assert [str(taken.pk) in row.url for row in panel.rows] == [True]
    actions.write_again(conversation=answered, submission=uuid4(), text="I co dalej?")
    panel, queue = my_conversations(cast.consultant), who_waits(cast.consultant)
    assert panel is not None and queue is not None
    assert len(panel.rows) == 2
    assert [str(others.pk) in row.url for row in queue.rows] == [True]
    for person in (cast.coordinator, cast.supervisor, cast.analyst):
        assert my_conversations(person) is None


def test_a_supervisor_reads_along_who_waits(cast: Cast) -> None:
    make_report()
    panel = waits_with_team(cast.supervisor)
    assert panel is not None and len(panel.rows) == 1
    for person in (cast.consultant, cast.coordinator, cast.analyst, cast.partner_worker):
        assert waits_with_team(person) is None


def test_children_and_a_day_of_waiting_press_and_machines_do_not(cast: Cast) -> None:
    make_report(is_minor=True)
    age(make_report(), hours=25)
    make_report()
    age(make_report(is_doubtful=True), hours=90)
    panel = who_waits(cast.consultant)
    assert panel is not None
    expected = [Pressing.NOW, Pressing.NOW, Pressing.TODAY, Pressing.LATER]
    assert [row.pressing for row in panel.rows] == expected
