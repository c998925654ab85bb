"""What became of referrals, and how long people waited for partners."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.cases.models import Case, CaseNeed
from casework.cases.restricted import kept_cases
from casework.intake.figures.periods import Period
from casework.partners.models import Need, Organisation
from casework.referrals.choices import Kind, State
from casework.referrals.models import AnswerLink, Referral, Step
from casework.reports.counting import Counts, counted
from casework.reports.tables import NO_WAIT, Sheet, Wait, Waits

ANSWERS = (State.CONSIDERED, State.ACCEPTED, State.DECLINED)
"""With these a partner says its first word."""
ANSWERED, ACCEPTED, COMPLETED = "answered", "accepted", "completed"
WAITED_FOR = (ANSWERED, ACCEPTED, COMPLETED)
ALL = ""
"""The key of the row that has everything."""
TOLD_STATES = (
    State.SENT,
    State.ACCEPTED,
    State.DECLINED,
    State.EXPIRED,
    State.WITHDRAWN,
    State.COMPLETED,
    State.NOT_ACHIEVED,
)


def steps() -> Any:
    """What happened to referrals, without cases that are kept from somebody."""
    return Step.objects.exclude(referral__case__in=kept_cases())


def whole(
    periods: Sequence[Period], waits: Waits, *, sender: UUID | None = None
) -> Iterator[Sheet]:
    """Asked and answered, by kind, by partner, by need: three questions to the database."""
    rows = steps().filter(state__in=TOLD_STATES)
    if sender is not None:
        rows = rows.filter(referral__sender=sender)
    pair = Concat(F("referral__kind"), Value(" "), F("state"))
    found = counted(rows, pair, "at", periods)
    yield _happened(found, waits, len(periods))
    yield _by_kind(found)
    asked = rows.filter(state=State.SENT, referral__kind=Kind.REFERRAL)
    yield by_partner(counted(asked, "referral__receiver", "at", periods))
    yield by_need(counted(asked, "referral__case_need__need__key", "at", periods))


def _happened(found: Counts, waits: Waits, periods: int) -> Sheet:
    names = {
        State.SENT: _("asked"),
        ANSWERED: _("answered"),
        State.ACCEPTED: pgettext("referrals", "accepted"),
        State.DECLINED: pgettext("referrals", "declined"),
        State.EXPIRED: _("expired without an answer"),
        State.WITHDRAWN: _("withdrawn by the sender"),
        State.COMPLETED: _("completed, the help was given"),
        State.NOT_ACHIEVED: _("ended without success"),
    }
    counts = {state: found.get(f"{Kind.REFERRAL} {state}", [0] * periods) for state in TOLD_STATES}
    answered = [waits.of(ALL, ANSWERED, at).number or 0 for at in range(periods)]
    return Sheet(
        "referrals",
        _("Referrals to partners"),
        _("What happened"),
        names,
        {**counts, ANSWERED: answered},
        _("Each is counted when it happened: what was asked in one month may be answered later."),
        groups={
            # Those answered are known beside them.
            State.ACCEPTED: "answers",
            State.DECLINED: "answers",
            State.EXPIRED: "no answer",
            State.WITHDRAWN: "no answer",
            State.COMPLETED: "results",
            State.NOT_ACHIEVED: "results",
        },
    )


def _by_kind(found: Counts) -> Sheet:
    names: dict[str, str] = {
        Kind.REFERRAL: _("a need referred to a partner"),
        Kind.HANDOVER: _("a case handed over to the coordinator"),
        Kind.TRANSFER: _("the lead of a case transferred"),
    }
    counts = {kind: found[f"{kind} {State.SENT}"] for kind in names if _sent(found, kind)}
    head = pgettext("reports", "What was sent")
    return Sheet("kind", _("What was passed on"), head, names, counts)


def _sent(found: Counts, kind: str) -> bool:
    return f"{kind} {State.SENT}" in found


def by_partner(counts: Counts) -> Sheet:
    """How often each body was asked."""
    bodies = Organisation.every.in_bulk(list(counts))
    names = {str(pk): bodies[pk].name for pk in _most_first(counts)}
    told = {str(pk): numbers for pk, numbers in counts.items()}
    return Sheet(
        "partner", _("Asked, by partner"), _("Partner"), names, told, groups=_together(names)
    )


def by_need(counts: Counts) -> Sheet:
    """For which needs partners were asked."""
    needs = needs_by_key()
    names = {key: needs[key] for key in _most_first(counts) if key in needs}
    return Sheet("need", _("Asked, by need"), _("Need"), names, counts, groups=_together(names))


def needs_by_key() -> dict[str, str]:
    """The city's needs as they are called."""
    return {need.key: str(need) for need in Need.objects.all()}


def _together(names: dict[str, str]) -> dict[str, str]:
    return dict.fromkeys(names, ALL)


