"""What happens around sign-in: passwords, the second factor, sessions, failures."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from ostoja.accounts import lockout, second_factor
from ostoja.accounts.models import User
from ostoja.accounts.notices import tell
from ostoja.accounts.on_sockets import ask_again
from ostoja.audit import action, record
from ostoja.audit.models import AuditEvent

LOCKED = "sign_in.locked"


class AlreadySetUp(Exception):
    """Somebody who knows the password alone would have replaced the owner's second factor."""


@action
def note_sign_in(*, user: User, by: User, new_browser: str | None = None) -> None:
    """Record a whole sign-in, second factor included.

    ``new_browser``: the words for a browser in which the person was never seen before, and of
    which they are told.
    """
    record("person.signed_in", by=by, on=user)
    if new_browser is not None:
        tell(user, "new_browser", browser=new_browser)


@action
def note_recovery_code(*, user: User) -> None:
    """Record that one of the recovery codes was used, and tell the person how many are left."""
    tell(user, "recovery_code_used", left=second_factor.recovery_codes_left(user))
    record("recovery_codes.used", by=user, on=user)


def note_failure(*, email: str) -> None:
    """Record in the audit that wrong passwords or codes have just locked somebody's account.

    Single failures and addresses that nobody has are only counted, so that whoever tries
    thousands of them does not fill the audit.
    """
    person = User.objects.filter(email=email.strip().lower()).first()
    if lockout.locked_until(email) is not None and person is not None:
        note_lock(user=person)


@action
def note_lock(*, user: User) -> None:
    """Record that a person's sign-in is locked for a while; they are told once a day at most.

    Whoever knows the address can lock it again and again, and must not fill the mailbox.
    """
    lately = timezone.now() - timedelta(days=1)
    told = AuditEvent.objects.filter(verb=LOCKED, object_id=str(user.pk), at__gte=lately)
    if not told.exists():
        tell(user, "locked_out")
    record(LOCKED, by=None, on=user)


@action
def change_password(
    *, user: User, password: str, session_to_keep: str | None, by: User | None
) -> User:
    """Set a new password, end the person's other sessions and tell them by e-mail.

    ``password`` was checked by a form.
    """
    user.set_password(password)
    user.save(update_fields=["password"])
    _delete(user, _sessions_of(user).exclude(session_key=session_to_keep or ""))
    tell(user, "password_changed")
    record("password.changed", by=by, on=user)
    return user


@action
def set_up_second_factor(
    *, user: User, secret: str, by: User | None, may_replace: bool = False
) -> bool:
    """Make this secret the person's authenticator app; true when it came with recovery codes.

    ``may_replace``: the session has proved the earlier app, which stops working now. Without
    that an app which is there already, set up a moment ago perhaps, raises ``AlreadySetUp``.
    """
    wait_for_others(user)
    if not may_replace and second_factor.has_second_factor(user):
        raise AlreadySetUp
    has_new_codes = second_factor.store(user, secret)
    tell(user, "second_factor_set_up")
    record("second_factor.set_up", by=by, on=user)
    return has_new_codes


@action
def make_recovery_codes(*, user: User, by: User) -> None:
    """Replace the recovery codes, of which some may be lost or used, and tell the person."""
    wait_for_others(user)
    second_factor.make_recovery_codes(user)
    tell(user, "recovery_codes_made")
    record("recovery_codes.made", by=by, on=user)


@action
def end_session(*, session: UserSession, by: User) -> None:
    """Sign a person out in one browser."""
    record("session.ended", by=by, on=session.user)
    _delete(session.user, UserSession.objects.filter(pk=session.pk))


@action
def end_sessions(*, user: User, besides: str | None = None, by: User | None) -> None:
    """Sign a person out everywhere, or everywhere but in the session with the key ``besides``."""
    record("session.all_ended", by=by, on=user)
    _delete(user, _sessions_of(user).exclude(session_key=besides or ""))


def wait_for_others(user: User) -> None:
    """Lock the person's row: two browsers change the second factor one after the other."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


def _sessions_of(user: User) -> QuerySet[UserSession]:
    found: QuerySet[UserSession] = UserSession.objects.filter(user_id=user.pk)
    return found


def _delete(user: User, sessions: QuerySet[UserSession]) -> None:
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    ask_again(user.pk)
