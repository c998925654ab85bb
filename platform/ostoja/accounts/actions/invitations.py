"""Ways in: an invitation is sent, sent again, revoked, accepted."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from ostoja.access.roles import Role
from ostoja.accounts import notices
from ostoja.accounts.models import Invitation, Membership, User
from ostoja.audit import action, record
from ostoja.notifications.outbox import send_email
from ostoja.notifications.sender import sender_here

INVITATION_LASTS = timedelta(days=7)

Link = Callable[[str, str], str]
"""Gives the whole address of the page for a token, in a language."""


class InvitationClosed(Exception):
    """It was used, revoked or ran out since the page was shown."""


class AccountExists(Exception):
    """The address got an account since the page was shown, by another invitation."""


def token_hash(token: str) -> bytes:
    """What an invitation is found by; the token itself is only in the link."""
    return sha256(token.encode(errors="replace")).digest()


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
    invitation, token = _make(
        email=email, full_name=full_name, role=role, group=group, language=language, by=by
    )
    record("invitation.sent", by=by, on=invitation, role=role.value)
    return invitation, token


@action
def invite_operator(
    *, email: str, full_name: str, language: str, by: User | None = None
) -> tuple[Invitation, str]:
    """Invite somebody to run the platform; earlier links to the address stop working.

    To be called in the platform's own schema, where nobody has a role.
    """
    earlier = Invitation.objects.filter(
        email=email.strip().lower(), accepted_at=None, revoked_at=None
    )
    for one in earlier.select_for_update(of=("self",)):
        revoke_invitation(invitation=one, by=by)
    invitation, token = _make(email=email, full_name=full_name, language=language, by=by)
    record("invitation.sent", by=by, on=invitation)
    return invitation, token


@action
def send_invitation(
    *,
    email: str,
    full_name: str,
    role: Role,
    group: Group | None,
    language: str,
    link: Link,
    by: User,
) -> Invitation:
    """Invite a person and send them the link."""
    invitation, token = invite(
        email=email, full_name=full_name, role=role, group=group, language=language, by=by
    )
    send_link(invitation, link(token, language))
    return invitation


@action
def resend_invitation(*, invitation: Invitation, link: Link, by: User | None) -> Invitation:
    """Send a new link with a new term; the old link stops working.

    Raises ``InvitationClosed`` when it was accepted or revoked in the meantime.
    """
    row = _locked(invitation)
    if row.accepted_at or row.revoked_at:
        raise InvitationClosed
    token = secrets.token_urlsafe(32)
    row.token_hash = token_hash(token)
    row.expires_at = _expiry()
    row.save(update_fields=["token_hash", "expires_at"])
    send_link(row, link(token, row.language))
    record("invitation.sent_again", by=by, on=row)
    return row


@action
def revoke_invitation(*, invitation: Invitation, by: User | None) -> Invitation:
    """Make the link useless. Raises ``InvitationClosed`` when it was accepted already."""
    row = _locked(invitation)
    if row.accepted_at:
        raise InvitationClosed
    row.revoked_at = row.revoked_at or timezone.now()
    row.save(update_fields=["revoked_at"])
    record("invitation.revoked", by=by, on=row)
    return row


@action
def accept_invitation(*, invitation: Invitation, full_name: str, password: str | None) -> User:
    """Make the invited person's account. ``password`` was checked by a form; None is for who
    signs in another way.

    Raises ``InvitationClosed`` when the link was used or revoked in the meantime, and
    ``AccountExists`` (the invitation stays open) when another one made the account.
    """
    row = _take(invitation)
    user = User(email=row.email, full_name=full_name, language=row.language)
    user.set_password(password)
    _save_new(user)
    _join(row, user)
    record("invitation.accepted", by=user, on=row, role=row.role)
    notices.accepted(row, user)
    return user


@action
def join_by_invitation(*, invitation: Invitation, by: User) -> User:
    """Add the invitation's role to a person who has an account already."""
    row = _take(invitation)
    _join(row, by)
    record("invitation.accepted", by=by, on=row, role=row.role)
    notices.accepted(row, by)
    return by


def _save_new(user: User) -> None:
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:  # only the address is unique
        raise AccountExists from error


def _make(*, email: str, by: User | None, **facts: Any) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        invited_by=by,
        token_hash=token_hash(token),
        expires_at=_expiry(),
        **facts,
    )
    return invitation, token


def _join(invitation: Invitation, user: User) -> None:
    if not invitation.role:
        return  # an operator: there are no roles outside the cities
    Membership.objects.get_or_create(user=user, role=invitation.role, group=invitation.group)


def _take(invitation: Invitation) -> Invitation:
    """The invitation, marked as used; of two people with one link only one gets here."""
    row = _locked(invitation)
    if not row.is_open:
        raise InvitationClosed
    row.accepted_at = timezone.now()
    row.save(update_fields=["accepted_at"])
    return row


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)


def _expiry() -> datetime:
    return timezone.now() + INVITATION_LASTS


def send_link(invitation: Invitation, url: str) -> None:
    """By the outbox of the invitation's place, inside the transaction of whoever made it."""
    send_email(
        to=invitation.email,
        template="accounts/email/invitation.txt",
        context={
            "invitation": invitation,
            "role": Role(invitation.role).label,
            "city": sender_here().city,
            "url": url,
        },
        language=invitation.language,
    )
