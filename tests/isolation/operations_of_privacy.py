"""Operations on requests about data, breaches, the register of processing; and on papers."""

from typing import Any

from tests.isolation.operation import CONFLICT, GONE, OK, Operation, adds, of_case, pk, reads
from tests.isolation.routes_of_privacy import copy_request, erasure_request

NOW = "2026-11-22T10:00:00+01:00"


def copy(world: Any) -> Any:
    """The request for a copy."""
    return world.data_requests[0]


def erasure(world: Any) -> Any:
    """The request for erasure."""
    return world.data_requests[1]


def kind(world: Any) -> dict[str, str]:
    """A kind of data."""
    return {"key": "cases"}


class Unwritten:
    """What the city has said nothing of yet: its version is 0."""

    pk, version = None, 0

    class objects:  # noqa: N801 - as a model has it
        """There is nothing to find."""

        @staticmethod
        def get(pk: None) -> "Unwritten":
            return Unwritten()


BREACHES = {
    "breaches_list": reads("officer"),
    "breaches_one_retrieve": reads("officer", pk("breach")),
    "breaches_create": adds(
        "officer", lambda world: {"what": world.canary, "noticed_at": NOW}, shows=True
    ),
    "breaches_entries_entries": Operation(
        "officer",
        pk("breach"),
        True,
        body=lambda world: {"kind": "note", "text": world.canary, "happened_at": NOW},
        of=lambda world: world.breach,
    ),
}

DATA_REQUESTS = {
    "data_requests_list": reads("officer", shows=False),
    "data_requests_one_retrieve": reads("officer", copy_request),
    "data_requests_create": adds(
        "officer",
        lambda world: {
            "kind": "erasure",
            "subject": "cases.case",
            "name": world.case.number,
            "received_on": "2026-11-20",
            "identity": world.canary,
        },
        shows=True,
    ),
    "data_requests_copy_copy": Operation(
        "officer", copy_request, True, of=copy, expects=frozenset({OK, CONFLICT})
    ),
    "data_requests_take_take": Operation(
        "officer", copy_request, body=lambda world: {"way": "json"}
    ),
    "data_requests_close_close": Operation(
        "officer",
        copy_request,
        True,
        body=lambda world: {"outcome": "granted", "reason": world.canary},
        of=copy,
    ),
    "data_requests_decide_decide": Operation(
        "officer",
        erasure_request,
        body=lambda world: {"kinds": [], "reason": world.canary},
        of=erasure,
        expects=frozenset({CONFLICT}),
    ),
    "data_requests_again_again": Operation("officer", erasure_request, True),
}

PROCESSING = {
    "processing_retrieve": reads("officer", shows=False),
    "processing_one_one": reads("officer", kind, shows=False),
    "processing_one_write": Operation(
        "officer",
        kind,
        True,
        body=lambda world: {"purpose": world.canary},
        of=lambda world: Unwritten(),
    ),
    "assessment_retrieve": reads("officer", shows=False),
    "assessment_partial_update": Operation(
        "officer",
        shows=True,
        body=lambda world: {"risks": world.canary},
        of=lambda world: Unwritten(),
    ),
    "controllers_list": reads("officer"),
    "controllers_create": adds(
        "officer", lambda world: {"part": "processor", "name": world.canary}, shows=True
    ),
    "controllers_one_retrieve": reads("officer", pk("body")),
    "controllers_one_partial_update": Operation(
        "officer", pk("body"), True, of=lambda world: world.body
    ),
    "controllers_one_destroy": Operation(
        "officer", pk("body"), of=lambda world: world.body, expects=frozenset({GONE})
    ),
}

PAPERS = {
    "case_print_print_out": Operation(
        "consultant", of_case, body=lambda world: {"parts": ["about", "needs"]}
    ),
    "referrals_letter_print_out": Operation("partner_worker", pk("referral")),
    # Nobody outside was asked; tests/casework/referrals/test_outside_letters.py asks somebody.
    "case_outside_letter_print_out": Operation(
        "coordinator",
        lambda world: {"case_pk": world.case.pk, "pk": world.referral.pk},
        expects=frozenset({404}),
    ),
}

PRIVACY = {**BREACHES, **DATA_REQUESTS, **PROCESSING, **PAPERS}
