"""What holds of incidents after each step of any history; each gives what is wrong, in words."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise

from casework.incidents.choices import CALLED_UP, EntryKind, IncidentState, MobilisationState
from casework.incidents.models import Entry, Incident, Mobilisation
from casework.incidents.selectors import entries_of, incidents_visible_to, rows_of
from casework.incidents.workflow import INCIDENT, MOBILISATION
from casework.partners.leaving import GONE
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.histories.truths import Wrong
from tests.casework.histories.who_may import Picture, kept_out

LOG, VIEW = Permission.INCIDENT_LOG, Permission.INCIDENT_VIEW


def incidents_go_by_their_table(now: Picture) -> Wrong:
    """Each came by steps of the table to where it is, and its log says how."""
    for incident in Incident.objects.prefetch_related("entries"):
        told = [one for one in _in_order(incident.entries.all()) if one.kind == EntryKind.STATE]
        states = [IncidentState(one.facts["to"]) for one in told]
        if states[0] != IncidentState.DECLARED or states[-1] != incident.state:
            yield f"{incident} is {incident.state}, its log says {states}"
        for before, after in pairwise(states):
            if after not in INCIDENT[before]:
                yield f"{incident} went from {before} to {after}"
        if incident.state == IncidentState.CLOSED and _written_since(incident, told[-1]):
            yield f"{incident} is closed, and more was written into it"


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda one: (one.at, one.pk))


def _written_since(incident: Incident, closing: Entry) -> list[Entry]:
    """What a body that leaves was asked is the one thing that is noted afterwards."""
    later = [one for one in incident.entries.all() if one.at > closing.at]
    return [one for one in later if one.kind != EntryKind.PARTNER]


def bodies_are_called_up_once(now: Picture) -> Wrong:
    """Each body once at a time and by steps of the table; none that has left or is suspended."""
    called = list(Mobilisation.objects.select_related("organisation"))
    live = Counter((one.incident_id, one.organisation_id) for one in called if one.is_called_up)
    yield from (f"called up twice: {who}" for who, number in live.items() if number > 1)
    for one in called:
        if one.is_called_up and one.organisation.agreement_state in GONE:
            yield f"{one.organisation} is gone and called up"
    reached = {step for steps in MOBILISATION.values() for step in steps} | {
        MobilisationState.ASKED
    }
    for entry in Entry.objects.filter(kind=EntryKind.PARTNER):
        if entry.facts["state"] not in reached:
            yield f"a body reached {entry.facts['state']}"


def nobody_is_left_with_a_body_that_is_gone(now: Picture) -> Wrong:
    """Who is affected is looked after by a body that still does it, or is seen to have nobody."""
    for incident in Incident.objects.exclude(state=IncidentState.CLOSED):
        for row in incident.people.filter(helper__agreement_state__in=GONE):
            yield f"{row} is with {row.helper}, which is gone"


def incidents_are_seen_by_whom_they_concern(now: Picture) -> Wrong:
    """All by those who log; by a partner while it goes on and calls it up."""
    incidents = list(Incident.objects.prefetch_related("mobilisations__organisation"))
    for person in now.world.people if incidents else ():
        seen = set(incidents_visible_to(person))
        for one in incidents:
            if (one in seen) != _sees(now, person, one):
                yield f"{person} sees {one} ({one.state}): {one in seen}"


def _sees(now: Picture, person: User, incident: Incident) -> bool:
    if now.holds_for(person, LOG):
        return True
    own = now.holds_for(person, VIEW)
    calls = [one for one in incident.mobilisations.all() if one.state in CALLED_UP]
    is_called = any(one.organisation.group_id in own for one in calls)
    return is_called and incident.state != IncidentState.CLOSED


def names_are_read_by_whom_they_concern(now: Picture) -> Wrong:
    """A partner reads the name of whom it helps; nobody that of a case that is kept from them.

    Slow, so asked at the end of a history.
    """
    for incident in Incident.objects.all():
        for person in now.world.people:
            logs, own = now.holds_for(person, LOG), now.holds_for(person, VIEW)
            for row in rows_of(incident, person):
                bound = [now.cases[one.case_id] for one in row.people.bindings.all()]
                helps = row.people.helper and row.people.helper.group_id in own
                due = bool(logs or helps) and not any(kept_out(person, case) for case in bound)
                if row.named != due:
                    yield f"{person} reads the name in {row.people}: {row.named}"
            for entry in entries_of(incident, person):
                if not (logs or entry.for_partners or entry.group_id in own):
                    yield f"{person} reads {entry}"


TRUTHS: tuple[Callable[[Picture], Wrong], ...] = (
    incidents_go_by_their_table,
    bodies_are_called_up_once,
    nobody_is_left_with_a_body_that_is_gone,
    incidents_are_seen_by_whom_they_concern,
)
