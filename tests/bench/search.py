"""Finding a person by name among 100,000 cases, beside a search of names that nobody encrypted.

The floor has the same names in plain letters on the cases' own rows, surname first, behind an
index of beginnings, the same door and the same audit. It
finds beginnings of surnames and nothing else.
"""

import random
from collections.abc import Callable, Iterator
from functools import lru_cache
from uuid import UUID

from django.db import connection

from casework.cases.finding import search
from casework.cases.models import Case, CaseTerms
from casework.cases.selectors import cases_visible_to
from casework.cases.terms import NAME
from ostoja.accounts.models import User
from ostoja.audit import record_each
from ostoja.privacy.search.spelling import plain_words
from ostoja.privacy.search.terms import SCHEME, filled_up, kept_terms
from tenants.fence import Power, entered
from tests.bench.rounds import Measured, measure
from tests.cast import Cast

FLOOR, TERMS = "names in the clear", "names found by terms"
NAME_FIELD = Case._meta.get_field("person_name")
FIRST = ["Anna", "Maria", "Katarzyna", "Piotr", "Krzysztof", "Andrzej", "Tomasz", "Olena"]
STEMS = ["Kowal", "Now", "Wiśniew", "Wójc", "Kamiń", "Lewandow", "Zieliń", "Szymań", "Dąbrow"]
MIDDLES = ["", "czy", "ow", "er", "el", "in", "ar", "ul", "om"]
ENDS = ["ska", "ski", "icka", "icki", "czyk", "owicz", "enko", "ewska", "arz", "iak"]
RARE = "Brzęczyszczykiewicz"
EVERY = 20_000
"""One case in so many has the rare name."""

WAYS = {
    "by a whole name": f"Anna {RARE}",
    "by a beginning": "brzęcz",
    "with a slip": "Brzęczyszczykiewciz",
    "by its sound": "Bżenczyszczykiewicz",
    "by a name of thousands": "Anna Kowalska",
}
_UPDATE = """
update cases_case set person_name = name, pseudonym = bare from bench_named named
where named.id = cases_case.id
"""
_INDEX = "create index bench_names on cases_case (pseudonym text_pattern_ops)"
_GRANT = """
insert into cases_casegroupobjectpermission (permission_id, group_id, content_object_id)
select permission.id, %s, cases_case.id from cases_case, auth_permission permission
where permission.codename = 'read_person'
"""


def names(number: int) -> Iterator[str]:
    """The same names each time: few first names, some hundred surnames, one that is rare."""
    choose = random.Random(number)  # noqa: S311 - the same names each time
    for at in range(number):
        surname = "".join(map(choose.choice, (STEMS, MIDDLES, ENDS)))
        is_rare = at % EVERY == 7
        yield f"Anna {RARE}" if is_rare else f"{choose.choice(FIRST)} {surname}"


def give_names(cast: Cast) -> None:
    """Name the person of each case of the archive, with terms, and let the centre read them."""
    keys = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    rows = list(_rows(keys))
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("create table bench_named (id uuid, name bytea, bare text)")
        with cursor.copy("copy bench_named from stdin") as copy:
            for key, name, _terms in rows:
                bare = " ".join(reversed(plain_words(name)))
                copy.write_row((key, NAME_FIELD.get_prep_value(name), bare))
        cursor.execute(_UPDATE)
        cursor.execute(_INDEX)
        cursor.execute(_GRANT, [cast.centre.group_id])
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("drop index caseterms_terms")  # filling it row by row takes a minute
    made = (CaseTerms(case_id=key, terms=terms, scheme=SCHEME) for key, _name, terms in rows)
    CaseTerms.objects.bulk_create(made, batch_size=2_000)
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("create index caseterms_terms on cases_caseterms using gin (terms)")
        for table in ("cases_case", "cases_caseterms", "cases_casegroupobjectpermission"):
            cursor.execute(f"vacuum analyze {table}")


def _rows(keys: list[UUID]) -> Iterator[tuple[UUID, str, list[int]]]:
    of_name = lru_cache(maxsize=None)(lambda name: kept_terms(NAME, name))
    for key, name in zip(keys, names(len(keys)), strict=True):
        yield key, name, filled_up(of_name(name), key)


def _in_the_clear(user: User, typed: str) -> object:
    [*_firsts, surname] = plain_words(typed)
    found = cases_visible_to(user).filter(pseudonym__startswith=surname[:6])
    cases = list(found.only("number", "pseudonym").order_by("-opened_at")[:20])
    record_each("case.found", by=user, on=[(case, case) for case in cases])
    return cases


def searches(user: User) -> dict[str, Measured]:
    """Each way of finding, with its floor."""
    return {way: _measured(user, typed) for way, typed in WAYS.items()}


def _measured(user: User, typed: str) -> Measured:
    if not search(user, typed).found:
        raise RuntimeError(f"{typed} was not found, so nothing would be measured.")
    contenders: dict[str, Callable[[], object]] = {
        FLOOR: lambda: _in_the_clear(user, typed),
        TERMS: lambda: search(user, typed),
    }
    return measure(contenders, floor=FLOOR, rounds=7, calls=8)
