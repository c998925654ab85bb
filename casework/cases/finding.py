"""Finding a person among the cases that somebody may see: by name, number, telephone, PESEL.

Terms say where to look; what is found is decided on the decrypted words, and only on those that
the searching person may read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case, CaseNumbering
from casework.cases.numbering import write_number
from casework.cases.selectors import cases_visible_to
from casework.cases.terms import NAME, PESEL, PHONE, PSEUDONYM
from ostoja.access.door import permissions_on
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.audit import record, record_each
from ostoja.privacy.search.likeness import Typed, likeness_of_all, typed_words
from ostoja.privacy.search.numbers import pesel_number, phone_number
from ostoja.privacy.search.spelling import words_of
from ostoja.privacy.search.terms import exact_term, number_term, wanted_terms
from ostoja.ui.forms import storable

LONGEST_QUERY = 100
MOST_FOUND = 20
MOST_LOOKED_AT = 200
"""Cases that one search decrypts at most, the newest; more words narrow it down."""

_CASE_NUMBER = re.compile(r"\D*(\d{1,7})(?:\D+(\d{4}))?", re.ASCII)
_PERSON = ("pseudonym", "person_name", "phone", "pesel")
_ROW = ("worker", "changed_at", "closed_at", "version", "lead__name")
_NEEDED = (*_PERSON, *_ROW, "number", "state", "urgency", "phase", "opened_at", "is_sample")


class Reason(IntEnum):
    """Why a case was found, from the weakest reason to the strongest."""

    SLIP = 1
    SOUND = 2
    BEGINNING = 3
    DECLINED = 4
    SAME_WORDS = 5
    PHONE = 6
    PESEL = 7
    NUMBER = 8


PERSON_WORDS = {
    Reason.PESEL: _("the same PESEL"),
    Reason.PHONE: _("the same telephone number"),
    Reason.SAME_WORDS: _("the same name"),
    Reason.DECLINED: _("the name, in another grammatical case"),
    Reason.BEGINNING: _("the name begins so"),
    Reason.SOUND: _("a name that sounds alike"),
    Reason.SLIP: _("a name that differs by one letter"),
}
CASE_WORDS = {
    Reason.NUMBER: _("the number of the case"),
    Reason.SAME_WORDS: _("the pseudonym"),
    Reason.DECLINED: _("the pseudonym, in another grammatical case"),
    Reason.BEGINNING: _("the pseudonym begins so"),
    Reason.SOUND: _("a pseudonym that sounds alike"),
    Reason.SLIP: _("a pseudonym that differs by one letter"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A case, why it was found, and the name as far as it must be shown to choose.

    ``of_person`` is true where it was found by what is known of the person, and not by its
    number or pseudonym; ``takes_notes`` where the searching person may write into it.
    """

    case: Case
    reason: Reason
    name: str = ""
    of_person: bool = False
    takes_notes: bool = False

    @property
    def why(self) -> str:
        """The reason in words."""
        words = PERSON_WORDS if self.of_person else CASE_WORDS
        return str(words[self.reason])


@dataclass(frozen=True, slots=True)
class Results:
    """The likeliest first; ``more`` where others fit as well."""

    found: list[Found]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody typed, as all that it may be."""

    words: list[str]
    typed: list[Typed]
    numbers: frozenset[str]
    phone: str
    pesel: str

    @property
    def number_terms(self) -> list[int]:
        """Where the telephone or the PESEL lies, if it is one."""
        given = {PHONE: self.phone, PESEL: self.pesel}
        return [number_term(field, number) for field, number in given.items() if number]


def query_of(text: str) -> Query:
    """Anything may be typed; what cannot be found finds nothing."""
    text = str(storable(text[:LONGEST_QUERY])).strip()
    numbers = frozenset(_with_signposts(set(_case_numbers(text))))
    phone, pesel = phone_number(text) or "", pesel_number(text) or ""
    return Query(words_of(text), typed_words(text), numbers, phone, pesel)


def _case_numbers(text: str) -> Iterator[str]:
    """``IK.12.2026`` as it stands; ``12/2026`` and ``12`` (of this year) in the city's pattern."""
    yield from (text, text.upper())
    typed = _CASE_NUMBER.fullmatch(text)
    numbering = CaseNumbering.objects.first() if typed else None
    if typed and numbering:
        year = int(typed[2] or numbering.year)
        yield write_number(numbering.pattern, int(typed[1]), year)


