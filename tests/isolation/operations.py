"""Every operation of the API: whose token may use it, with which ids, and what it shows.

An operation without a row fails the build. ``shows`` says whether the answer holds the city's
own canary, which proves that the row would notice another city's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from api.hsds.records import link_id, taxonomy_id
from tests.isolation.bodies import case_facts, invitation, letter, meeting_facts
from tests.isolation.world import World

Ids = Callable[[World], dict[str, Any]]
OK, MADE, GONE, CONFLICT, INVALID = 200, 201, 204, 409, 422


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. ``who`` is somebody of the cast; ``of`` is what ``If-Match`` names."""

    who: str
    ids: Ids = lambda world: {}
    shows: bool = False
    body: Ids = lambda world: {}
    of: Callable[[World], Any] | None = None
    expects: frozenset[int] = frozenset({OK})


def pk(name: str) -> Ids:
    """The key of one of the world's objects."""
    return lambda world: {"pk": getattr(world, name).pk}


def reads(who: str, ids: Ids = lambda world: {}, *, shows: bool = True) -> Operation:
    """An operation that only reads."""
    return Operation(who, ids, shows)


def step(who: str, name: str, *statuses: int, **more: Any) -> Operation:
    """Something done with an object; whether its state allows it does not matter here."""
    of = more.pop("of", lambda world: getattr(world, name))
    return Operation(who, pk(name), of=of, expects=frozenset(statuses or (OK, CONFLICT)), **more)


def adds(who: str, body: Ids, ids: Ids = lambda world: {}, **more: Any) -> Operation:
    """Something added."""
    return Operation(who, ids, body=body, expects=frozenset({MADE}), **more)


def partner(world: World) -> dict[str, Any]:
    """The key of the partner's organisation."""
    return {"pk": world.cast.partner.pk}


def of_partner(world: World) -> dict[str, Any]:
    """Named in the body of what is known about the partner."""
    return {"organisation": str(world.cast.partner.pk)}


def of_case(world: World) -> dict[str, Any]:
    """Below the case."""
    return {"case_pk": world.case.pk}


def of_need(world: World) -> dict[str, Any]:
    """Below a need of the case."""
    return {"case_pk": world.case.pk, "pk": world.case_need.pk}


def colleague(world: World) -> dict[str, Any]:
    """Somebody of the staff."""
    return {"pk": world.cast.colleague.pk}


DIRECTORY = {
    "me_retrieve": reads("consultant", shows=False),
    "needs_list": reads("consultant"),
    "needs_one_retrieve": reads("consultant", pk("need")),
    "organisations_list": reads("coordinator"),
    "organisations_create": adds(
        "coordinator", lambda world: {"name": world.canary, "kind": "ngo"}, shows=True
    ),
    "organisations_one_retrieve": reads("coordinator", partner),
    "organisations_one_partial_update": Operation(
        "coordinator", partner, True, of=lambda world: world.cast.partner
    ),
    "organisations_checked_checked": Operation("coordinator", partner, True),
    "organisations_agreement_agreement": Operation(
        "coordinator",
        partner,
        body=lambda world: {"state": "left", "day": "2026-11-01"},
        of=lambda world: world.cast.partner,
        shows=True,
    ),
    "services_list": reads("coordinator"),
    "services_create": adds(
        "coordinator",
        lambda world: {
            **of_partner(world),
            "name": {"pl": world.canary},
            "needs": [str(world.need.pk)],
        },
        shows=True,
    ),
    "services_one_retrieve": reads("coordinator", pk("service")),
    "services_one_partial_update": step("coordinator", "service", OK, shows=True),
    "locations_list": reads("coordinator"),
    "locations_create": adds(
        "coordinator",
        lambda world: {**of_partner(world), "name": world.canary, "town": "Gdańsk"},
        shows=True,
    ),
    "locations_one_retrieve": reads("coordinator", pk("location")),
    "locations_one_partial_update": step("coordinator", "location", OK, shows=True),
    "phones_list": reads("coordinator"),
    "phones_create": adds(
        "coordinator", lambda world: {**of_partner(world), "display": "58 511 01 21"}
    ),
    "phones_one_retrieve": reads("coordinator", pk("phone")),
    "phones_one_partial_update": step(
        "coordinator", "phone", OK, body=lambda world: {"display": "58 511 01 22"}
    ),
    "phones_one_destroy": step("coordinator", "phone", GONE),
    "contacts_list": reads("coordinator"),
    "contacts_create": adds(
        "coordinator", lambda world: {**of_partner(world), "name": world.canary}, shows=True
    ),
    "contacts_one_retrieve": reads("coordinator", pk("contact")),
    "contacts_one_partial_update": step("coordinator", "contact", OK, shows=True),
    "contacts_one_destroy": step("coordinator", "contact", GONE),
}

INBOX = {
    "conversations_list": reads("consultant", shows=False),
    "conversations_one_retrieve": reads("consultant", pk("conversation")),
    "conversations_claim_claim": step("consultant", "conversation"),
    "conversations_release_release": step("consultant", "conversation"),
    "entry_points_list": reads("administrator"),
    "entry_points_create": adds(
        "administrator",
        lambda world: {"name": {"pl": world.canary}, "audience": "everyone"},
        shows=True,
    ),
    "entry_points_one_retrieve": reads("administrator", pk("entry_point")),
    "entry_points_one_partial_update": step("administrator", "entry_point", OK, shows=True),
    "entry_points_withdraw_withdraw": Operation("administrator", pk("entry_point"), True),
    "entry_points_restore_restore": Operation("administrator", pk("entry_point"), True),
    "conversations_answer_answer": step(
        "consultant", "conversation", OK, body=lambda world: {"text": world.canary}, shows=True
    ),
    "conversations_close_close": step("consultant", "conversation", OK, shows=True),
    "conversations_open_case_open_case": adds(
        "consultant", case_facts, pk("conversation"), shows=True
    ),
}

