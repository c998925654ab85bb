"""Routes of the reports: counts, which show nobody's words."""

from tests.isolation.route import Route

REPORTS = {
    # They open with the month before this one, in which nothing happened in the world.
    "reports": Route("coordinator"),
    "centre_report": Route("supervisor"),
    "report_file": Route(
        "analyst",
        lambda world: {"kind": "system", "file_format": "csv"},
        expects=frozenset({404}),  # it needs a time that is over
    ),
}
