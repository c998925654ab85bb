"""Lock-out after wrong passwords or codes, as rows of the city: it never crosses into another.

What is counted is the address that was typed, whether or not somebody has it, by a keyed hash.
"""

from datetime import datetime, timedelta
from math import ceil

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import ngettext

from ostoja.accounts.models import SignInFailure
from ostoja.privacy.keys import keyed_hash

ATTEMPTS = 5
WINDOW = timedelta(minutes=15)
LOCKED_FOR = timedelta(minutes=15)

SIGN_IN = "sign-in"
PASSWORD_RESET = "password reset"  # noqa: S105 - what is counted


class LockedOut(ValidationError):
    """Too many failures; shown by any form. ``until`` is when the next attempt is taken."""

    def __init__(self, until: datetime) -> None:
        minutes = max(1, ceil((until - timezone.now()).total_seconds() / 60))
        words = ngettext(
            "There were too many attempts with this address. Try again in %(minutes)d minute.",
            "There were too many attempts with this address. Try again in %(minutes)d minutes.",
            minutes,
        )
        super().__init__(words % {"minutes": minutes}, code="locked_out")
        self.until = until


def begin(email: str, kind: str = SIGN_IN) -> SignInFailure:
    """Count an attempt before it is made; raises ``LockedOut``.

    Whoever made it deletes the row when it succeeds. So attempts made side by side cannot
    all slip through before the first of them has failed.
    """
    digest = _digest(email, kind)
    SignInFailure.objects.filter(at__lt=timezone.now() - WINDOW - LOCKED_FOR).delete()
    attempt = SignInFailure.objects.create(email_hash=digest)
    until = _locked_until(digest, besides=attempt)
    if until is not None:
        attempt.delete()
        raise LockedOut(until)
    return attempt


def locked_until(email: str, kind: str = SIGN_IN) -> datetime | None:
    """When the lock of this address ends; None when there is none."""
    return _locked_until(_digest(email, kind))


def forget(email: str) -> None:
    """After a whole sign-in, second factor included, earlier mistakes no longer count."""
    SignInFailure.objects.filter(email_hash=_digest(email, SIGN_IN)).delete()


def _locked_until(digest: bytes, besides: SignInFailure | None = None) -> datetime | None:
    failures = SignInFailure.objects.filter(email_hash=digest).order_by("-at")
    if besides is not None:
        failures = failures.exclude(pk=besides.pk)
    times = list(failures.values_list("at", flat=True)[:ATTEMPTS])
    if len(times) < ATTEMPTS or times[0] - times[-1] > WINDOW:
        return None
    until: datetime = times[0] + LOCKED_FOR
    return until if until > timezone.now() else None


def _digest(email: str, kind: str) -> bytes:
    return keyed_hash(kind, email.strip().lower().encode())
