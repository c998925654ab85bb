"""Every route of a city's host: who may use it, with which ids, and what it shows.

A route without a row fails the build. ``shows`` says whether the page holds the city's own
canary, which proves that the row would notice another city's.
"""

from api.urls import NOUNS
from tests.isolation.route import (
    Route,
    both_records,
    changes,
    of_roster,
    of_work,
    partner,
    period,
    pk_of,
)
from tests.isolation.routes_of_benefits import BENEFITS
from tests.isolation.routes_of_cases import CASES
from tests.isolation.routes_of_contact import CONTACT
from tests.isolation.routes_of_incidents import INCIDENTS
from tests.isolation.routes_of_minors import MINORS
from tests.isolation.routes_of_people import IDENTITY, NOTIFICATIONS, OWN, PEOPLE, SIGN_IN
from tests.isolation.routes_of_playbooks import PLAYBOOKS
from tests.isolation.routes_of_privacy import BREACHES, DATA_REQUESTS, PROCESSING
from tests.isolation.routes_of_referrals import REFERRALS
from tests.isolation.routes_of_reports import REPORTS
from tests.isolation.routes_of_shelter import SHELTER
from tests.isolation.routes_of_telling import TELLING
from tests.isolation.routes_of_visits import VISITS
from tests.isolation.routes_of_webhooks import WEBHOOKS
from tests.isolation.world import World

PUBLIC = {
    "front_door": Route(expects=frozenset({302})),
    "entry_point": Route(
        arguments=lambda world: {"code": world.entry_point.code}, expects=frozenset({302})
    ),
    # A key that nobody was sent: tests/casework/intake/test_letters.py has one.
    "from_letter": Route(arguments=lambda world: {"key": "nobodys"}, expects=frozenset({200})),
    "short_address": Route(
        arguments=lambda world: {"words": world.entry_point.short_address},
        expects=frozenset({302}),
    ),
    "city_home": Route(),
    "contact": Route(),
    "return_with_code": Route(),
    # Without a code nothing opens; tests/isolation/test_sockets.py has one.
    "chat_news": Route(method="post", expects=frozenset({403})),
    # Without a code it leads to where one is typed; tests/isolation/test_files.py has one.
    "resident_file": Route(method="post", expects=frozenset({302})),
    "contact_of_old": Route(),
    "return_of_old": Route(),
    "staying_safe": Route(),
    # Nobody's link shows a button alone; tests/isolation/test_answer_links.py has one of each city.
    "answer_link": Route(arguments=lambda world: {"token": "nobodys"}),
    "leave": Route(expects=frozenset({302})),
    "display": Route(),
    "brand_css": Route(arguments=lambda world: {"brand": "0e4a57-bd7d25"}),
    "accept_invitation": Route(
        arguments=lambda world: {"token": world.invitation_token}, shows=True
    ),
}


def easy_text(world: World) -> dict[str, str]:
    """A page and a language."""
    return {"page": "start", "language": "pl"}


LAW = {
    "accessibility_statement": Route(shows=True),
    "privacy_notice": Route(shows=True),
    "privacy_notice_easy": Route(shows=True),
    "easy_text_switch": Route(arguments=lambda world: {"choice": "on"}, expects=frozenset({302})),
    "easy_texts": Route("administrator"),
    "easy_text_edit": Route("administrator", easy_text, shows=True),
    "easy_text_check": changes("administrator", easy_text),
    "easy_text_restore": changes("administrator", easy_text),
    "plain_check": changes("consultant", lambda world: {}),
    "statement": Route("administrator"),
    "statement_edit": Route("administrator", shows=True),
    "statement_preview": Route("administrator", shows=True),
    "statement_publish": changes("administrator", lambda world: {}),
    "statement_review": changes("administrator", lambda world: {}),
    "privacy_notice_staff": Route("officer", shows=True),
    "privacy_notice_controller": Route("officer", shows=True),
    "privacy_notice_part": Route("officer", lambda world: {"kind": "rights"}, shows=True),
    "privacy_notice_confirm": changes("officer", lambda world: {}),
}

