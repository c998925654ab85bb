"""Finding a person: by what, by whom, in which order, and what is recorded of it."""

from collections.abc import Callable
from typing import Any

import pytest

from casework.cases import finding
from casework.cases.actions import change_case
from casework.cases.finding import Reason, Results, initials, search
from casework.cases.models import Case
from ostoja.access.door import revoke
from ostoja.access.permissions import Permission
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, need
from tests.cast import Cast

PHONE, PESEL = "+48600100200", "44051401359"


def reasons(results: Results) -> list[tuple[Case, Reason]]:
    """What was found, and why."""
    return [(one.case, one.reason) for one in results.found]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Janina Zmyślona", Reason.SAME_WORDS),
        ("zmyslona", Reason.SAME_WORDS),
        ("ZMYŚLONA janina", Reason.SAME_WORDS),
        ("zmy", Reason.BEGINNING),
        ("Janina Zmyśl", Reason.BEGINNING),
        ("Zmiślona", Reason.SOUND),
        ("Zmyśolna", Reason.SLIP),
        ("Janinna Zmyślona", Reason.SOUND),
        ("Яніна", Reason.SAME_WORDS),
        ("600 100 200", Reason.PHONE),
        ("+48600100200", Reason.PHONE),
        ("440514 01359", Reason.PESEL),
    ],
)
def test_a_person_is_found_by_what_is_known_of_them(cast: Cast, typed: str, reason: Reason) -> None:
    case = make_case(cast, phone=PHONE, pesel=PESEL)
    make_case(cast, person_name="Ktoś Inny")
    found = search(cast.consultant, typed)
    assert reasons(found) == [(case, reason)] and not found.more
    assert found.found[0].of_person


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "zm",
        "Janina Inna",
        "Zmyślona Janina Maria",
        "600 100 201",
        "44051401358",
        "%",
        "\x00",
    ],
)
def test_what_does_not_fit_finds_nobody(cast: Cast, typed: str) -> None:
    make_case(cast, phone=PHONE, pesel=PESEL)
    assert search(cast.consultant, typed) == Results([])


def test_a_case_is_found_by_its_number_in_any_spelling(cast: Cast) -> None:
    case = make_case(cast)
    prefix, number, year = case.number.split(".")
    for typed in (case.number, case.number.lower(), number, f"{number}/{year}", f"sprawa {number}"):
        [found] = search(cast.consultant, typed).found
        assert (found.case, found.reason, found.name) == (case, Reason.NUMBER, "")
    assert prefix == "IK"
    assert search(cast.consultant, f"{number}/1999").found == []


def test_a_case_is_found_by_its_pseudonym_without_a_name(cast: Cast) -> None:
    case = make_case(cast, pseudonym="Wrzos biały", person_name="")
    for typed in ("wrzos", "biały", "wrzo", "wrzsos"):
        [found] = search(cast.consultant, typed).found
        assert (found.case, found.of_person, found.name) == (case, False, "")


def test_the_likeliest_come_first_then_the_newest(cast: Cast) -> None:
    names = ["Kowalsky", "Kowalskapol", "Kowlaska", "Kowalska", "Kowalska"]
    cases = [make_case(cast, person_name=name) for name in names]
    found = search(cast.consultant, "kowalska").found
    assert [one.case for one in found] == [cases[at] for at in (4, 3, 1, 0, 2)]


def test_who_may_not_read_the_person_finds_nobody_by_the_person(cast: Cast) -> None:
    case = make_case(cast, pseudonym="Wrzos", phone=PHONE, pesel=PESEL)
    revoke(cast.centre.group, case, Permission.CASE_PERSON)
    for typed in ("Janina Zmyślona", "zmy", PHONE, PESEL):
        assert search(cast.consultant, typed).found == []
    [found] = search(cast.consultant, "Wrzos").found
    assert found.name == ""


