"""The coordinator's desk among 100,000 cases of one city: the list in each of its ways, one case.

Beside each page stand its rows alone: as the rooms read them, and as somebody would who writes
SQL by hand and knows the door by heart (the same rows, filters, order, count, grants, decrypted
words and audit row). The page's goal is set against the same page with those rows.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.http import QueryDict
from django.test import Client

from casework.cases import lists
from casework.cases.actions import add_note
from casework.cases.forms.lists import ListForm
from casework.cases.models import Case, CaseTask, Note
from casework.cases.selectors import (
    case_for,
    cases_visible_to,
    chosen,
    needs_for,
    notes_for,
    sight_of,
    steps_for,
)
from casework.cases.task_selectors import tasks_for
from casework.cases.views.lists import ON_A_PAGE
from casework.referrals.choices import State
from casework.referrals.models import Referral
from casework.referrals.selectors import of_case
from ostoja.access.door import permissions_on
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with
from ostoja.accounts.models import User
from ostoja.privacy.fields import EncryptedTextField
from tenants.fence import Power, entered
from tests.bench import lists as all_cases
from tests.bench.rounds import Measured, measure
from tests.casework.cases.situations import make_case, need
from tests.casework.cases.task_situations import make_task
from tests.casework.referrals.situations import hand_over, refer, take
from tests.cast import Cast, browser_of

PAGE, OURS, BY_HAND = "the page", "its rows", "its rows, SQL by hand"
GOAL = 1.5
WAYS = {
    "overdue first": "",
    "the most urgent first": "sort=urgency",
    "only urgent ones": "urgency=urgent",
    "only overdue ones": "overdue=on",
    "closed ones, the newest first": "state=closed&sort=newest",
    "with their needs": "columns=state&columns=due&columns=needs",
}
Asked = tuple[dict[str, Any], list[str]]
"""What the form of the list gives: the filter with its order, and the columns."""
_SPREAD = """
update cases_case set
    state = case when number like '%%3' then 'closed' else 'coordinated' end,
    closed_at = case when number like '%%3' then now() end,
    due_at = case when number not like '%%3' and number not like '%%7'
        then now() + (hashtext(number) %% 20000) * interval '1 minute' end,
    readers = array_append(readers, %(coordinating)s)
"""
_NEEDS = """
insert into cases_caseneed (id, case_id, need_id, state)
select gen_random_uuid(), cases_case.id, need.id, 'open'
from cases_case, (select id, row_number() over (order by position) as at from partners_need) need
where need.at in (1, 2)
"""
_GRANTS = """
insert into cases_casegroupobjectpermission (permission_id, group_id, content_object_id)
select permission.id, %(coordinating)s, cases_case.id from cases_case, auth_permission permission
where permission.codename in ('view_case', 'coordinate_case')
"""


@contextmanager
def desk() -> Iterator[Cast]:
    """All cases of the archive with the coordinator, with needs and terms; a fifth is closed."""
    with all_cases.archive() as cast:
        facts = {"coordinating": cast.coordinating.group_id}
        with connection.cursor() as cursor:
            for statement in (_SPREAD, _NEEDS, _GRANTS):
                cursor.execute(statement, facts if "%(" in statement else None)
        with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
            for table in ("cases_case", "cases_caseneed", "cases_casegroupobjectpermission"):
                cursor.execute(f"vacuum analyze {table}")
        yield cast


def list_in(user: User, query: str) -> Measured:
    """One page of the list."""
    browser, address = browser_of(user), f"/pl/staff/cases/?{query}"
    form = ListForm(QueryDict(query))
    asked = form.wish(), form.chosen_columns()
    contenders: dict[str, Callable[[], object]] = {
        PAGE: lambda: _shown(browser, address),
        OURS: lambda: _rows(user, asked),
        BY_HAND: lambda: _rows_by_hand(user, query),
    }
    ours, by_hand = _rows(user, asked), _rows_by_hand(user, query)
    if [case.pk for case in ours] != [row[0] for row in by_hand] or len(ours) != ON_A_PAGE:
        raise RuntimeError(f"Both ways must give the same full page: {query}")
    return measure(contenders, floor=BY_HAND, rounds=7, calls=3)


def against_by_hand(measured: Measured) -> float:
    """How many times the page takes what it would with rows that were written by hand."""
    page, ours, by_hand = (measured.medians[name] for name in (PAGE, OURS, BY_HAND))
    return round(page / (page - ours + by_hand), 2)


def _shown(browser: Client, address: str) -> None:
    if browser.get(address).status_code != 200:
        raise RuntimeError(f"{address} was not shown, so nothing would be measured.")


def _rows(user: User, asked: Asked) -> list[Case]:
    wish, columns = asked
    found = lists.ordered(chosen(cases_visible_to(user), user, wish), wish.get("sort", ""))
    pages = lists.CappedPages(lists.listed(found, columns), ON_A_PAGE)
    shown = list(pages.get_page(1))
    permissions_on(user, shown)
    return shown


_ORDERS = {
    "": "c.due_at asc nulls last, c.opened_at, c.id",
    "newest": "c.opened_at desc, c.id desc",
    "urgency": "array_position(array['immediate','urgent','soon','routine'], c.urgency::text),"
    " c.opened_at, c.id",
}
_SEEN = """c.merged_into_id is null and c.readers && %(groups)s::integer[]
    and (c.named is null or %(me)s = any(c.named)) and %(me)s <> all(c.excluded)"""
_ROW = """select c.id, c.number, c.pseudonym, c.urgency, c.state, c.phase, c.due_at, c.opened_at,
    c.named is not null, c.version, lead.name, worker.full_name,
    array(select p.codename from cases_casegroupobjectpermission g
        join auth_permission p on p.id = g.permission_id
        where g.content_object_id = c.id and g.group_id = any(%(groups)s)),
    case when %(needs)s then array(select n.name ->> 'pl' from cases_caseneed cn
        join partners_need n on n.id = cn.need_id where cn.case_id = c.id order by n.position) end
