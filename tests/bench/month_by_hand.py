"""The month's report as SQL by hand: what somebody would write who needs these numbers once.

One statement for each table of the report, named as the table is; each gives a key, the number of
the month and that of the month before. Cases that are kept from somebody are in no number.
"""

MOMENTS = "now", "end", "then"
DAYS = "today", "end_day", "then_day"
"""The names of the bounds: where the month begins, where it ends, where the one before begins."""
_KEPT = "(select id from cases_case where not (named is null and excluded = '{}'))"
_OPEN = "named is null and excluded = '{}' and merged_into_id is null"


def _both(moment: str, what: str = "count(*)", bounds: tuple[str, str, str] = MOMENTS) -> str:
    now, end, then = bounds
    return f"""
  {what} filter (where {moment} >= %({now})s and {moment} < %({end})s),
  {what} filter (where {moment} >= %({then})s and {moment} < %({now})s)"""


def _within(moment: str, bounds: tuple[str, str, str] = MOMENTS) -> str:
    _now, end, then = bounds
    return f"{moment} >= %({then})s and {moment} < %({end})s"


_STEPS = f"""
from referrals_step s join referrals_referral r on r.id = s.referral_id
where {_within("s.at")} and r.case_id not in {_KEPT}"""
_ASKED = f"{_STEPS} and r.kind = 'referral' and s.state = 'sent'"
_UNMET = f"""
from cases_unmetneed u join cases_caseneed c on c.id = u.case_need_id
  join partners_need n on n.id = c.need_id
where {_within("u.recorded_at")} and c.case_id not in {_KEPT}
group by 1"""
_GIVEN = f"""
from (
  select distinct g.id, g.case_id, g.given_on, g.people, a.kind
  from benefits_givingline l join benefits_giving g on g.id = l.giving_id
    join benefits_article a on a.id = l.article_id
  where g.back_at is null and {_within("g.given_on", DAYS)} and g.case_id not in {_KEPT}
) given
group by 1"""
_SLEPT = f"""
from shelter_bednight b join shelter_bed bed on bed.id = b.bed_id
where b.stay_id is not null and b.night <= current_date and {_within("b.night", DAYS)}
group by 1"""

STATEMENTS = {
    "cases": f"""
with counted as (
  select {_both("opened_at")},
    count(*) filter (where opened_at < %(now)s and (closed_at is null or closed_at >= %(now)s)),
    count(*) filter (where opened_at < %(then)s and (closed_at is null or closed_at >= %(then)s))
  from cases_case where opened_at < %(end)s and {_OPEN}
), named (opened_now, opened_then, open_now, open_then) as (table counted)
select 'opened', opened_now, opened_then from named
union all select 'continuing', open_now, open_then from named
union all
select s.kind, {_both("s.at", "count(distinct s.case_id)")}
from cases_casestep s join cases_case c on c.id = s.case_id
where s.kind = 'closed' and {_within("s.at")} and {_OPEN}
group by 1""",
    "kept": f"""
select '', {_both("opened_at")}
from cases_case
where not (named is null and excluded = '{{}}') and merged_into_id is null""",
    "referrals": f"""
select r.kind || ' ' || s.state, {_both("s.at")} {_STEPS} and s.state <> 'draft'
group by r.kind, s.state""",
    "partner": f"select r.receiver_id, {_both('s.at')} {_ASKED} group by 1",
    "need": f"""
select n.key, asked.now, asked.before
from (
  select c.need_id, {_both("s.at")} from referrals_step s
    join referrals_referral r on r.id = s.referral_id
    join cases_caseneed c on c.id = r.case_need_id
  where {_within("s.at")} and r.case_id not in {_KEPT} and r.kind = 'referral'
    and s.state = 'sent'
  group by 1
) asked (need_id, now, before) join partners_need n on n.id = asked.need_id""",
    "waits": f"""
with answer as (
  select s.at >= %(now)s as is_now, s.state, s.at - sent.at as waited, receiver_id, need_id,
    s.state <> 'completed' and (s.state = 'considered' or not exists (
      select from referrals_step e where e.referral_id = s.referral_id and e.state = 'considered'
    )) as is_first
  from referrals_step s join referrals_referral r on r.id = s.referral_id and r.kind = 'referral'
    join cases_caseneed c on c.id = r.case_need_id
    join referrals_step sent on sent.referral_id = r.id and sent.state = 'sent'
  where {_within("s.at")} and r.case_id not in {_KEPT}
    and s.state in ('considered', 'accepted', 'declined', 'completed')
), waits as (
  select is_now, 'answered' as what, waited, receiver_id, need_id from answer where is_first
  union all
  select is_now, state, waited, receiver_id, need_id from answer
  where state in ('accepted', 'completed')
)
select is_now, what, receiver_id, need_id, count(*),
  percentile_cont(0.5) within group (order by extract(epoch from waited)),
  percentile_cont(0.9) within group (order by extract(epoch from waited))
from waits
group by grouping sets ((is_now, what), (is_now, what, receiver_id), (is_now, what, need_id))""",
    "link": f"""
select l.answered_with, {_both("l.answered_at")}
from referrals_answerlink l join referrals_referral r on r.id = l.referral_id
where l.answered_with <> '' and {_within("l.answered_at")} and r.case_id not in {_KEPT}
group by 1""",
    "channel": f"""
select channel, {_both("created_at")} from intake_conversation
where not is_doubtful and {_within("created_at")} group by 1""",
    "nights": f"select bed.facility_id, {_both('b.night', bounds=DAYS)} {_SLEPT}",
    "households": f"""
select bed.facility_id, {_both("b.night", "count(distinct b.stay_id)", DAYS)} {_SLEPT}""",
    "admitted": f"""
select facility_id, {_both("started_on", "sum(people)", DAYS)} from shelter_stay
where destination <> 'mistake' and {_within("started_on", DAYS)} group by 1""",
    "benefits": f"select kind, {_both('given_on', bounds=DAYS)} {_GIVEN}",
    "benefits_people": f"select kind, {_both('given_on', 'sum(people)', DAYS)} {_GIVEN}",
    "outreach": f"""
select outcome, {_both("ended_at")} from visits_visit
where state = 'over' and {_within("ended_at")} and (case_id is null or case_id not in {_KEPT})
group by 1""",
    "playbook": f"""
select p.kind, {_both("run.started_at")}
from playbooks_playbookrun run join playbooks_edition e on e.id = run.edition_id
  join playbooks_playbook p on p.id = e.playbook_id
where {_within("run.started_at")} and run.case_id not in {_KEPT} group by 1""",
    "unmet_need": f"select n.key, {_both('u.recorded_at')} {_UNMET}",
    "unmet_reason": f"select u.reason, {_both('u.recorded_at')} {_UNMET}",
}
