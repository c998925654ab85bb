"""The API's operations on cases: whose token may use each, with which ids, and what it shows."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests.isolation.bodies import case_facts, letter
from tests.isolation.operation import (
    CONFLICT,
    GONE,
    INVALID,
    MADE,
    OK,
    Operation,
    adds,
    of_case,
    of_need,
    pk,
    reads,
    step,
)
from tests.isolation.operations_of_the_loop import OF_CASES
from tests.isolation.world import World


def tomorrow() -> date:
    """A day to come."""
    return timezone.localdate() + timedelta(days=1)


def a_list(world: World) -> dict[str, Any]:
    """A list of cases that somebody keeps."""
    return {"pk": world.desk.case_list.pk}


CASES = {
    "cases_list": reads("consultant"),
    "cases_create": adds("consultant", case_facts, shows=True),
    "case_search_find": Operation(
        "consultant", body=lambda world: {"words": world.canary}, shows=True
    ),
    "cases_one_retrieve": reads("consultant", pk("case")),
    "cases_one_partial_update": step("consultant", "case", OK, shows=True),
    "cases_take_take": step("consultant", "case", OK, shows=True),
    "cases_release_release": step("consultant", "case", OK, shows=True),
    "cases_reopen_reopen": step(
        "consultant", "case", CONFLICT, body=lambda world: {"reason": world.canary}
    ),
    "case_lists_list": reads("consultant"),
    "case_lists_create": adds(
        "consultant",
        lambda world: {
            "name": f"New {world.canary}",
            "wish": {},
            "shared_with": str(world.cast.centre.pk),
        },
        shows=True,
    ),
    "case_lists_one_retrieve": reads("consultant", a_list),
    "case_lists_one_partial_update": Operation(
        "consultant", a_list, True, of=lambda world: world.desk.case_list
    ),
    "case_lists_one_destroy": Operation(
        "consultant", a_list, of=lambda world: world.desk.case_list, expects=frozenset({GONE})
    ),
    "case_assign_assign": Operation(
        "consultant",
        of_case,
        body=lambda world: {"worker": str(world.cast.colleague.pk)},
        shows=True,
    ),
    "case_urgency_urgency": Operation(
        "consultant", of_case, body=lambda world: {"urgency": "immediate"}, shows=True
    ),
    "case_restrict_restrict": Operation(
        "consultant",
        of_case,
        body=lambda world: {"named": [str(world.cast.consultant.pk)], "reason": world.canary},
        of=lambda world: world.case,
        shows=True,
    ),
    "case_merges_list": reads("consultant", of_case, shows=False),
    # The case with itself: tests/api/v1/test_case_merging.py has two.
    "case_merges_create": Operation(
        "consultant",
        of_case,
        body=lambda world: {"other": str(world.case.pk), "other_version": world.case.version},
        of=lambda world: world.case,
        expects=frozenset({CONFLICT}),
    ),
    # Nothing was merged into it.
    "case_separate_separate": Operation(
        "consultant",
        lambda world: {"case_pk": world.case.pk, "pk": world.referral.pk},
        expects=frozenset({404}),
    ),
    "case_steps_list": reads("consultant", of_case, shows=False),
    "cases_close_close": step(
        "coordinator",
        "case",
        CONFLICT,
        INVALID,
        body=lambda world: {"how_it_ended": world.canary, "outcome": "helped"},
    ),
    "case_ending_retrieve": reads("consultant", of_case, shows=False),
    "case_follow_up_plan": Operation(
        "consultant",
        of_case,
        body=lambda world: {"day": str(tomorrow()), "way": "meeting"},
        expects=frozenset({CONFLICT}),
    ),
    "case_follow_up_out_drop": Operation("consultant", of_case),
    "case_phase_retrieve": reads("consultant", of_case, shows=False),
    "case_phase_mark_mark": Operation(
        "consultant", of_case, body=lambda world: {"key": "first_assessment", "kind": "done"}
    ),
    "case_phase_move_move": Operation(
        "consultant",
        of_case,
        True,
        lambda world: {"to": "post_intervention", "reason": world.canary},
        of=lambda world: world.case,
    ),
    "case_outside_list": reads("coordinator", of_case, shows=False),
    # Its need is with a partner; tests/casework/referrals/test_outside.py has an open one.
    "case_outside_create": Operation(
        "coordinator",
        of_case,
        body=lambda world: {
            "case_need": str(world.case_need.pk),
            "body": world.canary,
            "way": "person",
            "asked_on": str(timezone.localdate()),
            "remind_on": str(tomorrow()),
        },
        expects=frozenset({MADE, INVALID}),
    ),
    # Nobody outside was asked.
    "case_outside_end_end": Operation(
        "coordinator",
        lambda world: {"case_pk": world.case.pk, "pk": world.referral.pk},
        body=lambda world: {"state": "helped"},
        of=lambda world: world.case,
        expects=frozenset({404}),
    ),
    "referrals_meeting_appoint": Operation(
        "partner_worker",
        pk("referral"),
        body=lambda world: {"at": f"{tomorrow()}T10:00:00+01:00"},
        expects=frozenset({OK, 404}),
    ),
    "case_notes_list": reads("consultant", of_case),
    "case_notes_create": adds(
        "consultant",
        lambda world: {"text": world.canary, "visibility": "own"},
        of_case,
        shows=True,
    ),
    "case_need_settle_settle": Operation(
        "coordinator", of_need, body=lambda world: {"answer": "met"}, shows=True
    ),
    "case_need_reopen_reopen": Operation("coordinator", of_need, True),
    "case_need_suggestions_suggestions": reads("coordinator", of_need),
    **OF_CASES,
    "case_hand_over_hand_over": adds("consultant", letter, of_case, shows=True),
    "case_refer_refer": adds(
        "coordinator",
        lambda world: {
            **letter(world),
            "case_need": str(world.case_need.pk),
            "service": str(world.service.pk),
        },
        of_case,
        shows=True,
    ),
    "case_transfer_transfer": adds(
        "coordinator",
        lambda world: {**letter(world), "receiver": str(world.cast.other_partner.pk)},
        of_case,
        shows=True,
    ),
}
