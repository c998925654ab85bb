"""Routes of the reports: counts, which show nobody's words."""

from tests.isolation.route import Route

REPORTS = {
    "reports": Route("coordinator", shows=True),
    "centre_report": Route("supervisor", shows=True),
    "report_file": Route(
        "analyst",
        lambda world: {"kind": "system", "file_format": "csv"},
        expects=frozenset({404}),  # it needs a time that is over
    ),
}