CASES = {
    "cases_list": reads("consultant"),
    "cases_create": adds("consultant", case_facts, shows=True),
    "cases_one_retrieve": reads("consultant", pk("case")),
    "cases_one_partial_update": step("consultant", "case", OK, shows=True),
    "cases_take_take": step("consultant", "case", OK, shows=True),
    "cases_release_release": step("consultant", "case", OK, shows=True),
    "cases_reopen_reopen": step(
        "consultant", "case", CONFLICT, body=lambda world: {"reason": world.canary}
    ),
    "case_steps_list": reads("consultant", of_case, shows=False),
    "cases_close_close": step(
        "coordinator",
        "case",
        CONFLICT,
        INVALID,
        body=lambda world: {"how_it_ended": world.canary},
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

REFERRALS = {
    "referrals_list": reads("partner_worker"),
    "referrals_one_retrieve": reads("partner_worker", pk("referral")),
    "referrals_one_partial_update": step("coordinator", "referral", CONFLICT),
    "referrals_send_send": step("coordinator", "referral", CONFLICT),
    "referrals_consider_consider": step("partner_worker", "referral", OK, shows=True),
    "referrals_accept_accept": step("partner_worker", "referral", OK, shows=True),
    "referrals_start_start": step("partner_worker", "referral", CONFLICT),
    "referrals_decline_decline": step(
        "partner_worker", "referral", OK, body=lambda world: {"reason": "no_capacity"}, shows=True
    ),
    "referrals_complete_complete": step(
        "partner_worker", "referral", CONFLICT, body=lambda world: {"outcome": world.canary}
    ),
    "referrals_fail_fail": step(
        "partner_worker", "referral", CONFLICT, body=lambda world: {"reason": "no_contact"}
    ),
    "referrals_withdraw_withdraw": step(
        "coordinator", "referral", OK, body=lambda world: {"reason": "mistake"}, shows=True
    ),
    "referrals_acknowledge_acknowledge": step("coordinator", "transfer", OK, shows=True),
}

MEETINGS = {
    "meetings_list": reads("member"),
    "meetings_create": adds("member", meeting_facts, shows=True),
    "meetings_one_retrieve": reads("member", pk("meeting")),
    "meetings_one_partial_update": step("member", "meeting", OK, shows=True),
    "meetings_attendance_attendance": step(
        "member",
        "meeting",
        OK,
        body=lambda world: {"came": [{"organisation": str(world.cast.partner.pk), "people": 2}]},
        shows=True,
    ),
    "outcomes_list": reads("member"),
    "outcomes_create": adds(
        "member",
        lambda world: {
            "meeting": str(world.meeting.pk),
            "kind": "information",
            "text": world.canary,
        },
        shows=True,
    ),
    "outcomes_one_retrieve": reads("member", pk("outcome")),
    "outcomes_one_partial_update": step("member", "outcome", OK, shows=True),
    "outcomes_settle_settle": step(
        "member", "outcome", OK, body=lambda world: {"state": "done"}, shows=True
    ),
}

PEOPLE = {
    "people_list": reads("administrator", shows=False),
    "people_one_retrieve": reads("administrator", colleague, shows=False),
    "people_add_role_add_role": Operation(
        "administrator", colleague, body=lambda world: {"role": "analyst"}
    ),
    "people_deactivate_deactivate": Operation("administrator", colleague),
    "people_reactivate_reactivate": Operation("administrator", colleague),
    "people_remove_role_remove_role": Operation(
        "administrator",
        lambda world: {**colleague(world), "membership": world.membership.pk},
    ),
    "invitations_list": reads("administrator"),
    "invitations_create": adds("administrator", invitation, shows=True),
    "invitation_revoke_revoke": Operation("administrator", pk("invitation"), True),
    "audit_list": reads("officer", shows=False),
}

HSDS = {
    "hsds_about": reads("consultant", shows=False),
    "hsds_export_export": reads("consultant"),
    "hsds_organizations_list": reads("consultant"),
    "hsds_organizations_one_retrieve": reads("consultant", partner),
    "hsds_services_list": reads("consultant"),
    "hsds_services_one_retrieve": reads("consultant", pk("service")),
    "hsds_service_at_locations_list": reads("consultant"),
    "hsds_service_at_locations_one_retrieve": reads(
        "consultant", lambda world: {"pk": link_id(world.service, world.location)}
    ),
    "hsds_taxonomies_list": reads("consultant", shows=False),
    "hsds_taxonomies_one_retrieve": reads(
        "consultant", lambda world: {"pk": taxonomy_id()}, shows=False
    ),
    "hsds_taxonomy_terms_list": reads("consultant"),
    "hsds_taxonomy_terms_one_retrieve": reads("consultant", pk("need")),
}

OPERATIONS: dict[str, Operation] = {
    **DIRECTORY,
    **INBOX,
    **CASES,
    **REFERRALS,
    **MEETINGS,
    **PEOPLE,
    **HSDS,
}
