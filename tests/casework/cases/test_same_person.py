"""Who may be the person that is being entered."""

from typing import Any

import pytest

from casework.cases import finding
from casework.cases.finding import Reason
from casework.cases.same_person import Person, cases_of_same_person, person_of
from ostoja.access.door import revoke
from ostoja.access.permissions import Permission
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case
from tests.cast import Cast

PHONE, PESEL, OTHER_PESEL = "+48600100200", "44051401359", "02070803628"


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        (Person(pesel=PESEL), Reason.PESEL),
        (Person("Ktoś Inny", pesel=PESEL), Reason.PESEL),
        (Person(phone=PHONE), Reason.PHONE),
        (Person("Janina Zmyślona"), Reason.SAME_WORDS),
        (Person("ZMYSLONA JANINA"), Reason.SAME_WORDS),
        (Person("Janina Maria Zmyślona"), Reason.SAME_WORDS),
        (Person("Яніна Змишльона"), Reason.SOUND),
        (Person("Yanina Zmyślona"), Reason.SOUND),
        (Person("Janina Zmyśolna"), Reason.SLIP),
        (Person("Janina Zmyślon"), Reason.SLIP),
        (Person("Janina Zmy"), None),
        (Person("Janina"), None),
        (Person("Janina Nowak"), None),
        (Person("Anna Zmyślona"), None),
        (Person("Janina Zmyślona", pesel=OTHER_PESEL), None),
        (Person("Janina Zmyślona", PHONE, OTHER_PESEL), Reason.PHONE),
        (Person(), None),
    ],
)
def test_two_words_or_a_number_make_somebody_known(
    cast: Cast, person: Person, reason: Reason | None
) -> None:
    case = make_case(cast, phone=PHONE, pesel=PESEL)
    found = cases_of_same_person(cast.consultant, person)
    assert [(one.case, one.reason) for one in found] == ([(case, reason)] if reason else [])


def test_one_is_not_compared_with_oneself_nor_with_whom_it_is_not(cast: Cast) -> None:
    case = make_case(cast)
    person = person_of(case)
    for without in (
        {"besides": case.pk},
        {"besides": case.submission},
        {"denied": {case.pk}},
    ):
        options: dict[str, Any] = without
        assert cases_of_same_person(cast.consultant, person, **options) == []


def test_only_cases_whose_person_one_may_read_are_compared(cast: Cast) -> None:
    case = make_case(cast)
    for stranger in (cast.stranger, cast.coordinator):
        assert cases_of_same_person(stranger, person_of(case)) == []
    revoke(cast.centre.group, case, Permission.CASE_PERSON)
    assert cases_of_same_person(cast.consultant, person_of(case)) == []


def test_the_likeliest_of_many_come_first_and_are_recorded(cast: Cast) -> None:
    for _ in range(6):
        make_case(cast)
    same = make_case(cast, person_name="", pesel=PESEL)
    found = cases_of_same_person(cast.consultant, Person("Janina Zmyślona", pesel=PESEL))
    assert found[0].case == same and len(found) == 5
    seen = AuditEvent.objects.filter(verb="case.compared")
    assert {event.subject_id for event in seen} == {str(one.case.pk) for one in found}


def test_a_shared_telephone_shows_initials_only(cast: Cast) -> None:
    make_case(cast, phone=PHONE)
    [found] = cases_of_same_person(cast.consultant, Person(phone=PHONE))
    assert found.name == "J. Z."


@pytest.mark.parametrize(
    ("kept", "reason"), [({"pesel": PESEL}, Reason.PESEL), ({"phone": PHONE}, Reason.PHONE)]
)
def test_the_very_number_is_found_behind_any_number_of_newer_like_names(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, kept: dict[str, str], reason: Reason
) -> None:
    monkeypatch.setattr(finding, "MOST_LOOKED_AT", 2)
    oldest = make_case(cast, person_name="Janina Zmyślona", **kept)
    for _ in range(3):
        make_case(cast, person_name="Janina Zmyślona")
    found = cases_of_same_person(cast.consultant, Person("Janina Zmyślona", **kept))
    assert (found[0].case, found[0].reason) == (oldest, reason)
    assert len({one.case.pk for one in found}) == len(found) == 3


def test_one_telephone_of_many_people_does_not_hide_whose_pesel_it_is(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no more of them are decrypted than one search looks at."""
    monkeypatch.setattr(finding, "MOST_LOOKED_AT", 2)
    oldest = make_case(cast, person_name="Ktoś Inny", pesel=PESEL)
    for _ in range(3):
        make_case(cast, phone=PHONE)
    found = cases_of_same_person(cast.consultant, Person(phone=PHONE, pesel=PESEL))
    assert found[0].case == oldest and len(found) == 3


def test_a_comparison_asks_as_often_for_one_as_for_many(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    for _ in range(2):
        make_case(cast, phone=PHONE, pesel=PESEL)
        user = type(cast.consultant).objects.get(pk=cast.consultant.pk)
        with django_assert_num_queries(6):  # roles, PESEL, telephone, name, permissions, the audit
            cases_of_same_person(user, Person("Janina Zmyślona", PHONE, PESEL))