SUPPORT = {
    "support": Route("administrator", shows=True),
    "support_allow": Route("administrator"),
    # It has ended: tests/tenants/support withdraws one that is open.
    "support_withdraw": changes("administrator", pk_of("consent")),
    # Without a ticket from the console; tests/tenants/support comes with one.
    "support_enter": Route(method="post", expects=frozenset({403})),
    # Only for who visits the city.
    "support_leave": Route("administrator", method="post", expects=frozenset({404})),
}

CITY = {
    "opening": Route("administrator"),
    "opening_open": changes("administrator", lambda world: {}),
    "city_numbers": Route("administrator", shows=True),
    "city_numbers_confirm": changes("administrator", lambda world: {}),
    "city_number_new": Route("administrator"),
    "city_number_edit": Route("administrator", pk_of("number"), shows=True),
    "city_number_remove": changes("administrator", pk_of("number")),
    "grants": Route("administrator", shows=True),
    "city_texts": Route("administrator"),
    "city_text_edit": Route("administrator", lambda world: {"key": "contact_notice"}),
    "grant_notice_new": Route("administrator"),
    "grant_notice_edit": Route("administrator", pk_of("notice"), shows=True),
    "grant_notice_remove": changes("administrator", pk_of("notice")),
}

RETENTION = {
    "retention": Route("officer", shows=True),
    "retention_period": Route("officer", lambda world: {"key": "cases"}),
    "retention_run": Route("officer"),
    "retention_log": Route("officer"),
    "retention_hold": Route("officer"),
    "retention_hold_lift": changes("officer", pk_of("hold")),
}


PARTNERS = {
    "partner_directory": Route(shows=True),
    "partner": Route(arguments=lambda world: {"key": world.cast.partner.key}, shows=True),
    "partner_rules": Route("administrator"),
    "partner_join": Route(),
    "activities": Route(shows=True),
    "activity_new": Route("coordinator", partner, shows=True),
    "activity_edit": Route("coordinator", of_work("activity"), shows=True),
    "activity_remove": changes("coordinator", of_work("activity")),
    "applications": Route("coordinator", shows=True),
    "application": Route("coordinator", of_work("application"), shows=True),
    "application_accept": changes("coordinator", of_work("application")),
    "application_close": Route("coordinator", of_work("application"), shows=True),
    "partners": Route("coordinator", shows=True),
    "partner_new": Route("coordinator"),
    "partner_staff": Route("coordinator", partner, shows=True),
    "partner_edit": Route("coordinator", partner, shows=True),
    "partner_checked": changes("coordinator", partner),
    "partner_duplicates": Route("coordinator", shows=True),
    "partner_merge": Route("coordinator", partner, shows=True),
    "partner_merge_with": Route("coordinator", both_records, shows=True),
    "partner_tell_apart": changes("coordinator", both_records),
    "partner_separate": changes("coordinator", of_work("merge")),
    "partner_agreement": Route("coordinator", partner, shows=True),
    "service_new": Route("coordinator", partner, shows=True),
    "location_new": Route("coordinator", partner, shows=True),
    "phone_new": Route("coordinator", partner, shows=True),
    "contact_new": Route("coordinator", partner, shows=True),
    "service_edit": Route("coordinator", pk_of("service"), shows=True),
    "period_new": Route("coordinator", pk_of("service"), shows=True),
    "period_edit": Route("coordinator", period, shows=True),
    "period_remove": changes("coordinator", period),
    "location_edit": Route("coordinator", pk_of("location"), shows=True),
    "phone_edit": Route("coordinator", pk_of("phone"), shows=True),
    "phone_remove": changes("coordinator", pk_of("phone")),
    "contact_edit": Route("coordinator", pk_of("contact"), shows=True),
    "contact_remove": changes("coordinator", pk_of("contact")),
}