def _most_first(counts: Counts) -> list[Any]:
    return sorted(counts, key=lambda key: (-counts[key][0], str(key)))


def by_link(periods: Sequence[Period]) -> Sheet:
    """What partners without an account answered by a link: one question."""
    rows = AnswerLink.objects.exclude(referral__case__in=kept_cases()).filter(~Q(answered_with=""))
    names = {str(value): str(label) for value, label in State.choices if value in _BY_LINK}
    return Sheet(
        "link",
        _("Answers by a link, without an account"),
        pgettext("reports", "Answer"),
        names,
        counted(rows, "answered_with", "answered_at", periods),
    )


_BY_LINK = (*ANSWERS, State.IN_PROGRESS, State.COMPLETED, State.NOT_ACHIEVED)

# A first answer is that one is considering, or what was said without considering. No referral
# comes to one state twice (casework.referrals.workflow), so each wait is counted once.
WAITS = """
with span as (
  select * from unnest(%(begins)s::timestamptz[], %(ends)s::timestamptz[])
    with ordinality as span (begins, ends, number)
), reached as (
  select span.number, step.state, step.at - sent.at as waited, receiver_id, need_id,
    step.state <> %(completed)s and (step.state = %(considered)s or not exists (
      select 1 from {steps} e where e.referral_id = step.referral_id and e.state = %(considered)s
    )) as is_first
  from {steps} step
  join span on step.at >= span.begins and step.at < span.ends
  join {referrals} referral on referral.id = step.referral_id and referral.kind = %(kind)s
  join {needs} need on need.id = referral.case_need_id
  join {steps} sent on sent.referral_id = step.referral_id and sent.state = %(sent)s
  where step.state = any(%(states)s)
    and step.at >= %(first)s and step.at < %(last)s
    and (%(sender)s::uuid is null or referral.sender_id = %(sender)s)
    and referral.case_id not in (
      select id from {cases} where not (named is null and excluded = '{{}}')
    )
), waits as (
  select number, 'answered' as what, waited, receiver_id, need_id from reached where is_first
  union all
  select number, state, waited, receiver_id, need_id from reached
    where state in (%(accepted)s, %(completed)s)
)
select number, what, receiver_id, need_id, count(*),
  percentile_cont(0.5) within group (order by extract(epoch from waited) / 60),
  percentile_cont(0.9) within group (order by extract(epoch from waited) / 60)
from waits
group by grouping sets ((number, what), (number, what, receiver_id), (number, what, need_id))
"""


def waits_of(periods: Sequence[Period], *, sender: UUID | None = None) -> list[Waits]:
    """From sending to the first answer, to acceptance and to completion: one question.

    All together, by partner and by need.
    """
    found: dict[str, dict[tuple[str, str], list[Wait]]] = {
        name: defaultdict(lambda: [NO_WAIT] * len(periods)) for name in ("all", "partner", "need")
    }
    for number, what, partner, need, *facts in _asked(periods, sender):
        table, key = (
            ("partner", str(partner)) if partner else ("need", str(need)) if need else ("all", ALL)
        )
        found[table][key, what][number - 1] = Wait(*facts)
    return [
        Waits("time", _("Time of answers"), "", {ALL: _("all partners")}, found["all"]),
        _waits_by_partner(found["partner"]),
        _waits_by_need(found["need"]),
    ]


def _waits_by_partner(found: dict[tuple[str, str], list[Wait]]) -> Waits:
    bodies = Organisation.every.filter(pk__in={key for key, _what in found}).order_by("name")
    names = {str(one.pk): one.name for one in bodies}
    return Waits("time_partner", _("Time of answers, by partner"), _("Partner"), names, found)


def _waits_by_need(found: dict[tuple[str, str], list[Wait]]) -> Waits:
    needs = {str(need.pk): need for need in Need.objects.filter(pk__in={key for key, _w in found})}
    names = {need.key: str(need) for need in needs.values()}
    by_key = {(needs[pk].key, what): waits for (pk, what), waits in found.items()}
    return Waits("time_need", _("Time of answers, by need"), _("Need"), names, by_key)


def _asked(periods: Sequence[Period], sender: UUID | None) -> list[Any]:
    tables = {"steps": Step, "referrals": Referral, "needs": CaseNeed, "cases": Case}
    quote = connection.ops.quote_name
    names = {name: quote(model._meta.db_table) for name, model in tables.items()}
    facts: dict[str, Any] = {
        "begins": [one.begins for one in periods],
        "ends": [one.ends for one in periods],
        "first": min(one.begins for one in periods),
        "last": max(one.ends for one in periods),
        "states": [state.value for state in (*ANSWERS, State.COMPLETED)],
        "kind": Kind.REFERRAL.value,
        "sender": sender,
        **{state.name.lower(): state.value for state in State},
    }
    with connection.cursor() as cursor:
        cursor.execute(WAITS.format(**names), facts)
        found: list[Any] = cursor.fetchall()
    return found
