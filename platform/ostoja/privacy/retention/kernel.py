"""The retention classes of the kernel's own data: the audit, sign-ins, messages, invitations."""

import hashlib
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostoja.accounts.models import Invitation, SignInFailure
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Choices, Notification, OutboxMessage
from ostoja.privacy.retention.classes import RetentionClass, Rows, register
from tenants.fence import Power

YEAR = 365


def _fingerprint(session: Any) -> str:
    """A session's key opens a door, so the log names only its hash."""
    return hashlib.sha256(session.pk.encode()).hexdigest()[:32]


def _ended_invitations() -> Rows:
    return Invitation.objects.filter(
        Q(accepted_at__isnull=False)
        | Q(revoked_at__isnull=False)
        | Q(expires_at__lt=timezone.now())
    )


AUDIT = RetentionClass(
    key="audit",
    label=_("Audit: who saw or changed what"),
    why=_("Accountability (GDPR, art. 5(2)): kept for at least two years."),
    counted_from=_("the event"),
    rows=AuditEvent.objects.all,
    since="at",
    days=2 * YEAR + 1,
    shortest=2 * YEAR + 1,
    longest=20 * YEAR,
    power=Power.OWNER,  # requests may not even delete what is old
)
SIGN_IN_FAILURES = RetentionClass(
    key="sign-in-failures",
    label=_("Failed sign-ins"),
    why=_("Only the lock-out needs them."),
    counted_from=_("the attempt"),
    rows=SignInFailure.objects.all,
    since="at",
    days=30,
    longest=YEAR,
)
SESSIONS = RetentionClass(
    key="sessions",
    label=_("Ended sessions of staff"),
    why=_("A session that has expired serves nobody."),
    counted_from=_("the end of the session"),
    rows=Session.objects.all,
    since="expire_date",
    days=1,
    longest=90,
    identify=_fingerprint,
)
MESSAGES = RetentionClass(
    key="messages",
    label=_("E-mails that were sent"),
    why=_("To find out whether a message went out. Its text is deleted at once."),
    counted_from=_("sending"),
    rows=lambda: OutboxMessage.objects.filter(sent_at__isnull=False),
    since="sent_at",
    days=30,
    longest=YEAR,
)
NOTIFICATIONS = RetentionClass(
    key="notifications",
    label=_("Notifications: that somebody was told of something"),
    why=_("To look back on what came. They hold no words, only what kind of thing it was."),
    counted_from=_("the notification"),
    rows=Notification.objects.all,
    since="created_at",
    days=90,
    shortest=7,
    longest=2 * YEAR,
)
CHOICES = RetentionClass(
    key="notification-choices",
    label=_("How people who left wanted to be told of news"),
    why=_("Kept for a while in case the account is switched on again."),
    counted_from=_("the last change of the choice"),
    rows=lambda: Choices.objects.filter(person__is_active=False),
    since="changed_at",
    days=180,
    longest=2 * YEAR,
)
INVITATIONS = RetentionClass(
    key="invitations",
    label=_("Invitations that were used, withdrawn or not taken up"),
    why=_("To answer questions about who was invited."),
    counted_from=_("the day of the invitation"),
    rows=_ended_invitations,
    since="created_at",
    days=180,
    longest=2 * YEAR,
)


def register_all() -> None:
    """Called when the app starts."""
    for kind in (
        AUDIT,
        SIGN_IN_FAILURES,
        SESSIONS,
        MESSAGES,
        NOTIFICATIONS,
        CHOICES,
        INVITATIONS,
    ):
        register(kind)
