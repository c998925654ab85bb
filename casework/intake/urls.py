"""Routes of this room: pages for residents, pages for staff, and addresses without a language."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path, re_path

from casework.intake.public import chatting, files, from_letter, returning, safety, start
from casework.intake.views import (
    advice,
    canned_replies,
    check_word,
    conversations,
    danger,
    desk_tools,
    duties,
    entry_points,
    figures,
    inbox,
    mailbox,
    own_limit,
    recorded,
    sheets,
    website,
)
from casework.intake.views import chatting as chatting_of_staff
from casework.intake.views import files as files_of_staff
from ostoja.ui.unseen import unseen

bare_urlpatterns: list[URLPattern] = [
    path("", start.front_door, name="front_door"),
    path("r/<str:key>/", from_letter.from_letter, name="from_letter"),
    re_path(r"^q/(?P<code>[^/]+)/?$", start.entry_point, name="entry_point"),
]

# After all others: an address in words takes no page's place.
last_urlpatterns: list[URLPattern] = [
    re_path(r"^(?P<words>[A-Za-z0-9-]{3,40})/?$", start.short_address, name="short_address"),
]

public_urlpatterns: list[URLPattern] = [
    path("", start.city_home, name="city_home"),
    # Each page of the contact is `unseen`, and its address tells nothing in a history.
    path("info/", unseen(start.contact), name="contact"),
    path("info/2/", unseen(returning.return_with_code), name="return_with_code"),
    path("info/2/news/", unseen(chatting.chat_news), name="chat_news"),
    path("info/2/file/", unseen(files.resident_file), name="resident_file"),
    path("info/3/", unseen(safety.staying_safe), name="staying_safe"),
    path("contact/", unseen(start.contact), name="contact_of_old"),
    path("return/", unseen(returning.return_with_code), name="return_of_old"),
]

staff_urlpatterns: list[URLPattern] = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/new/", recorded.contact_new, name="contact_new"),
    path("inbox/<uuid:pk>/recorded/", recorded.contact_recorded, name="contact_recorded"),
    path("inbox/break/", inbox.desk_break, name="desk_break"),
    path("inbox/limit/", own_limit.desk_limit, name="desk_limit"),
    path("inbox/danger/", advice.danger, name="danger"),
    path("inbox/<uuid:pk>/", conversations.conversation, name="conversation"),
    path("inbox/<uuid:pk>/claim/", conversations.conversation_claim, name="conversation_claim"),
    path(
        "inbox/<uuid:pk>/release/",
        conversations.conversation_release,
        name="conversation_release",
    ),
    path("inbox/<uuid:pk>/answer/", conversations.conversation_answer, name="conversation_answer"),
    path(
        "inbox/<uuid:pk>/files/<uuid:file>/",
        files_of_staff.conversation_file,
        name="conversation_file",
    ),
    path("inbox/<uuid:pk>/news/", chatting_of_staff.conversation_news, name="conversation_news"),
    path(
        "inbox/<uuid:pk>/end/",
        chatting_of_staff.conversation_end_chat,
        name="conversation_end_chat",
    ),
    path("inbox/<uuid:pk>/close/", conversations.conversation_close, name="conversation_close"),
    path("inbox/<uuid:pk>/case/", conversations.conversation_case, name="conversation_case"),
    path("inbox/<uuid:pk>/duties/", duties.conversation_duties, name="conversation_duties"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/try/", mailbox.mailbox_try, name="mailbox_try"),
    path("statistics/", figures.contact_figures, name="contact_figures"),
    path("statistics.csv", figures.contact_figures_file, name="contact_figures_file"),
    path("website-form/", website.website_form, name="website_form"),
    path("entry-points/", entry_points.entry_points, name="entry_points"),
    path("entry-points/new/", entry_points.entry_point_new, name="entry_point_new"),
    path("entry-points/<uuid:pk>/", entry_points.entry_point_edit, name="entry_point_edit"),
    path("entry-points/<uuid:pk>/about/", entry_points.entry_point_about, name="entry_point_about"),
    path(
        "entry-points/<uuid:pk>/withdraw/",
        entry_points.entry_point_withdraw,
        name="entry_point_withdraw",
    ),
    path(
        "entry-points/<uuid:pk>/restore/",
        entry_points.entry_point_restore,
        name="entry_point_restore",
    ),
    path(
        "entry-points/<uuid:pk>/poster/",
        entry_points.entry_point_poster,
        name="entry_point_poster",
    ),
    path("entry-points/<uuid:pk>/sheets.zip", sheets.entry_point_sheets, name="entry_point_sheets"),
    path(
        "entry-points/<uuid:pk>/sheets/<slug:name>.pdf",
        sheets.entry_point_sheet,
        name="entry_point_sheet",
    ),
    path(
        "entry-points/<uuid:pk>.<str:kind>",
        entry_points.entry_point_picture,
        name="entry_point_picture",
    ),
]


def _beside(word: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page or step of one conversation."""
    return path(f"inbox/<uuid:pk>/{word}/", view, name=f"conversation_{name}")


desk_urlpatterns: list[URLPattern] = [
    _beside("pass-on", desk_tools.conversation_pass_on, "pass_on"),
    _beside("risk", desk_tools.conversation_risk, "risk"),
    _beside("risk/<uuid:flag>", desk_tools.conversation_risk_withdraw, "risk_withdraw"),
    _beside("mute", desk_tools.conversation_quiet, "quiet"),
    _beside("mute/lift", desk_tools.conversation_quiet_lift, "quiet_lift"),
    _beside("same-person", desk_tools.conversation_same, "same"),
    _beside("existing-case", desk_tools.conversation_attach, "attach"),
    _beside("aside", advice.conversation_aside, "aside"),
    _beside("check-word", check_word.conversation_check_word, "check_word"),
    _beside("help", advice.conversation_help, "help"),
    _beside("coming", advice.conversation_coming, "coming"),
    _beside("reply", advice.conversation_reply, "reply"),
    _beside("danger", danger.conversation_danger, "danger"),
    _beside("back", advice.conversation_back, "back"),
    path("canned-replies/", canned_replies.canned_replies, name="canned_replies"),
    path("canned-replies/new/", canned_replies.canned_reply_new, name="canned_reply_new"),
    path("canned-replies/<uuid:pk>/", canned_replies.canned_reply_edit, name="canned_reply_edit"),
    path(
        "canned-replies/<uuid:pk>/remove/",
        canned_replies.canned_reply_remove,
        name="canned_reply_remove",
    ),
    path("city/desk/", canned_replies.desk_rules, name="desk_rules"),
]
staff_urlpatterns += desk_urlpatterns
