"""What a crisis centre owes its city and the state: people, reasons, help, the hostel."""

from collections.abc import Collection, Sequence
from uuid import UUID

from casework.intake.figures.periods import Period
from casework.reports import of_benefits, of_cases, of_houses, of_people, of_referrals, of_visits
from casework.reports.tables import Sheet, Waits


def sheets_of(
    periods: Sequence[Period], modules: Collection[str], waits: Sequence[Waits], body: UUID
) -> list[Sheet]:
    """All tables of one body, of the parts that the city has. Whoever writes or calls, writes to
    the whole city, so contacts are those of the city.
    """
    found = [of_cases.moved(periods, body), *of_people.people(periods, body)]
    found += [of_people.reasons(periods, body), of_people.help_given(periods, body)]
    if "contact" in modules:
        found.append(of_cases.contacts(periods))
    if "shelter" in modules:
        found += of_houses.nights(periods, body)
    if "referrals" in modules:
        found += of_referrals.whole(periods, waits[0], sender=body)
    if "benefits" in modules:
        found += of_benefits.given(periods, body)
    if "visits" in modules:
        found.append(of_visits.outreach(periods, body))
    if "playbooks" in modules:
        found.append(of_cases.playbooks(periods, body))
    return found