TABLES = {
    "tables": Route("administrator", shows=True),
    "table_import": Route("administrator", lambda world: {"key": "services"}, shows=True),
    "table_template": Route(
        "administrator", lambda world: {"key": "services", "file_format": "csv"}, shows=True
    ),
    "table_export": Route(
        "consultant", lambda world: {"key": "organisations", "file_format": "csv"}, shows=True
    ),
    "batch": Route("administrator", pk_of("batch"), shows=True),
    "batch_row": Route(
        "administrator", lambda world: {"pk": world.batch.pk, "number": 3}, shows=True
    ),
    "batch_broken": Route(
        "administrator",
        lambda world: {"pk": world.batch.pk, "file_format": "csv"},
        shows=True,
    ),
    "batch_undo": Route("administrator", pk_of("batch"), shows=True),
    "batch_confirm": changes("administrator", pk_of("batch")),
    "batch_again": changes("administrator", pk_of("batch")),
    "batch_discard": changes("administrator", pk_of("batch")),
    "batch_mended": changes("administrator", pk_of("batch")),
}

MEETINGS = {
    "meetings": Route("member", shows=True),
    "meeting_new": Route("member", shows=True),
    "meeting": Route("member", pk_of("meeting"), shows=True),
    "meeting_edit": Route("member", pk_of("meeting"), shows=True),
    "meeting_attendance": Route("member", pk_of("meeting")),
    "meeting_invitations": Route("member", pk_of("meeting"), shows=True),
    "outcome_new": Route("member", pk_of("meeting"), shows=True),
    "outcomes": Route("member", shows=True),
    "outcome_edit": Route("member", pk_of("outcome"), shows=True),
    "outcome_close": Route("member", pk_of("outcome"), shows=True),
}

ROSTER = {
    "roster": Route("consultant", shows=True),
    "my_duties": Route("consultant", shows=True),
    "duty_feed": changes("consultant", lambda world: {}),
    "duty_feed_revoke": changes("colleague", lambda world: {}),
    "duty_calendar": Route(arguments=lambda world: {"token": world.roster.token}, shows=True),
    "shift_new": Route("supervisor", shows=True),
    "shift_edit": Route("supervisor", of_roster("shift"), shows=True),
    "shift_remove": changes("supervisor", of_roster("shift")),
    "swap_new": Route("consultant", of_roster("shift"), shows=True),
    "duty_places": Route("consultant", shows=True),
    "duty_place_new": Route("supervisor"),
    "duty_place_edit": Route("supervisor", of_roster("place"), shows=True),
    "duty_place_plan": Route("supervisor", of_roster("place"), shows=True),
    "swaps": Route("consultant", shows=True),
    "swap_answer": changes(
        "consultant", lambda world: {"pk": world.roster.swap.pk, "answer": "agree"}
    ),
    "absences": Route("supervisor"),
    "absence_remove": changes("supervisor", of_roster("absence")),
}

API = {
    "api_schema": Route(),
    "api_docs": Route(),
    "api_websockets": Route(),
    "api_webhooks_text": Route(),
    "tokens": Route("consultant"),
    # Asks for the password again.
    "token_new": Route("consultant", expects=frozenset({200, 302})),
    # An id that is no token's; tests/api has one's own.
    "token_revoke": Route(
        "consultant",
        lambda world: {"pk": world.case.pk},
        method="post",
        expects=frozenset({404}),
    ),
}
# The API's operations have a matrix of their own, with tokens: tests.isolation.operations.
OPERATIONS = frozenset(str(route.name) for route in NOUNS)

ROUTES: dict[str, Route] = {
    **PUBLIC,
    **LAW,
    **CITY,
    **SUPPORT,
    **SIGN_IN,
    **OWN,
    **NOTIFICATIONS,
    **PEOPLE,
    **IDENTITY,
    **RETENTION,
    **DATA_REQUESTS,
    **BREACHES,
    **PROCESSING,
    **WEBHOOKS,
    **CASES,
    **REFERRALS,
    **CONTACT,
    **PARTNERS,
    **TABLES,
    **MEETINGS,
    **ROSTER,
    **SHELTER,
    **MINORS,
    **INCIDENTS,
    **BENEFITS,
    **VISITS,
    **TELLING,
    **REPORTS,
    **PLAYBOOKS,
    **API,
}
