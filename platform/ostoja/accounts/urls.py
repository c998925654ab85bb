"""Routes of this room. Names that begin with account_ or mfa_ are those that allauth asks for."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from ostoja.accounts.home import staff_home
from ostoja.accounts.views import invitations, own_account, passkeys, people
from ostoja.accounts.views.sign_in import second_step, sign_in

SIGN_IN = [
    path("sign-in/", sign_in, name="account_login"),
    path("sign-in/code/", second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.passkey_sign_in, name="passkey_sign_in"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("confirm/", allauth.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/passkey/", passkeys.passkey_confirm, name="mfa_reauthenticate_webauthn"),
    path("password/forgotten/", allauth.password_reset, name="account_reset_password"),
    path(
        "password/forgotten/code/",
        allauth.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path("password/new/", allauth.complete_password_reset, name="account_complete_password_reset"),
    path(
        "password/changed/",
        allauth.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    # Who has no password yet chooses one by a code from an e-mail.
    path(
        "password/set/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
]

OWN_ACCOUNT = [
    path("account/", own_account.own_account, name="own_account"),
    path("account/details/", own_account.own_details, name="own_details"),
    path("account/password/", allauth.password_change, name="account_change_password"),
    path("account/second-factor/", own_account.second_factor_set_up, name="mfa_activate_totp"),
    path("account/passkeys/", passkeys.own_passkeys, name="own_passkeys"),
    path("account/passkeys/add/", passkeys.passkey_add, name="passkey_add"),
    path("account/passkeys/<int:pk>/name/", passkeys.passkey_rename, name="passkey_rename"),
    path("account/passkeys/<int:pk>/remove/", passkeys.passkey_remove, name="passkey_remove"),
    path("account/recovery-codes/", own_account.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/recovery-codes/new/",
        own_account.recovery_codes_new,
        name="mfa_generate_recovery_codes",
    ),
    path("account/sessions/", own_account.sessions, name="usersessions_list"),
    path("account/sessions/<int:pk>/end/", own_account.session_end, name="session_end"),
    path("account/sessions/end/", own_account.sessions_end, name="sessions_end"),
]

SHORTCUTS = [path("shortcuts/", own_account.shortcuts, name="shortcuts")]

INVITATION = [
    path("invitation/<str:token>/", invitations.accept_invitation, name="accept_invitation"),
]

PEOPLE = [
    path("people/", people.people, name="people"),
    path("people/invite/", invitations.people_invite, name="people_invite"),
    path(
        "people/invitations/<uuid:pk>/resend/",
        invitations.invitation_resend,
        name="invitation_resend",
    ),
    path(
        "people/invitations/<uuid:pk>/revoke/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/roles/", people.person_role_add, name="person_role_add"),
    path(
        "people/<uuid:pk>/roles/<uuid:membership>/remove/",
        people.person_role_remove,
        name="person_role_remove",
    ),
    path("people/<uuid:pk>/deactivate/", people.person_deactivate, name="person_deactivate"),
    path("people/<uuid:pk>/reactivate/", people.person_reactivate, name="person_reactivate"),
    path(
        "people/<uuid:pk>/second-factor/",
        people.person_second_factor_reset,
        name="person_second_factor_reset",
    ),
]

public_urlpatterns: list[URLPattern] = []
staff_urlpatterns: list[URLPattern] = [
    path("", staff_home, name="staff_home"),
    *SIGN_IN,
    *OWN_ACCOUNT,
    *SHORTCUTS,
    *INVITATION,
    *PEOPLE,
]
operator_urlpatterns: list[URLPattern] = [*SIGN_IN, *OWN_ACCOUNT, *SHORTCUTS, *INVITATION]
