"""Routes of standards for the protection of minors, and of interventions."""

from api.routing import LIST_CREATE, READ, noun, route
from api.v1.interventions import InterventionView
from api.v1.standards import StandardsEditionView, StandardsView

EDITION = "standards-editions/<uuid:pk>/"

MINORS = [
    *noun("standards/", StandardsView, "standards"),
    route(EDITION, StandardsEditionView, READ, "standards_editions_one"),
    route(f"{EDITION}read/", StandardsEditionView, {"post": "read"}, "standards_editions_read"),
    route(
        f"{EDITION}readings/", StandardsEditionView, {"get": "list"}, "standards_editions_readings"
    ),
    *noun(
        "interventions/",
        InterventionView,
        "interventions",
        many=LIST_CREATE,
        steps={"entries": "entries", "close": "close"},
    ),
]
