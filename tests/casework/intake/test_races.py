"""Several people, tabs and retries at the very same moment: exactly one winner each time."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from casework.cases.models import Case
from casework.intake import actions
from casework.intake.models import Conversation, Message
from casework.partners.models import Organisation
from ostoja.access.roles import Role
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from tenants.fence import entered
from tests.casework.intake.reports import WORDS, filled_form, make_report, phone
from tests.cast import make_organisation, make_person

AT_ONCE = 8


@pytest.fixture
def gdansk_for_real(committed_database: str) -> Iterator[None]:
    with entered("gdansk"):
        yield


def all_at_once(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run them in as many threads, started together; results, or the kinds of their errors."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            with entered("gdansk"):
                barrier.wait(timeout=10)
                return work()
        except (actions.HeldBySomebodyElse, StaleObject) as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def send(form: dict[str, str]) -> Any:
    return phone().post("/pl/contact/", form)


def consultants(number: int) -> list[User]:
    return [make_person(Role.CONSULTANT, email=f"c{one}@city.example") for one in range(number)]


@pytest.mark.usefixtures("gdansk_for_real")
def test_a_form_sent_from_many_tabs_is_one_report_with_one_code() -> None:
    form = filled_form()
    answers = all_at_once([partial(send, form)] * AT_ONCE)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.context["code"] for answer in answers}) == 1
    assert Conversation.objects.count() == Message.objects.count() == 1


@pytest.mark.usefixtures("gdansk_for_real")
def test_changed_words_sent_from_many_tabs_are_kept_once_each() -> None:
    form = filled_form()
    works = [partial(send, {**form, "text": text}) for text in ["A", "B", "C", "A", "B", "C"]]
    assert {answer.status_code for answer in all_at_once(works)} == {200}
    conversation = Conversation.objects.get()
    assert sorted(message.text for message in conversation.messages.all()) == ["A", "B", "C"]
    assert [message.number for message in conversation.messages.all()] == [1, 2, 3]


@pytest.mark.usefixtures("gdansk_for_real")
def test_of_many_who_claim_at_once_one_does() -> None:
    people = consultants(AT_ONCE)
    for _ in range(5):
        outcomes = Counter(all_at_once(_claims(make_report(), people)))
        assert outcomes == {"won": 1, actions.HeldBySomebodyElse: AT_ONCE - 1}


def _claims(conversation: Conversation, people: list[User]) -> list[Callable[[], str]]:
    def claim(person: User) -> str:
        actions.claim(conversation=conversation, by=person)
        return "won"

    return [partial(claim, person) for person in people]


def _answer(conversation: Conversation, person: User, submission: UUID) -> Message:
    return actions.answer(
        conversation=conversation, version=1, submission=submission, text="A", by=person
    )


@pytest.mark.usefixtures("gdansk_for_real")
def test_of_many_who_answer_at_once_one_does() -> None:
    conversation, people = make_report(), consultants(AT_ONCE)
    outcomes = all_at_once([partial(_answer, conversation, one, uuid4()) for one in people])
    assert Counter(type(one) for one in outcomes)[Message] == 1
    assert conversation.messages.count() == 2


@pytest.mark.usefixtures("gdansk_for_real")
def test_of_many_who_open_a_case_at_once_one_does_and_the_others_are_told() -> None:
    conversation, people = make_report(), consultants(AT_ONCE)
    centre = make_organisation("centre", "Ośrodek kryzysowy")
    facts: dict[str, Any] = {"summary": WORDS, "needs": [], "urgency": "urgent", "age": None}
    facts |= {"phase": "intervention", "language": "pl", "accessibility": []}
    facts |= {"pseudonym": "Sosna", "person_name": "", "contact_rules": ""}
    outcomes = all_at_once([partial(_open, conversation, centre, one, facts) for one in people])
    assert len({case.pk for case, _is_ours in outcomes}) == Case.objects.count() == 1
    assert Counter(is_ours for _case, is_ours in outcomes) == {True: 1, False: AT_ONCE - 1}


def _open(
    conversation: Conversation, lead: Organisation, person: User, facts: dict[str, Any]
) -> tuple[Case, bool]:
    return actions.open_case_from(
        conversation=conversation, submission=uuid4(), lead=lead, by=person, **facts
    )


@pytest.mark.usefixtures("gdansk_for_real")
def test_a_double_click_on_send_is_one_answer() -> None:
    conversation, [person], submission = make_report(), consultants(1), uuid4()
    outcomes = all_at_once([partial(_answer, conversation, person, submission)] * AT_ONCE)
    assert len({outcome.pk for outcome in outcomes}) == 1


@pytest.mark.usefixtures("gdansk_for_real")
def test_numbers_have_no_gaps_when_everybody_writes_at_once() -> None:
    conversation = make_report()
    all_at_once(
        [lambda: actions.write_again(conversation=conversation, submission=uuid4(), text=WORDS)]
        * AT_ONCE
    )
    numbers = [message.number for message in conversation.messages.all()]
    assert numbers == list(range(1, AT_ONCE + 2))