from cases_case c join partners_organisation lead on lead.id = c.lead_id
left join accounts_user worker on worker.id = c.worker_id"""


def _rows_by_hand(user: User, query: str) -> list[Any]:
    asked = QueryDict(query)
    facts: dict[str, Any] = {"groups": groups_with(user, Permission.CASE_VIEW), "me": user.pk}
    facts |= {"needs": "needs" in asked.getlist("columns"), "urgency": asked.get("urgency")}
    wanted = [_SEEN, "c.state = 'closed'" if asked.get("state") else "c.state <> 'closed'"]
    wanted += ["c.urgency = %(urgency)s"] * bool(asked.get("urgency"))
    wanted += ["c.due_at < now()"] * bool(asked.get("overdue"))
    where, order = " and ".join(wanted), _ORDERS[asked.get("sort", "")]
    most = lists.MOST_COUNTED + 1
    counted = (
        f"select count(*) from (select 1 from cases_case c where {where} limit {most}) counted"
    )
    with connection.cursor() as cursor:
        cursor.execute(counted, facts)
        cursor.fetchone()
        cursor.execute(f"{_ROW} where {where} order by {order} limit {ON_A_PAGE}", facts)
        found: list[Any] = cursor.fetchall()
        return found


def full_case(cast: Cast) -> Case:
    """One among the many on which much was done: needs, referrals, notes, tasks."""
    case = make_case(cast, needs=[need(0), need(1), need(2)])
    take(hand_over(cast, case), State.ACCEPTED, cast)
    for state in (State.DECLINED, State.ACCEPTED):
        take(refer(cast, case), state, cast)
    for number in range(10):
        note: dict[str, Any] = {"text": f"Rozmowa {number}. " * 20, "visibility": "everybody"}
        note |= {"group": cast.coordinating.group, "by": cast.coordinator, "submission": uuid4()}
        add_note(case=case, **note)
        make_task(cast, case, group=cast.coordinating.group, worker=None)
    return Case.objects.get(pk=case.pk)


def one_case(user: User, case: Case) -> Measured:
    """The page of a case."""
    browser, address = browser_of(user), f"/pl/staff/cases/{case.pk}/"
    contenders: dict[str, Callable[[], object]] = {
        PAGE: lambda: _shown(browser, address),
        OURS: lambda: _case(user, case.pk),
        BY_HAND: lambda: _case_by_hand(user, case.pk),
    }
    if _case(user, case.pk) != _case_by_hand(user, case.pk):
        raise RuntimeError("Both ways must give the same rows.")
    return measure(contenders, floor=BY_HAND, rounds=7, calls=3)


def _case(user: User, pk: UUID) -> list[int]:
    found = case_for(user, pk, Permission.CASE_VIEW)
    sight = sight_of(found, user)
    parts = (needs_for(found, sight), notes_for(found, sight), steps_for(found, sight))
    return [len(list(rows)) for rows in (*parts, of_case(found, user), tasks_for(found, sight))]


_GRANTED = """select c.*, lead.*, worker.* from cases_case c
join partners_organisation lead on lead.id = c.lead_id
left join accounts_user worker on worker.id = c.worker_id
where c.id = %(pk)s and (c.named is null or %(me)s = any(c.named)) and %(me)s <> all(c.excluded)
    and exists (select 1 from cases_casegroupobjectpermission g
        join auth_permission p on p.id = g.permission_id
        where g.content_object_id = c.id and g.group_id = any(%(groups)s)
            and p.codename = 'view_case')"""
_SEEN_ON_RECORD = """insert into audit_auditevent (id, verb, actor_id, actor_name, object_type,
    object_id, subject_type, subject_id, details)
