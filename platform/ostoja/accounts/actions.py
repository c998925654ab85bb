"""Everything that changes people's accounts."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.models import Group
from django.utils import timezone

from ostoja.access.roles import Role
from ostoja.accounts.models import Invitation, User
from ostoja.audit import action, record

INVITATION_LASTS = timedelta(days=7)


def token_hash(token: str) -> bytes:
    """What an invitation is found by; the token itself is only in the link."""
    return sha256(token.encode()).digest()


@action
def invite(
    *,
    email: str,
    full_name: str,
    role: Role,
    group: Group | None,
    language: str,
    by: User | None,
) -> tuple[Invitation, str]:
    """Invite one person to one role; the invitation and the token of its link."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        full_name=full_name,
        role=role,
        group=group,
        language=language,
        token_hash=token_hash(token),
        invited_by=by,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    record("invitation.sent", by=by, on=invitation, role=role.value)
    return invitation, token
