"""What kind of data a field holds; a test holds that each field of each model says so."""

from enum import StrEnum


class FieldClass(StrEnum):
    """The classes follow who the data is about (GDPR art. 4 and 9)."""

    TECHNICAL = "technical"  # keys, states, versions, times of rows
    ORGANISATIONAL = "organisational"  # facts about bodies, mostly public
    STAFF = "staff"  # about people who work here
    CLIENT_DATA = "client data"  # about a client, but not telling who: urgency, kind of need
    CLIENT_IDENTIFYING = "client identifying"  # encrypted
    CLIENT_NARRATIVE = "client narrative"  # encrypted: free text may hold art. 9 categories
    CLIENT_TERMS = "client terms"  # keyed hashes by which encrypted fields are searched
    SECRET = "secret"  # noqa: S105 - a class's name; hashed or encrypted


ENCRYPTED = frozenset({FieldClass.CLIENT_IDENTIFYING, FieldClass.CLIENT_NARRATIVE})

_T, _S, _X = FieldClass.TECHNICAL, FieldClass.STAFF, FieldClass.SECRET

# Models that libraries bring: none of them may ever hold anything about a client.
THIRD_PARTY: dict[str, dict[str, FieldClass]] = {
    "contenttypes.ContentType": {"id": _T, "app_label": _T, "model": _T},
    "auth.Permission": {"id": _T, "name": _T, "content_type": _T, "codename": _T},
    "auth.Group": {"id": _T, "name": FieldClass.ORGANISATIONAL},
    # What a session holds about an anonymous resident's form lies in it signed, and not for long.
    "sessions.Session": {"session_key": _X, "session_data": _X, "expire_date": _T},
    "account.EmailAddress": {"id": _T, "user": _S, "email": _S, "verified": _T, "primary": _T},
    "account.EmailConfirmation": {
        "id": _T,
        "email_address": _S,
        "created": _T,
        "sent": _T,
        "key": _X,
    },
    "mfa.Authenticator": {
        "id": _T,
        "user": _S,
        "type": _T,
        "data": _X,  # its secrets are encrypted by ostoja.accounts.adapter
        "created_at": _S,
        "last_used_at": _S,
    },
    "usersessions.UserSession": {
        "id": _T,
        "user": _S,
        "created_at": _S,
        "ip": _S,
        "last_seen_at": _S,
        "session_key": _X,
        "user_agent": _S,
        "data": _T,
    },
    # Both stay empty: grants lie in tables of their own beside each model (ostoja.access.door).
    "guardian.UserObjectPermission": {
        "id": _T,
        "permission": _T,
        "content_type": _T,
        "object_pk": _T,
        "user": _S,
    },
    "guardian.GroupObjectPermission": {
        "id": _T,
        "permission": _T,
        "content_type": _T,
        "object_pk": _T,
        "group": FieldClass.ORGANISATIONAL,
    },
}
