"""Routes of incidents and of what belongs to them."""

from api.routing import LIST_CREATE, READ, READ_CHANGE, READ_CHANGE_REMOVE, noun, route
from api.v1.incident_parts import (
    IncidentCasesView,
    IncidentLogView,
    IncidentPartnersView,
    IncidentPeopleView,
    IncidentReportsView,
    MobilisationView,
    PeopleView,
)
from api.v1.incidents import IncidentView

OF_ONE = "incidents/<uuid:incident_pk>/"
INCIDENTS = [
    *noun(
        "incidents/",
        IncidentView,
        "incidents",
        many=LIST_CREATE,
        one=READ_CHANGE,
        steps={
            "numbers": "count",
            "start": "start",
            "wind-down": "wind_down",
            "resume": "resume",
            "close": "close",
            "reopen": "reopen",
        },
    ),
    route(f"{OF_ONE}people/", IncidentPeopleView, LIST_CREATE, "incident_people"),
    route(f"{OF_ONE}cases/", IncidentCasesView, LIST_CREATE, "incident_cases"),
    route(f"{OF_ONE}partners/", IncidentPartnersView, LIST_CREATE, "incident_partners"),
    route(f"{OF_ONE}log/", IncidentLogView, LIST_CREATE, "incident_log"),
    route(f"{OF_ONE}reports/", IncidentReportsView, LIST_CREATE, "incident_reports"),
    route("incident-people/<uuid:pk>/", PeopleView, READ_CHANGE_REMOVE, "incident_people_one"),
    route("mobilisations/<uuid:pk>/", MobilisationView, READ, "mobilisations_one"),
    *(
        route(
            f"mobilisations/<uuid:pk>/{step}/",
            MobilisationView,
            {"post": step},
            f"mobilisations_{step}",
        )
        for step in ("confirm", "arrive", "decline", "release")
    ),
]
