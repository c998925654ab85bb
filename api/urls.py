"""Routes of the API, one block for each noun, and of the pages about it."""

from collections.abc import Mapping

from django.urls import URLPattern, path

from api import views
from api.benefit_urls import BENEFITS
from api.case_urls import CASES
from api.hsds import urls as hsds
from api.incident_urls import INCIDENTS
from api.minors_urls import MINORS
from api.routing import (
    LIST,
    LIST_CREATE,
    READ,
    READ_CHANGE,
    READ_CHANGE_REMOVE,
    READ_REMOVE,
    noun,
    route,
)
from api.telling_urls import TELLINGS
from api.v1.activities import ActivityView
from api.v1.applications import ApplicationView
from api.v1.audit import AuditView
from api.v1.breaches import BreachView
from api.v1.canned_replies import CannedReplyView
from api.v1.check_word import CheckWordView
from api.v1.contacts import ContactView
from api.v1.conversation_files import ConversationFileView
from api.v1.conversations import ConversationView
from api.v1.data_requests import DataRequestView
from api.v1.desk import DeskView
from api.v1.desk_settings import BreakView, DeskSettingsView
from api.v1.easy_texts import EasyTextView
from api.v1.entry_points import EntryPointView
from api.v1.facilities import BedClosureView, BedView, FacilityView, NightView
from api.v1.figures import FiguresView
from api.v1.incoming import IncomingView
from api.v1.locations import LocationView
from api.v1.me import MeView
from api.v1.meetings import MeetingView
from api.v1.needs import NeedView
from api.v1.notifications import NotificationChoicesView, NotificationView
from api.v1.organisation_merging import OrganisationDuplicatesView, OrganisationMergeView
from api.v1.organisations import OrganisationView
from api.v1.outcomes import OutcomeView
from api.v1.own_limit import OwnLimitView
from api.v1.people import InvitationView, PersonView
from api.v1.periods import PeriodView
from api.v1.phones import PhoneView
from api.v1.processing import AssessmentView, ControllerView, ProcessingView
from api.v1.readiness import ReadinessView
from api.v1.reports import ReportView
from api.v1.resident_texts import ResidentTextView
from api.v1.services import ServiceView
from api.v1.shifts import DutyPlaceView, OnDutyView, ShiftView
from api.v1.stays import StayView
from api.v1.swaps import AbsenceView, SwapView
from api.v1.unmet_needs import UnmetNeedsView
from api.v1.webhooks import WebhookMessageView, WebhookView
from api.visit_urls import VISITS

WEBHOOK = "webhooks/<uuid:pk>/"
CONVERSATION = "conversations/<uuid:pk>/"
DESK: Mapping[str, str] = {
    "pass-on": "pass_on",
    "risks": "set_risk",
    "risks/<uuid:risk>/withdraw": "withdraw_risk",
    "aside": "aside",
    "help": "help",
    "coming": "coming",
    "mute": "mute",
    "unmute": "unmute",
    "danger": "begin_danger",
    "danger/tick": "tick_danger",
    "danger/end": "end_danger",
    "same-person": "same_person",
    "existing-case": "attach",
}
"""What staff do for each other in a conversation: address to method."""

ORGANISATION = "organisations/<uuid:organisation_pk>/"

