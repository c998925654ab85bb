"""The report of a month, counted from 100,000 cases, beside SQL written by hand for its numbers.

Every third case has a referral that went its whole way, every tenth an unmet need. Both sides say
the same numbers; ours also names the rows and makes tables of them.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.utils import timezone

from casework.intake.figures.periods import A_DAY, Period
from casework.reports.kinds import ReportKind
from casework.reports.of_referrals import ANSWERED
from casework.reports.periods import last_month
from casework.reports.report import report_of
from tenants.fence import Power, entered
from tests.bench.month_by_hand import DAYS, MOMENTS, STATEMENTS
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


def _by_hand(now: Period) -> dict[str, list[Any]]:
    before = now.before()
    bounds: dict[str, Any] = {
        **dict(zip(MOMENTS, (now.begins, now.ends, before.begins), strict=True)),
        **dict(zip(DAYS, (now.first, now.last + A_DAY, before.first), strict=True)),
    }
    with connection.cursor() as cursor:
        found = {}
        for name, statement in STATEMENTS.items():
            cursor.execute(statement, bounds)
            found[name] = cursor.fetchall()
    return found


def _compare(now: Period) -> None:
    """Both count alike, or nothing would be measured."""
    report = report_of(ReportKind.SYSTEM, now, now.before(), exact=True)
    hand = _by_key(_by_hand(now))
    for table in report.tables:
        ours = {row.key: (row.now, row.then) for row in table.rows}
        theirs = {key: hand[table.key].get(key, (0, 0)) for key in ours}
        if ours != theirs:
            raise RuntimeError(f"{table.key} is counted otherwise: {ours}, by hand {theirs}")
    if not hand["partner"] or not hand["unmet_need"]:
        raise RuntimeError("There is nothing to count.")


def _by_key(hand: dict[str, list[Any]]) -> dict[str, dict[str, tuple[int, int]]]:
    """By table and by the key of its row, as the report names them."""
    waits = {
        (what, is_now): n
        for is_now, what, body, need, n, *_times in hand.pop("waits")
        if not body and not need
    }
    found = {
        table: {str(key): (number or 0, before or 0) for key, number, before in rows}
        for table, rows in hand.items()
    }
    steps = found.pop("referrals")
    found["referrals"] = {
        ANSWERED: (waits.get((ANSWERED, True), 0), waits.get((ANSWERED, False), 0)),
        **{
            pair.removeprefix("referral "): both
            for pair, both in steps.items()
            if pair.startswith("referral ")
        },
    }
    found["kind"] = {
        pair.removesuffix(" sent"): both for pair, both in steps.items() if pair.endswith(" sent")
    }
    return found
