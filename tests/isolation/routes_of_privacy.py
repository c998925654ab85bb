"""Routes of requests about one person's data, of breaches and of the register of processing."""

from typing import Any

from tests.isolation.route import Route, changes, pk_of
from tests.isolation.world import World


def copy_request(world: World) -> dict[str, Any]:
    """The request for a copy, which is made."""
    return {"pk": world.data_requests[0].pk}


def erasure_request(world: World) -> dict[str, Any]:
    """The request for erasure."""
    return {"pk": world.data_requests[1].pk}


DATA_REQUESTS = {
    "data_requests": Route("officer"),
    "data_request_new": Route("officer"),
    "data_request": Route("officer", copy_request, shows=True),
    "data_request_copy": Route("officer", copy_request),
    "data_request_read": Route("officer", copy_request, shows=True),
    "data_request_file": Route(
        "officer", lambda world: {**copy_request(world), "way": "json"}, shows=True
    ),
    "data_request_close": Route("officer", copy_request),
    "data_request_decide": Route("officer", erasure_request),
    "data_request_again": changes("officer", erasure_request),
}

BREACHES = {
    "breaches": Route("officer"),
    "breach_new": Route("officer"),
    "breach": Route("officer", pk_of("breach"), shows=True),
    "breach_entry": Route("officer", pk_of("breach")),
    "who_saw": Route("officer"),
    # Without two moments; tests/platform/ostoja/privacy/breaches names them.
    "who_saw_csv": Route("officer", expects=frozenset({404})),
}

PROCESSING = {
    "processing": Route("officer", shows=True),
    "processing_pdf": Route("officer"),
    "processing_edit": Route("officer", lambda world: {"key": "cases"}, shows=True),
    "controller_new": Route("officer"),
    "controller_edit": Route("officer", pk_of("body"), shows=True),
    "controller_remove": changes("officer", pk_of("body")),
    "assessment": Route("officer"),
    "assessment_edit": Route("officer"),
    "assessment_pdf": Route("officer"),
}
