"""Everything that changes people's accounts; one module a topic."""

from ostoja.accounts.actions.invitations import (
    accept_invitation,
    invite,
    invite_operator,
    join_by_invitation,
    resend_invitation,
    revoke_invitation,
    send_invitation,
    send_link,
)
from ostoja.accounts.actions.passkeys import add_passkey, remove_passkey, rename_passkey
from ostoja.accounts.actions.people import (
    add_role,
    change_own_details,
    choose_display,
    deactivate,
    reactivate,
    remove_role,
    reset_second_factor,
    switch_shortcuts,
)
from ostoja.accounts.actions.sign_in import (
    change_password,
    end_session,
    end_sessions,
    make_recovery_codes,
    note_failure,
    note_recovery_code,
    note_sign_in,
    set_up_second_factor,
)

__all__ = [
    "accept_invitation",
    "add_passkey",
    "add_role",
    "change_own_details",
    "change_password",
    "choose_display",
    "deactivate",
    "end_session",
    "end_sessions",
    "invite",
    "invite_operator",
    "join_by_invitation",
    "make_recovery_codes",
    "note_failure",
    "note_recovery_code",
    "note_sign_in",
    "reactivate",
    "remove_passkey",
    "remove_role",
    "rename_passkey",
    "resend_invitation",
    "reset_second_factor",
    "revoke_invitation",
    "send_invitation",
    "send_link",
    "set_up_second_factor",
    "switch_shortcuts",
]
