"""Every operation of the API: whose token may use it, with which ids, and what it shows.

An operation without a row fails the build. ``shows`` says whether the answer holds the city's
own canary, which proves that the row would notice another city's.
"""

from base64 import b64encode
from typing import Any

from tests.isolation import desk
from tests.isolation.bodies import case_facts, invitation, meeting_facts
from tests.isolation.directory import DIRECTORY, HSDS
from tests.isolation.operation import (
    CONFLICT,
    GONE,
    INVALID,
    OK,
    Ids,
    Operation,
    adds,
    colleague,
    pk,
    reads,
    step,
)
from tests.isolation.operations_of_benefits import BENEFITS
from tests.isolation.operations_of_cases import CASES
from tests.isolation.operations_of_incidents import INCIDENTS
from tests.isolation.operations_of_minors import MINORS
from tests.isolation.operations_of_privacy import PRIVACY
from tests.isolation.operations_of_shelter import SHELTER
from tests.isolation.operations_of_telling import TELLING
from tests.isolation.operations_of_the_loop import OF_REFERRALS
from tests.isolation.operations_of_visits import VISITS
from tests.isolation.operations_of_webhooks import WEBHOOKS
from tests.isolation.operations_of_work import WORK

INBOX = {
    **desk.OPERATIONS,
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
    "conversation_files_answer": step(
        "consultant",
        "conversation",
        OK,
        body=lambda world: {"files": [b64encode(b"x " + world.canary.encode()).decode()]},
    ),
    "conversation_file_retrieve": reads(
        "consultant",
        lambda world: {"pk": world.conversation.pk, "file": world.file.pk},
        shows=False,
    ),
    "conversations_say_say": Operation(
        "consultant", pk("conversation"), body=lambda world: {"text": world.canary}, shows=True
    ),
    "canned_replies_list": reads("supervisor"),
    "canned_replies_create": adds(
        "supervisor",
        lambda world: {"title": {"pl": world.canary}, "text": {"pl": world.canary}},
        shows=True,
    ),
    "canned_replies_one_retrieve": reads("supervisor", desk.reply),
    "canned_replies_one_partial_update": Operation(
        "supervisor", desk.reply, True, of=lambda world: world.desk.reply
    ),
    "canned_replies_one_destroy": Operation(
        "supervisor", desk.reply, of=lambda world: world.desk.reply, expects=frozenset({GONE})
    ),
    "desk_settings_retrieve": reads("administrator"),
    "desk_settings_partial_update": Operation(
        "administrator", shows=True, of=lambda world: world.desk.settings
    ),
    "break_retrieve": reads("consultant", shows=False),
    "break_create": Operation("consultant", body=lambda world: {"is_on": True}),
    "statistics_retrieve": reads("analyst", shows=False),
    "reports_one_retrieve": reads("analyst", lambda world: {"kind": "system"}, shows=False),
    "incoming_create": adds(
        "administrator", lambda world: {"text": world.canary, "language": "pl"}, shows=False
    ),
    "conversations_close_close": step("consultant", "conversation", OK, shows=True),
    "conversations_open_case_open_case": adds(
        "consultant", case_facts, pk("conversation"), shows=True
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
    **OF_REFERRALS,
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
    "meetings_invitations_invitations": step(
        "member",
        "meeting",
        OK,
        body=lambda world: {"invited": [str(world.cast.centre.pk)]},
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


def of_roster(name: str) -> Ids:
    """The key of something of the roster."""
    return lambda world: {"pk": getattr(world.roster, name).pk}


def roster_step(who: str, name: str, *statuses: int, **more: Any) -> Operation:
    """Something done with a row of the roster."""
    expects = frozenset(statuses or (OK, CONFLICT))
    return Operation(
        who, of_roster(name), of=lambda world: getattr(world.roster, name), expects=expects, **more
    )


ROSTER = {
    "duty_places_list": reads("consultant"),
    "duty_places_one_retrieve": reads("consultant", of_roster("place")),
    "shifts_list": reads("consultant", shows=False),
    "shifts_create": adds(
        "supervisor",
        lambda world: {
            "place": str(world.roster.place.pk),
            "starts_at": "2026-12-03T19:00:00+01:00",
            "ends_at": "2026-12-04T07:00:00+01:00",
        },
    ),
    "shifts_one_retrieve": reads("consultant", of_roster("shift"), shows=False),
    "shifts_one_partial_update": roster_step("supervisor", "shift", OK),
    "shifts_one_destroy": roster_step("supervisor", "shift", GONE),
    "on_duty_list": reads("consultant", shows=False),
    "swaps_list": reads("consultant", shows=False),
    "swaps_create": Operation(
        "consultant",
        body=lambda world: {
            "shift": str(world.roster.shift.pk),
            "asked": str(world.cast.colleague.pk),
        },
        expects=frozenset({INVALID}),
    ),
    "swaps_one_retrieve": reads("consultant", of_roster("swap"), shows=False),
    "swaps_agree_agree": roster_step("colleague", "swap", OK),
    "swaps_decline_decline": roster_step("colleague", "swap", OK),
    "swaps_withdraw_withdraw": roster_step("consultant", "swap", OK),
    "swaps_approve_approve": roster_step("consultant", "swap", CONFLICT),
    "swaps_refuse_refuse": roster_step("consultant", "swap", CONFLICT),
    "absences_list": reads("supervisor", shows=False),
    "absences_create": adds(
        "consultant", lambda world: {"first_on": "2030-06-14", "last_on": "2030-06-15"}
    ),
    "absences_one_retrieve": reads("supervisor", of_roster("absence"), shows=False),
    "absences_one_destroy": roster_step("supervisor", "absence", GONE),
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

NOTIFICATIONS = {
    "notifications_list": reads("consultant", shows=False),
    "notifications_one_retrieve": reads("consultant", pk("notification"), shows=False),
    "notifications_read_read": Operation("consultant", pk("notification")),
    "notifications_all_read_all": Operation(
        "consultant", body=lambda world: {"until": "2026-11-22T10:00:00+01:00"}
    ),
    "notification_choices_retrieve": reads("consultant", shows=False),
    "notification_choices_partial_update": Operation(
        "consultant",
        body=lambda world: {"kinds": [{"kind": "report-waits", "mail": "digest"}]},
        of=lambda world: world.choices,
    ),
}

OPERATIONS: dict[str, Operation] = {
    **DIRECTORY,
    **INBOX,
    **CASES,
    **WORK,
    **REFERRALS,
    **MEETINGS,
    **ROSTER,
    **SHELTER,
    **MINORS,
    **INCIDENTS,
    **BENEFITS,
    **VISITS,
    **TELLING,
    **PEOPLE,
    **NOTIFICATIONS,
    **PRIVACY,
    **WEBHOOKS,
    **HSDS,
}
