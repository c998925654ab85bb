"""Which known case may be about the person who is being entered."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from django.db.models import Q, QuerySet

from casework.cases.choices import CaseState
from casework.cases.finding import Found, Reason, has_any, initials, newest, record_shown
from casework.cases.models import Case
from casework.cases.selectors import cases_visible_to
from casework.cases.terms import NAME, PESEL, PHONE
from ostoja.access.door import permissions_on
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.privacy.search.likeness import Likeness, Typed, best_of, is_one_slip, typed_words
from ostoja.privacy.search.spelling import plain, words_of
from ostoja.privacy.search.terms import number_term, wanted_terms

MOST_SUGGESTED = 5
WORDS_COMPARED = 5
"""Of a name; two of them must be alike, since half a city is called Anna."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody; ``phone`` and ``pesel`` in the form in which they are kept."""

    name: str = ""
    phone: str = ""
    pesel: str = ""

    @property
    def words(self) -> list[str]:
        """The words of the name that are compared."""
        return words_of(self.name)[:WORDS_COMPARED]

    @property
    def typed(self) -> list[Typed]:
        """The same, ready to be compared."""
        return typed_words(" ".join(self.words))


def person_of(case: Case) -> Person:
    """Whom a case is about, as far as it is known."""
    return Person(case.person_name, case.phone, case.pesel)


def cases_of_same_person(
    user: User, person: Person, *, besides: UUID | None = None, denied: Collection[UUID] = ()
) -> list[Found]:
    """Cases whose person the user may read and who may be this one, the likeliest first.

    ``besides`` is the id or the submission of the case that is being written, ``denied`` are
    ids of cases of which somebody said that they are about another person. That their persons
    were shown is recorded.
    """
    others = cases_visible_to(user).exclude(Q(pk=besides) | Q(submission=besides))
    cases = _looked_at(others.exclude(pk__in=denied), person)
    found = sorted(_decided(user, person, cases), key=lambda one: -one.reason)[:MOST_SUGGESTED]
    record_shown("case.compared", user, found)
    return found


def _looked_at(cases: QuerySet[Case], person: Person) -> list[Case]:
    """The newest under the PESEL, under the telephone, and under the name.

    They are asked for apart: many people have a like name or one telephone, and would hide an
    older case under the very PESEL.
    """
    found = (newest(cases.filter(where)) for where in _ways(person))
    return list({case.pk: case for some in found for case in some}.values())


def _ways(person: Person) -> Iterator[Q]:
    if person.pesel:
        yield has_any([number_term(PESEL, person.pesel)])
    if person.phone:
        yield has_any([number_term(PHONE, person.phone)])
    if len(person.words) > 1:
        yield _by_name(person)


def _by_name(person: Person) -> Q:
    where = Q()
    for one, other in combinations(person.words, 2):
        where |= has_any(wanted_terms(NAME, one)) & has_any(wanted_terms(NAME, other))
    return where


def _decided(user: User, person: Person, cases: list[Case]) -> Iterator[Found]:
    permissions, typed = permissions_on(user, cases), person.typed
    for case in cases:
        if Permission.CASE_PERSON not in permissions[case.pk]:
            continue
        known = person_of(case)
        reason = _why(person, typed, known)
        if reason is not None:
            is_named = reason < Reason.PHONE
            name = known.name if is_named else initials(known.name)
            may_write = Permission.CASE_ANNOTATE in permissions[case.pk]
            takes_notes = may_write and case.state != CaseState.CLOSED
            yield Found(case, reason, name, of_person=True, takes_notes=takes_notes)


def _why(person: Person, typed: Sequence[Typed], known: Person) -> Reason | None:
    if person.pesel and person.pesel == known.pesel:
        return Reason.PESEL
    if person.phone and person.phone == known.phone:
        return Reason.PHONE
    if person.pesel and known.pesel:
        return None  # two numbers are two people, however alike their names
    return _why_by_name(typed, known.words)


def _why_by_name(typed: Sequence[Typed], known: Sequence[str]) -> Reason | None:
    """The weaker of two words that are alike; all words of the shorter name must be."""
    alike = [one for word in typed if (one := _whole_word(word, known)) is not None]
    enough = len(alike) >= 2 and len(alike) >= min(len(typed), len(known))
    return Reason(min(alike)) if enough else None


def _whole_word(typed: Typed, known: Sequence[str]) -> Likeness | None:
    """A mere beginning is no likeness here: who enters a person writes whole words."""
    alike = best_of(typed, known)
    if alike != Likeness.BEGINNING:
        return alike
    one_letter_short = any(is_one_slip(typed.plain, plain(word)) for word in known)
    return Likeness.SLIP if one_letter_short else None