def _with_signposts(numbers: set[str]) -> set[str]:
    """Also the numbers of the cases into which those with these numbers were merged."""
    merged = Case.objects.filter(number__in=numbers).exclude(merged_into=None)
    further = set(merged.values_list("merged_into__number", flat=True)) - numbers
    return _with_signposts(numbers | further) if further else numbers


def search(user: User, text: str, limit: int = MOST_FOUND) -> Results:
    """The cases that fit, likeliest first. That somebody searched is recorded, not for what;
    whose name was shown is recorded at their case.
    """
    query = query_of(text)
    found = _found(user, query, limit)
    results = Results(found[:limit], more=len(found) > limit)
    record("case.searched", by=user, on=user, found=len(results.found))
    record_shown("case.found", user, results.found)
    return results


def _found(user: User, query: Query, limit: int) -> list[Found]:
    """In rounds, each wider than the one before, until there are enough."""
    best: dict[UUID, Found] = {}
    for cases in _rounds(user, query):
        for one in _decided(user, query, cases):
            known = best.get(one.case.pk)
            if known is None or known.reason < one.reason:
                best[one.case.pk] = one
        if len(best) > limit:
            break
    return sorted(best.values(), key=_likeliest_first)


def _likeliest_first(one: Found) -> tuple[int, float]:
    return -one.reason, -one.case.opened_at.timestamp()


def _rounds(user: User, query: Query) -> Iterator[list[Case]]:
    cases = cases_visible_to(user)
    if query.numbers:
        yield newest(cases.filter(number__in=query.numbers))
    if query.number_terms:
        yield newest(cases.filter(search__terms__overlap=query.number_terms))
    elif query.words:
        yield newest(cases.filter(*(has_any(_exact(word)) for word in query.words)))
        yield newest(cases.filter(*(has_any(_wide(word)) for word in query.words)))


def has_any(terms: Iterable[int]) -> Q:
    """Cases under one of the terms."""
    return Q(search__terms__overlap=sorted(terms))


def newest(cases: QuerySet[Case]) -> list[Case]:
    """The newest of these, as many as one search looks at, with what is needed to choose among
    them and nothing else.
    """
    found = cases.select_related("lead").only(*_NEEDED).order_by("-opened_at", "-id")
    return list(found[:MOST_LOOKED_AT])


def _exact(word: str) -> set[int]:
    return {exact_term(NAME, word), exact_term(PSEUDONYM, word)}


def _wide(word: str) -> set[int]:
    return wanted_terms(NAME, word) | wanted_terms(PSEUDONYM, word)


def _decided(user: User, query: Query, cases: list[Case]) -> Iterator[Found]:
    permissions = permissions_on(user, cases)
    for case in cases:
        found = _by_number_or_pseudonym(query, case)
        if Permission.CASE_PERSON in permissions[case.pk]:
            found += _by_person(query, case)
        if found:
            yield max(found, key=lambda one: one.reason)


def _by_number_or_pseudonym(query: Query, case: Case) -> list[Found]:
    if case.number in query.numbers:
        return [Found(case, Reason.NUMBER)]
    alike = likeness_of_all(query.typed, words_of(case.pseudonym))
    return [Found(case, Reason(alike))] if alike else []


def _by_person(query: Query, case: Case) -> list[Found]:
    if query.pesel and query.pesel == case.pesel:
        return [Found(case, Reason.PESEL, initials(case.person_name), of_person=True)]
    if query.phone and query.phone == case.phone:
        return [Found(case, Reason.PHONE, initials(case.person_name), of_person=True)]
    alike = likeness_of_all(query.typed, words_of(case.person_name))
    return [Found(case, Reason(alike), case.person_name, of_person=True)] if alike else []


def initials(name: str) -> str:
    """Enough to recognise somebody whose name one knows: ``J. Z.``"""
    return " ".join(f"{word[0].upper()}." for word in words_of(name))


def record_shown(verb: str, user: User, found: Iterable[Found]) -> None:
    """One row in the audit at each case of which something was told about its person."""
    record_each(verb, by=user, on=[(one.case, one.case) for one in found if one.of_person])
