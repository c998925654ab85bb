"""Help beside pages for staff: each page has it, none is left over, and it is short."""

import re
from statistics import mean

import pytest
from django.urls import URLPattern
from django.utils.translation import override

from ostoja.ui.page_help import CONSOLE, Help, helped
from ostoja.urls.city import STAFF_ROOMS
from tenants.console import urls as console
from tenants.support import urls as support

# Before sign-in a page explains itself; the others are files, or answer with another page.
WITHOUT = {
    "case_list_remove",
    "notification_phone_forget",
    "unmet_needs_file",
    "account_login",
    "mfa_authenticate",
    "account_reset_password",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_password_reset_completed",
    "account_set_password",
    "accept_invitation",
    "session_end",
    "sessions_end",
    "invitation_resend",
    "invitation_revoke",
    "person_role_remove",
    "person_reactivate",
    "retention_hold_lift",
    "data_request_file",
    "data_request_again",
    "who_saw_csv",
    "processing_pdf",
    "controller_remove",
    "assessment_pdf",
    "entry_point_picture",
    "period_remove",
    "table_template",
    "table_export",
    "batch_broken",
    "people_alike",
    "passkey_sign_in",
    "mfa_reauthenticate_webauthn",
    "identity_start",
    "identity_release",
    "notification_read",
    "notifications_read",
    "operator_job_stop",
    "operator_job_again",
    "onboarding_discard",
    "support_withdraw",
    "support_enter",
    "support_leave",
}
LONGEST_SENTENCE = 20
LONGEST_ON_AVERAGE = 15


def staff_routes() -> set[str]:
    rooms = [pattern for room, _module in STAFF_ROOMS for pattern in room.staff_urlpatterns]
    names = {pattern.name for pattern in rooms if isinstance(pattern, URLPattern)}
    operators = (*console.operator_urlpatterns, *support.operator_urlpatterns)
    here = {pattern.name for pattern in operators} - {"staff_home"}
    return {name for name in names | here if name} | {"components", f"{CONSOLE}staff_home"}


def texts_of(text: Help) -> list[str]:
    return [str(one) for one in (text.purpose, text.first, text.after, text.seen_by)]


def test_every_staff_page_has_help_and_no_help_is_left_over() -> None:
    assert not staff_routes() - WITHOUT - set(helped())
    assert not set(helped()) - staff_routes()
    assert not WITHOUT & set(helped())
    assert not WITHOUT - staff_routes()


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("name", sorted(helped()))
def test_its_sentences_are_short(name: str, language: str) -> None:
    with override(language):
        sentences = re.split(r"(?<=[.?!])\s+", " ".join(texts_of(helped()[name])))
    lengths = [len(sentence.split()) for sentence in sentences]
    assert max(lengths) <= LONGEST_SENTENCE
    assert mean(lengths) <= LONGEST_ON_AVERAGE
