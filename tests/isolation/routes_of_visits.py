"""Routes of outreach visits: planning, the way there and back, alarms."""

from tests.isolation.route import Route, changes, of_work, pk_of

VISITS = {
    "visits": Route("consultant", shows=True),
    "visit_new": Route("consultant"),
    "case_visit": Route("consultant", pk_of("case"), shows=True),
    "visit": Route("consultant", of_work("visit"), shows=True),
    "visit_edit": Route("consultant", of_work("visit"), shows=True),
    "visit_check_in": Route("consultant", of_work("visit")),
    "visit_extend": changes("consultant", of_work("visit")),
    "visit_check_out": Route("consultant", of_work("visit")),
    "visit_help": changes("consultant", of_work("visit")),
    "visit_settings": Route("supervisor"),
    "alarm_take": changes("supervisor", of_work("alarm")),
    "alarm_close": Route("supervisor", of_work("alarm")),
}
