"""All writes of this room."""

from casework.incidents.actions.addresses import add_address, remove_address
from casework.incidents.actions.binding import bind_case, open_case_for, unbind_case
from casework.incidents.actions.incidents import (
    IncidentFacts,
    Numbers,
    change_incident,
    change_numbers,
    declare,
)
from casework.incidents.actions.logging import add_entry
from casework.incidents.actions.mobilising import (
    arrive,
    confirm,
    decline,
    end_with_agreement,
    give_back_people,
    mobilise,
    release,
)
from casework.incidents.actions.people import PeopleFacts, add_people, change_people, remove_people
from casework.incidents.actions.reporting import send_report
from casework.incidents.actions.stepping import (
    close_incident,
    reopen_incident,
    resume_incident,
    start_incident,
    wind_down_incident,
)

STEPS = {
    "start": start_incident,
    "wind-down": wind_down_incident,
    "resume": resume_incident,
    "close": close_incident,
    "reopen": reopen_incident,
}
"""The action of each step of an incident."""
STEPS_OF_BODY = {"confirm": confirm, "arrive": arrive, "decline": decline, "release": release}
"""The action of each step of a called-up body."""

__all__ = [
    "STEPS",
    "STEPS_OF_BODY",
    "IncidentFacts",
    "Numbers",
    "PeopleFacts",
    "add_address",
    "add_entry",
    "add_people",
    "arrive",
    "bind_case",
    "change_incident",
    "change_numbers",
    "change_people",
    "close_incident",
    "confirm",
    "declare",
    "decline",
    "end_with_agreement",
    "give_back_people",
    "mobilise",
    "open_case_for",
    "release",
    "remove_address",
    "remove_people",
    "reopen_incident",
    "resume_incident",
    "send_report",
    "start_incident",
    "unbind_case",
    "wind_down_incident",
]
