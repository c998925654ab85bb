"""People who really sign in: with a password and the codes of an authenticator app."""

import base64
import secrets
from typing import Any

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from ostoja.accounts import second_factor
from ostoja.accounts.models import User
from tests.cast import PASSWORD

WRONG_CODE = "000 000"


def client_on(slug: str = "gdansk", browser: str = "") -> Client:
    """A browser on a city's host."""
    return Client(HTTP_HOST=f"{slug}.localhost", HTTP_USER_AGENT=browser)


def make_user(email: str = "anna@city.example", **facts: Any) -> User:
    """A person with a password and no second factor."""
    user = User(**{"email": email, "full_name": "Anna Wróbel", **facts})
    user.set_password(PASSWORD)
    user.save()
    return user


def give_second_factor(user: User) -> str:
    """Set up an authenticator app; its secret."""
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    second_factor.store(user, secret)
    return secret


def code_of(secret: str) -> str:
    """What the app shows now."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))


def type_password(client: Client, email: str, password: str = PASSWORD, **query: str) -> Any:
    """Send the sign-in form."""
    return client.post(
        "/pl/staff/sign-in/", {"login": email, "password": password}, query_params=query or None
    )


def type_code(client: Client, code: str) -> Any:
    """Send the second step."""
    return client.post("/pl/staff/sign-in/code/", {"code": code})
