"""The routes around people: signing in, one's own account, accounts of others."""

from tests.isolation.route import Route, changes, colleague, pk_of

SIGN_IN = {
    "account_login": Route(shows=True),
    "passkey_sign_in": Route(),
    "account_reset_password": Route(),
    "account_set_password": Route(expects=frozenset({302})),
    "account_password_reset_completed": Route(),
    # Without the step before them these lead back to it.
    "mfa_authenticate": Route(expects=frozenset({302})),
    "account_confirm_password_reset_code": Route(expects=frozenset({302})),
    "account_complete_password_reset": Route(expects=frozenset({302})),
}

OWN = {
    "staff_home": Route("consultant"),
    "account_logout": Route("consultant"),
    "account_reauthenticate": Route("consultant", expects=frozenset({302})),
    "mfa_reauthenticate": Route("consultant"),
    # They have no passkey: it leads to another way.
    "mfa_reauthenticate_webauthn": Route("consultant", expects=frozenset({302})),
    "own_account": Route("consultant"),
    "own_details": Route("consultant"),
    "shortcuts": Route("consultant"),
    "account_change_password": Route("consultant", expects=frozenset({200, 302})),
    "mfa_activate_totp": Route("consultant", expects=frozenset({200, 302})),
    "mfa_view_recovery_codes": Route("consultant", expects=frozenset({200, 302})),
    "mfa_generate_recovery_codes": Route("consultant", expects=frozenset({200, 302})),
    "own_passkeys": Route("consultant"),
    "passkey_add": Route("consultant", expects=frozenset({200, 302})),
    # A number that is nobody's passkey; tests/platform/ostoja/accounts has one's own.
    "passkey_rename": Route("consultant", lambda world: {"pk": 1}, expects=frozenset({404})),
    "passkey_remove": Route("consultant", lambda world: {"pk": 1}, expects=frozenset({404})),
    "usersessions_list": Route("consultant"),
    # A number that is nobody's session; tests/platform/ostoja/accounts has one's own.
    "session_end": Route(
        "consultant", lambda world: {"pk": 1}, method="post", expects=frozenset({404})
    ),
    "sessions_end": changes("consultant", lambda world: {}),
    "components": Route("consultant"),
}

NOTIFICATIONS = {
    "pressing": Route("consultant"),
    "notifications": Route("consultant"),
    "notification": Route("consultant", pk_of("notification"), expects=frozenset({302})),
    "notification_read": changes("consultant", pk_of("notification")),
    "notifications_read": changes("consultant", lambda world: {}),
    "notification_choices": Route("consultant"),
    "notification_phone": Route("consultant"),
    "notification_phone_code": Route("consultant", expects=frozenset({302})),
    "notification_phone_forget": changes("consultant", lambda world: {}),
}

PEOPLE = {
    "people": Route("administrator"),
    "people_invite": Route("administrator"),
    "invitation_resend": changes("administrator", pk_of("invitation")),
    "invitation_revoke": changes("administrator", pk_of("invitation")),
    "person": Route("administrator", colleague),
    "person_role_add": changes("administrator", colleague),
    "person_role_remove": changes(
        "administrator",
        lambda world: {**colleague(world), "membership": world.membership.pk},
    ),
    "person_deactivate": Route("administrator", colleague),
    "person_reactivate": changes("administrator", colleague),
    "person_second_factor_reset": changes("administrator", colleague),
    "city_colours": Route("administrator"),
    "city_exit": Route("administrator"),
    "audit_log": Route("officer"),
    "subject_audit": Route("officer", lambda world: {"subject": world.case.pk}),
}

IDENTITY = {
    "identity_provider": Route("administrator", shows=True),
    "identities": Route("administrator", shows=True),
    "identity_release": changes("administrator", pk_of("identity")),
    # The world's provider is nowhere; tests/platform/ostoja/identity goes there and back.
    "identity_start": Route(expects=frozenset({502})),
    "identity_return": Route(expects=frozenset({400})),
}