values (gen_random_uuid(), 'case.seen', %(me)s, %(name)s, 'cases.case', %(pk)s, 'cases.case',
    %(pk)s, '{}')"""
_MAY = """select p.codename, g.group_id from cases_casegroupobjectpermission g
join auth_permission p on p.id = g.permission_id where g.content_object_id = %(pk)s"""
_PARTS = (
    """select cn.*, n.* from cases_caseneed cn join partners_need n on n.id = cn.need_id
    where cn.case_id = %(pk)s order by n.position""",
    """select n.*, a.*, o.* from cases_note n left join accounts_user a on a.id = n.author_id
    join partners_organisation o on o.group_id = n.author_group_id where n.case_id = %(pk)s
    and (n.author_group_id = any(%(groups)s) or n.visibility in ('everybody', 'leading'))
    order by n.created_at""",
    """select s.*, u.* from cases_casestep s left join accounts_user u on u.id = s.by_id
    where s.case_id = %(pk)s order by s.at""",
    """select r.*, need.*, n.*, a.*, b.*, v.* from referrals_referral r
    left join cases_caseneed need on need.id = r.case_need_id
    left join partners_need n on n.id = need.need_id
    join partners_organisation a on a.id = r.sender_id
    join partners_organisation b on b.id = r.receiver_id
    left join partners_service v on v.id = r.service_id
    where r.case_id = %(pk)s and r.readers && %(groups)s::integer[]
    order by r.created_at desc, r.id""",
    """select t.*, w.*, o.* from cases_casetask t left join accounts_user w on w.id = t.worker_id
    join partners_organisation o on o.group_id = t.group_id where t.case_id = %(pk)s""",
)
_ENCRYPTED = {
    field.column: field
    for model in (Case, Note, Referral, CaseTask)
    for field in model._meta.concrete_fields
    if isinstance(field, EncryptedTextField)
}


def _case_by_hand(user: User, pk: UUID) -> list[int]:
    groups = groups_with(user, Permission.CASE_VIEW)
    facts: dict[str, Any] = {"pk": pk, "me": user.pk, "name": user.full_name, "groups": groups}
    with connection.cursor() as cursor:
        _opened(cursor, _GRANTED, facts)
        cursor.execute(_SEEN_ON_RECORD, facts | {"pk": str(pk)})
        cursor.execute(_MAY, facts)
        cursor.fetchall()
        return [_opened(cursor, statement, facts) for statement in _PARTS]


def _opened(cursor: Any, statement: str, facts: dict[str, Any]) -> int:
    """How many rows there are; their words are decrypted, as somebody reads them."""
    cursor.execute(statement, facts)
    rows = cursor.fetchall()
    names = [column.name for column in cursor.description]
    closed = [(at, _ENCRYPTED[name]) for at, name in enumerate(names) if name in _ENCRYPTED]
    for row in rows:
        for at, field in closed:
            field.from_db_value(row[at], None, connection)
    return len(rows)
