"""Routes of outreach visits and their alarms."""

from api.routing import LIST_CREATE, READ_CHANGE, noun, route
from api.v1.visit_alarms import AlarmView, VisitSettingsView
from api.v1.visits import VisitView

VISITS = [
    *noun(
        "visits/",
        VisitView,
        "visits",
        many=LIST_CREATE,
        one=READ_CHANGE,
        steps={
            "check-in": "check_in",
            "extend": "extend",
            "check-out": "check_out",
            "help": "help",
        },
    ),
    *noun("visit-alarms/", AlarmView, "visit_alarms", steps={"take": "take", "close": "close"}),
    route("visit-settings/", VisitSettingsView, READ_CHANGE, "visit_settings"),
]
