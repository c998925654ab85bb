"""The month's report of the city's system: referrals, times, needs, cases, contacts, stays."""

from collections.abc import Collection, Sequence

from casework.intake.figures.periods import Period
from casework.reports import of_benefits, of_cases, of_houses, of_referrals, of_visits
from casework.reports.tables import Sheet, Waits


def sheets_of(
    periods: Sequence[Period], modules: Collection[str], waits: Sequence[Waits]
) -> list[Sheet]:
    """All tables of the parts that the city has, but for unmet needs, which are told otherwise
    inside the city and outside of it.
    """
    found = [of_cases.moved(periods)]
    if "referrals" in modules:
        found += of_referrals.whole(periods, waits[0])
        found.append(of_referrals.by_link(periods))
    if "contact" in modules:
        found.append(of_cases.contacts(periods))
    if "shelter" in modules:
        found += of_houses.nights(periods)
    if "benefits" in modules:
        found += of_benefits.given(periods)
    if "visits" in modules:
        found.append(of_visits.outreach(periods))
    if "playbooks" in modules:
        found.append(of_cases.playbooks(periods))
    return found
