"""The report of a month, counted from 100,000 cases, beside SQL written by hand for its numbers.

Every third case has a referral that went its whole way, every tenth an unmet need. Both sides say
the same numbers; ours also names the rows and makes tables of them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.utils import timezone

from casework.intake.figures.periods import Period
from casework.reports.kinds import ReportKind
from casework.reports.periods import last_month
from casework.reports.report import report_of
from tenants.fence import Power, entered
from tests.bench.rounds import Measured, measure
from tests.cast import Cast

OURS, BY_HAND = "the report", "SQL by hand"
GOAL = 1.2

_FILL = (
    """
insert into cases_caseneed (id, case_id, need_id, state, created_at)
select gen_random_uuid(), id, (select id from partners_need order by position limit 1), 'open',
    opened_at
from cases_case
""",
    """
insert into cases_unmetneed (id, case_need_id, reason, recorded_at)
select gen_random_uuid(), id,
    (array['no_service', 'no_capacity', 'other'])[1 + (row_number() over ()) % 3], created_at
from (select *, row_number() over () as n from cases_caseneed) need where n % 10 = 0
""",
    """
insert into referrals_referral (
    id, submission, kind, case_id, case_need_id, sender_id, receiver_id, state, message,
    legal_basis, share_summary, share_person, reason, explanation, outcome, created_at,
    is_sample, version, readers
)
select gen_random_uuid(), gen_random_uuid(), 'referral', need.case_id, need.id, %(sender)s,
    case when n %% 2 = 0 then %(partner)s::uuid else %(other)s::uuid end, 'completed', '',
    'statutory_task', false, false, '', '', '', need.created_at, false, 1, '{}'
from (select *, row_number() over () as n from cases_caseneed) need where n %% 3 = 0
""",
    """
insert into referrals_step (id, referral_id, state, at, answered_by)
select gen_random_uuid(), referral.id, way.state, referral.created_at + way.after, ''
from referrals_referral referral, (values
    ('draft', interval '0'), ('sent', interval '1 minute'), ('considered', interval '1 hour'),
    ('accepted', interval '5 hours'), ('completed', interval '50 hours')
) way (state, after)
""",
)
_TABLES = ("cases_caseneed", "cases_unmetneed", "referrals_referral", "referrals_step")

# What somebody would write who needs these numbers once, with the same cases passed over.
_HAND = (
    """
select count(*) filter (where opened_at >= %(now)s and opened_at < %(end)s),
  count(*) filter (where opened_at >= %(then)s and opened_at < %(now)s),
  count(*) filter (where opened_at < %(now)s and (closed_at is null or closed_at >= %(now)s)),
  count(*) filter (where opened_at < %(then)s and (closed_at is null or closed_at >= %(then)s))
from cases_case where opened_at < %(end)s and named is null and excluded = '{}'
  and merged_into_id is null
""",
    """
select count(distinct s.case_id) filter (where s.at >= %(now)s),
  count(distinct s.case_id) filter (where s.at < %(now)s)
from cases_casestep s join cases_case c on c.id = s.case_id
where s.kind = 'closed' and s.at >= %(then)s and s.at < %(end)s and named is null
  and excluded = '{}' and merged_into_id is null
""",
    """
select r.kind, s.state, count(*) filter (where s.at >= %(now)s),
  count(*) filter (where s.at < %(now)s)
from referrals_step s join referrals_referral r on r.id = s.referral_id
where s.at >= %(then)s and s.at < %(end)s and s.state <> 'draft' and {kept}
group by 1, 2
""",
    """
select r.receiver_id, count(*) filter (where s.at >= %(now)s),
  count(*) filter (where s.at < %(now)s)
from referrals_step s join referrals_referral r on r.id = s.referral_id and r.kind = 'referral'
where s.at >= %(then)s and s.at < %(end)s and s.state = 'sent' and {kept}
group by 1
""",
    """
select n.need_id, count(*) filter (where s.at >= %(now)s),
  count(*) filter (where s.at < %(now)s)
from referrals_step s join referrals_referral r on r.id = s.referral_id and r.kind = 'referral'
join cases_caseneed n on n.id = r.case_need_id
where s.at >= %(then)s and s.at < %(end)s and s.state = 'sent' and {kept}
group by 1
""",
    """
with answer as (
  select s.at >= %(now)s as is_now, s.state, s.at - sent.at as waited, receiver_id, need_id
  from referrals_step s join referrals_referral r on r.id = s.referral_id and r.kind = 'referral'
  join cases_caseneed n on n.id = r.case_need_id
  join referrals_step sent on sent.referral_id = r.id and sent.state = 'sent'
  where s.at >= %(then)s and s.at < %(end)s and {kept}
    and s.state in ('considered', 'accepted', 'declined', 'completed')
)
select is_now, state, receiver_id, need_id, count(*),
  percentile_cont(0.5) within group (order by extract(epoch from waited)),
  percentile_cont(0.9) within group (order by extract(epoch from waited))
from answer
group by grouping sets (
  (is_now, state), (is_now, state, receiver_id), (is_now, state, need_id)
)
""",
    """
select n.need_id, count(*) filter (where u.recorded_at >= %(now)s),
  count(*) filter (where u.recorded_at < %(now)s)
from cases_unmetneed u join cases_caseneed n on n.id = u.case_need_id
where u.recorded_at >= %(then)s and u.recorded_at < %(end)s group by 1
""",
    """
select reason, count(*) filter (where recorded_at >= %(now)s),
  count(*) filter (where recorded_at < %(now)s)
from cases_unmetneed where recorded_at >= %(then)s and recorded_at < %(end)s group by 1
""",
)
_KEPT = """r.case_id not in (
  select id from cases_case where not (named is null and excluded = '{}')
)"""


def fill(cast: Cast) -> None:
    """Needs, referrals and what became of them, for the cases of ``lists.archive``."""
    facts = {
        "sender": cast.coordinating.pk,
        "partner": cast.partner.pk,
        "other": cast.other_partner.pk,
    }
    with connection.cursor() as cursor:
        for statement in _FILL:
            cursor.execute(statement, facts if "%(" in statement else None)
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"vacuum analyze {table}")


def month() -> Measured:
    """Last month beside the one before: the whole report, and the same numbers by hand."""
    now = last_month(timezone.localdate())
    contenders: dict[str, Callable[[], object]] = {
        BY_HAND: lambda: _by_hand(now),
        OURS: lambda: report_of(ReportKind.SYSTEM, now, now.before(), exact=True),
    }
    _compare(now)
    return measure(contenders, floor=BY_HAND, rounds=5, calls=1)


def _by_hand(now: Period) -> list[list[Any]]:
    facts = {"now": now.begins, "end": now.ends, "then": now.before().begins}
    with connection.cursor() as cursor:
        found = []
        for statement in _HAND:
            cursor.execute(statement.replace("{kept}", _KEPT), facts)
            found.append(cursor.fetchall())
    return found


def _compare(now: Period) -> None:
    """Both count alike, or nothing would be measured."""
    report = report_of(ReportKind.SYSTEM, now, now.before(), exact=True)
    tables: Mapping[str, Any] = {one.key: one for one in report.tables}
    hand = _by_hand(now)
    opened = next(row for row in tables["cases"].rows if row.key == "opened")
    asked = {row.key: (row.now, row.then) for row in tables["partner"].rows}
    by_hand = {str(pk): (number, before) for pk, number, before in hand[3]}
    if (opened.now, opened.then) != tuple(hand[0][0][:2]) or asked != by_hand or not opened.now:
        raise RuntimeError("The report and the SQL by hand count otherwise.")
