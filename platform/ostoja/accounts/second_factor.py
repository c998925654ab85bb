"""The second factor: an app's codes or a passkey, and what a session has already proved."""

import time
from collections.abc import Iterator

from allauth.account import app_settings as account_settings
from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.accounts.passkeys import PASSKEY, NewPasskey

METHOD = "mfa"  # allauth's word for it in the session
APP = Authenticator.Type.TOTP
RECOVERY = Authenticator.Type.RECOVERY_CODES
FACTORS = (APP, PASSKEY)
PROVIDER = "provider"  # an identity provider that the city trusts asked for it
FEW_CODES = 3  # left: time to make new ones


def has_second_factor(user: User) -> bool:
    """Whether the person has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def people_with_second_factor(role: Role) -> int:
    """How many active people with this role have an authenticator app or a passkey."""
    people = User.objects.filter(is_active=True, memberships__role=role)
    able = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS)
    return people.filter(Exists(able)).distinct().count()


def has_app(user: User) -> bool:
    """Whether the person has set up an authenticator app."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=APP).exists())


def has_others(user: User, besides: Authenticator) -> bool:
    """Whether the person could still sign in without this one; recovery codes do not count."""
    others = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)
    return bool(others.exclude(pk=besides.pk).exists())


def has_passed(request: HttpRequest, user: User) -> bool:
    """Whether this session itself was opened, or completed, with the second factor.

    That the person has one is not enough: somebody with the password alone may have signed
    in before it was set up. What a provider asked counts only as long as the person has none.
    """
    records = get_authentication_records(request, user)
    kinds = {record.get("type") for record in records if record["method"] == METHOD}
    return bool(kinds - {PROVIDER}) or (bool(kinds) and not has_second_factor(user))


def has_just_passed(request: HttpRequest, user: User) -> bool:
    """Whether it was passed in this session within the last minutes; a password is not enough."""
    records = get_authentication_records(request, user)
    times = [record["at"] for record in records if record["method"] == METHOD]
    return bool(time.time() - max(times, default=0) < account_settings.REAUTHENTICATION_TIMEOUT)


def note_passed(request: HttpRequest, user: User, **how: object) -> None:
    """This session has just proved the second factor; ``how`` is kept with it in the session."""
    record_authentication(request, user, METHOD, **how)


def store(user: User, secret: str) -> bool:
    """Make ``secret`` the person's authenticator app in place of any other.

    True when recovery codes were made with it, because there were none.
    """
    Authenticator.objects.filter(user_id=user.pk, type=APP).delete()
    TOTP.activate(user, secret)
    return ensure_recovery_codes(user)


def store_passkey(user: User, passkey: NewPasskey, name: str) -> tuple[Authenticator, bool]:
    """Add a passkey; the second value is true when recovery codes were made with it."""
    row = Authenticator.objects.create(user=user, type=PASSKEY, data=passkey.data(name))
    return row, ensure_recovery_codes(user)


def ensure_recovery_codes(user: User) -> bool:
    """Make recovery codes where there are none; whether any were made."""
    if Authenticator.objects.filter(user_id=user.pk, type=RECOVERY).exists():
        return False
    RecoveryCodes.activate(user)
    return True


def remove(user: User) -> None:
    """Forget app, passkeys and recovery codes: at the next sign-in new ones are set up."""
    Authenticator.objects.filter(user_id=user.pk).delete()


def authenticator_for(user: User, code: str) -> Authenticator | None:
    """The app or the recovery codes that this code comes from; each code works once."""
    app = _app_showing(user, code)
    if app is not None:
        return app
    codes = Authenticator.objects.filter(user_id=user.pk, type=RECOVERY).first()
    return codes if codes is not None and codes.wrap().validate_code(code) else None


@transaction.atomic
def _app_showing(user: User, code: str) -> Authenticator | None:
    """The last code used is kept in the row: allauth keeps it in the cache, which may be lost."""
    rows = Authenticator.objects.select_for_update(of=("self",))
    app = rows.filter(user_id=user.pk, type=APP).first()
    if app is None:
        return None
    counter = _counter_of(decrypt(app.data["secret"]), code)
    if counter is None or counter <= app.data.get("last_counter", 0):
        return None
    app.data["last_counter"] = counter
    app.save(update_fields=["data"])
    return app


def _counter_of(secret: str, code: str) -> int | None:
    """The half-minute in which the app shows this code, if it is about now."""
    counters: Iterator[int] = yield_hotp_counters_from_time()
    for counter in counters:
        expected = format_hotp_value(hotp_value(secret, counter))
        if compare_user_code(actual=code, expected=expected):
            return counter
    return None


def make_recovery_codes(user: User) -> None:
    """New recovery codes in place of the old ones."""
    Authenticator.objects.filter(user_id=user.pk, type=RECOVERY).delete()
    RecoveryCodes.activate(user)


def recovery_codes_left(user: User) -> int:
    """How many recovery codes were not used yet."""
    codes = Authenticator.objects.filter(user_id=user.pk, type=RECOVERY).first()
    if codes is None:
        return 0
    used: int = codes.data.get("used_mask", 0)
    made: int = mfa_settings.RECOVERY_CODE_COUNT
    return made - used.bit_count()


def recovery_codes_once(user: User) -> list[str]:
    """The recovery codes, the first time they are asked for; after that none."""
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update(of=("self",))
        codes = rows.filter(user_id=user.pk, type=RECOVERY).first()
        if codes is None or codes.wrap().did_view:
            return []
        wrapped = codes.wrap()
        wrapped.mark_as_viewed()
        unused: list[str] = wrapped.get_unused_codes()
        return unused