NOUNS = [
    route("me/", MeView, READ, "me"),
    route("readiness/", ReadinessView, READ, "readiness"),
    route("easy-texts/", EasyTextView, LIST, "easy_texts"),
    route(
        "easy-texts/<slug:page>/<slug:language>/",
        EasyTextView,
        READ_CHANGE_REMOVE,
        "easy_texts_one",
    ),
    route("reports/<slug:kind>/", ReportView, READ, "reports_one"),
    route("unmet-needs/", UnmetNeedsView, READ, "unmet_needs"),
    *noun("needs/", NeedView, "needs"),
    *noun(
        "organisations/",
        OrganisationView,
        "organisations",
        many=LIST_CREATE,
        one=READ_CHANGE,
        steps={"checked": "checked", "agreement": "agreement"},
    ),
    route("organisations/duplicates/", OrganisationDuplicatesView, LIST, "organisation_duplicates"),
    route(f"{ORGANISATION}merges/", OrganisationMergeView, LIST_CREATE, "organisation_merges"),
    route(
        f"{ORGANISATION}merges/<uuid:pk>/separate/",
        OrganisationMergeView,
        {"post": "separate"},
        "organisation_separate",
    ),
    route(
        f"{ORGANISATION}tell-apart/",
        OrganisationMergeView,
        {"post": "tell_apart"},
        "organisation_tell_apart",
    ),
    *noun("services/", ServiceView, "services", many=LIST_CREATE, one=READ_CHANGE),
    route("services/<uuid:pk>/periods/", PeriodView, {"post": "write"}, "service_periods"),
    route("services/<uuid:pk>/periods/remove/", PeriodView, {"post": "remove"}, "service_periods"),
    *noun("locations/", LocationView, "locations", many=LIST_CREATE, one=READ_CHANGE),
    *noun("phones/", PhoneView, "phones", many=LIST_CREATE, one=READ_CHANGE_REMOVE),
    *noun("activities/", ActivityView, "activities", many=LIST_CREATE, one=READ_CHANGE_REMOVE),
    *noun(
        "applications/",
        ApplicationView,
        "applications",
        many=LIST,
        one=READ,
        steps={"remark": "remark", "accept": "accept", "close": "close"},
    ),
    *noun("contacts/", ContactView, "contacts", many=LIST_CREATE, one=READ_CHANGE_REMOVE),
    *noun(
        "conversations/",
        ConversationView,
        "conversations",
        steps={
            "claim": "claim",
            "release": "release",
            "answer": "answer",
            "say": "say",
            "close": "close",
            "case": "open_case",
        },
    ),
    route(f"{CONVERSATION}files/", ConversationFileView, {"post": "answer"}, "conversation_files"),
    route(f"{CONVERSATION}files/<uuid:file>/", ConversationFileView, READ, "conversation_file"),
    route(f"{CONVERSATION}check-word/", CheckWordView, {**READ, "post": "note"}, "check_word"),
    route(f"{CONVERSATION}desk/", DeskView, READ, "conversation_desk"),
    *(
        route(f"{CONVERSATION}{step}/", DeskView, {"post": method}, f"conversation_{method}")
        for step, method in DESK.items()
    ),
    route("incoming/", IncomingView, {"post": "create"}, "incoming"),
    *noun(
        "canned-replies/",
        CannedReplyView,
        "canned_replies",
        many=LIST_CREATE,
        one=READ_CHANGE_REMOVE,
    ),
    route("desk-settings/", DeskSettingsView, READ_CHANGE, "desk_settings"),
    route("own-limit/", OwnLimitView, {**READ, "post": "create"}, "own_limit"),
    route("resident-texts/", ResidentTextView, LIST, "resident_texts"),
    route("resident-texts/<slug:key>/", ResidentTextView, READ_CHANGE, "resident_texts_one"),
    route("break/", BreakView, {**READ, "post": "create"}, "break"),
    route("statistics/", FiguresView, READ, "statistics"),
    *noun(
        "entry-points/",
        EntryPointView,
        "entry_points",
        many=LIST_CREATE,
        one=READ_CHANGE,
        steps={"withdraw": "withdraw", "restore": "restore"},
    ),
    *CASES,
    *MINORS,
    *noun("facilities/", FacilityView, "facilities", many=LIST_CREATE, one=READ_CHANGE),
    *noun("beds/", BedView, "beds", many=LIST_CREATE, one=READ_CHANGE, steps={"close": "close"}),
    route("bed-closures/", BedClosureView, LIST, "bed_closures"),
    route(
        "bed-closures/<uuid:pk>/reopen/",
        BedClosureView,
        {"post": "reopen"},
        "bed_closures_reopen",
    ),
    route("nights/", NightView, LIST, "nights"),
    *noun(
        "stays/",
        StayView,
        "stays",
        many=LIST_CREATE,
        steps={one: one for one in ("discharge", "beds", "decide")},
    ),
    *VISITS,
    *BENEFITS,
    *TELLINGS,
    *noun("duty-places/", DutyPlaceView, "duty_places"),
    *noun("shifts/", ShiftView, "shifts", many=LIST_CREATE, one=READ_CHANGE_REMOVE),
    route("on-duty/", OnDutyView, LIST, "on_duty"),
    *noun(
        "swaps/",
        SwapView,
        "swaps",
        many=LIST_CREATE,
        steps={one: one for one in ("agree", "decline", "withdraw", "approve", "refuse")},
    ),
    *INCIDENTS,
    *noun("absences/", AbsenceView, "absences", many=LIST_CREATE, one=READ_REMOVE),
    *noun(
        "meetings/",
        MeetingView,
        "meetings",
        many=LIST_CREATE,
        one=READ_CHANGE,
        steps={"attendance": "attendance", "invitations": "invitations"},
    ),
    *noun(
        "outcomes/",
        OutcomeView,
        "outcomes",
        many=LIST_CREATE,
        one=READ_CHANGE,
        steps={"settle": "settle"},
    ),
    *noun(
        "people/",
        PersonView,
        "people",
        steps={"roles": "add_role", "deactivate": "deactivate", "reactivate": "reactivate"},
    ),
    route(
        "people/<uuid:pk>/roles/<uuid:membership>/remove/",
        PersonView,
        {"post": "remove_role"},
        "people_remove_role",
    ),
    route("invitations/", InvitationView, LIST_CREATE, "invitations"),
    route("invitations/<uuid:pk>/revoke/", InvitationView, {"post": "revoke"}, "invitation_revoke"),
    route("notifications/read/", NotificationView, {"post": "read_all"}, "notifications_all"),
    *noun("notifications/", NotificationView, "notifications", steps={"read": "read"}),
    route("notification-choices/", NotificationChoicesView, READ_CHANGE, "notification_choices"),
    route("audit/", AuditView, LIST, "audit"),
    route("processing/", ProcessingView, READ, "processing"),
    route(
        "processing/<slug:key>/", ProcessingView, {"get": "one", "patch": "write"}, "processing_one"
    ),
    route("assessment/", AssessmentView, READ_CHANGE, "assessment"),
    *noun(
        "controllers/",
        ControllerView,
        "controllers",
        many=LIST_CREATE,
        one=READ_CHANGE_REMOVE,
    ),
    *noun(
        "data-requests/",
        DataRequestView,
        "data_requests",
        many=LIST_CREATE,
        steps={one: one for one in ("copy", "take", "close", "decide", "again")},
    ),
    *noun("breaches/", BreachView, "breaches", many=LIST_CREATE, steps={"entries": "entries"}),
    *noun(
        "webhooks/",
        WebhookView,
        "webhooks",
        many=LIST_CREATE,
        one=READ_CHANGE_REMOVE,
        steps={one: one for one in ("secret", "pause", "resume", "test", "replay")},
    ),
    route(f"{WEBHOOK}messages/", WebhookMessageView, LIST, "webhook_messages"),
    route(f"{WEBHOOK}messages/<uuid:message>/", WebhookMessageView, READ, "webhook_messages_one"),
    route(
        f"{WEBHOOK}messages/<uuid:message>/replay/",
        WebhookMessageView,
        {"post": "replay"},
        "webhook_messages_replay",
    ),
    *hsds.urlpatterns,
]

bare_urlpatterns: list[URLPattern] = [
    *NOUNS,
    path("schema/", views.schema, name="api_schema"),
    path("websockets/", views.websockets, name="api_websockets"),
    path("webhooks/", views.webhooks, name="api_webhooks_text"),
    path("docs/", views.docs, name="api_docs"),
]
public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/new/", views.token_new, name="token_new"),
    path("account/tokens/<uuid:pk>/revoke/", views.token_revoke, name="token_revoke"),
]
