"""All writes of this room."""

from casework.visits.actions.alarms import close_alarm, take_alarm
from casework.visits.actions.going import ask_help, check_in, check_out, extend
from casework.visits.actions.leaving import go_without
from casework.visits.actions.planning import Plan, change_visit, plan_visit
from casework.visits.actions.settings import change_settings
from casework.visits.actions.watching import watch

__all__ = [
    "Plan",
    "ask_help",
    "change_settings",
    "change_visit",
    "check_in",
    "check_out",
    "close_alarm",
    "extend",
    "go_without",
    "plan_visit",
    "take_alarm",
    "watch",
]