@pytest.mark.parametrize("who", ["stranger", "partner_worker", "coordinator", "administrator"])
def test_whose_case_it_is_not_finds_nothing_by_anything(cast: Cast, who: str) -> None:
    case = make_case(cast, phone=PHONE, pesel=PESEL)
    for typed in ("Janina Zmyślona", PHONE, PESEL, case.number, case.pseudonym):
        assert search(getattr(cast, who), typed).found == []


def test_a_changed_name_is_found_and_the_old_one_is_not(cast: Cast) -> None:
    case = make_case(cast)
    facts = {"person_name": "Barbara Wymyślona", "phone": PHONE}
    change_case(case=case, version=case.version, needs=[need()], by=cast.consultant, **facts)
    assert reasons(search(cast.consultant, "wymyślona")) == [(case, Reason.SAME_WORDS)]
    assert reasons(search(cast.consultant, PHONE)) == [(case, Reason.PHONE)]
    assert search(cast.consultant, "zmyslona").found == []


def test_names_are_shown_as_far_as_they_are_needed(cast: Cast) -> None:
    make_case(cast, phone=PHONE, pesel=PESEL)
    shown = [search(cast.consultant, typed).found[0].name for typed in ("zmyslona", PHONE, PESEL)]
    assert shown == ["Janina Zmyślona", "J. Z.", "J. Z."]
    assert initials("") == ""


def test_terms_only_say_where_to_look(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every term is the same, all are looked at, and only those that fit are found."""
    monkeypatch.setattr("ostoja.privacy.search.terms._cut", lambda digest: 7)
    monkeypatch.setattr("casework.cases.terms.filled_up", lambda terms, row: sorted(set(terms)))
    case = make_case(cast)
    make_case(cast, person_name="Ktoś Inny", pseudonym="Osoba B")
    assert reasons(search(cast.consultant, "zmyślona")) == [(case, Reason.SAME_WORDS)]


def test_no_more_are_given_than_wanted_and_that_there_are_more_is_told(cast: Cast) -> None:
    for _ in range(3):
        make_case(cast)
    found = search(cast.consultant, "janina", limit=2)
    assert len(found.found) == 2 and found.more
    assert not search(cast.consultant, "janina", limit=3).more


def test_the_search_is_recorded_without_what_was_typed(cast: Cast) -> None:
    case = make_case(cast)
    search(cast.consultant, "Zmyślona")
    searched = AuditEvent.objects.get(verb="case.searched")
    assert (searched.actor_id, searched.details) == (cast.consultant.pk, {"found": 1})
    assert "zmy" not in str(AuditEvent.objects.values()).lower()
    assert AuditEvent.objects.get(verb="case.found").subject_id == str(case.pk)


def test_whose_name_was_not_shown_is_not_recorded_as_seen(cast: Cast) -> None:
    case = make_case(cast)
    search(cast.consultant, case.number)
    assert AuditEvent.objects.filter(verb="case.searched").exists()
    assert not AuditEvent.objects.filter(verb="case.found").exists()


def test_a_search_asks_as_often_for_one_as_for_many(
    cast: Cast, django_assert_num_queries: Callable[..., Any]
) -> None:
    for _ in range(2):
        make_case(cast)
        user = type(cast.consultant).objects.get(pk=cast.consultant.pk)
        with django_assert_num_queries(9):
            search(user, "zmyslona")


def test_an_endless_query_is_cut(cast: Cast) -> None:
    make_case(cast)
    assert search(cast.consultant, "zmyslona" + " " * 100_000).found
    assert len(finding.query_of("a" * 100_000).words[0]) <= finding.LONGEST_QUERY


@pytest.mark.parametrize("typed", [PHONE, PESEL])
def test_a_number_is_found_behind_any_number_of_newer_cases(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr(finding, "MOST_LOOKED_AT", 2)
    oldest = make_case(cast, phone=PHONE, pesel=PESEL)
    for _ in range(3):
        make_case(cast)
    for written in (typed, oldest.number):
        assert [one.case for one in search(cast.consultant, written).found] == [oldest]
