"""An identity provider that runs beside the tests, and a browser that visits it."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from django.test import Client

from ostoja.access.roles import Role
from ostoja.accounts import actions
from ostoja.accounts.models import Invitation
from ostoja.identity.fetching import Unreachable, fetch_json
from ostoja.identity.models import IdentityProvider
from tests.browser.server import free_port

START = "/pl/staff/sign-in/provider/"
DOMAIN = "city.example"
STARTS_WITHIN = 30  # seconds


@dataclass(frozen=True)
class Provider:
    """Where it listens."""

    port: int

    @property
    def issuer(self) -> str:
        """Its address, as it writes it."""
        return f"http://127.0.0.1:{self.port}"

    def set_in_city(self, **facts: Any) -> IdentityProvider:
        """Make it the provider of the city that was entered."""
        known = {
            "name": "Konto miejskie",
            "issuer": self.issuer,
            "client_id": "ostoja",
            "client_secret": "known to two alone",
            "email_domains": [DOMAIN],
            "is_enabled": True,
            **facts,
        }
        row, _is_new = IdentityProvider.objects.update_or_create(only=True, defaults=known)
        return row

    def knows(self, subject: str, email: str = "anna@city.example", **claims: Any) -> str:
        """Let it know somebody; gives the subject."""
        told = {"email": email, "email_verified": True, **claims}
        status, _location = self._ask("PUT", f"/users/{subject}", json.dumps(told), "json")
        assert status == 204
        return subject

    def visit(self, where: str, subject: str, action: str = "authorize") -> str:
        """A person signs in there; gives the address to which the browser is sent back."""
        parts = urlsplit(where)
        assert parts.port == self.port
        form = urlencode({"sub": subject, "action": action})
        kind = "x-www-form-urlencoded"
        status, location = self._ask("POST", f"{parts.path}?{parts.query}", form, kind)
        assert status == 302, location
        return location

    def _ask(self, method: str, path: str, body: str, kind: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, {"Content-Type": f"application/{kind}"})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location") or answer.read().decode()
        finally:
            connection.close()


@contextmanager
def running() -> Iterator[Provider]:
    """The provider as a program of its own, that refuses whoever sends no nonce."""
    provider = Provider(free_port())
    command = [sys.executable, "-m", "oidc_provider_mock", "--require-nonce"]
    with subprocess.Popen(
        [*command, "--port", str(provider.port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait(process, provider)
            yield provider
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], provider: Provider) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < until:
        try:
            fetch_json(f"{provider.issuer}/.well-known/openid-configuration")
        except Unreachable:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The identity provider did not start.")


def path_of(address: str) -> str:
    """The part of an address that a test's client asks for."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def there_and_back(
    client: Client, provider: Provider, subject: str, query: Mapping[str, str] | None = None
) -> Any:
    """Start here, sign in there, and come back; the last answer."""
    start = client.get(START, query_params=query)
    assert start.status_code == 302, start.content.decode()
    return client.get(path_of(provider.visit(start["Location"], subject)))


def somebody(provider: Provider, email: str = "anna@city.example", **claims: Any) -> str:
    """A person whom the provider knows under a name that no other test uses."""
    return provider.knows(str(uuid4()), email, **claims)


def invited(email: str = "anna@city.example", **facts: Any) -> Invitation:
    """An open invitation."""
    invitation, _token = actions.invite(
        email=email, full_name="", role=Role.ANALYST, group=None, language="pl", by=None
    )
    for name, value in facts.items():
        setattr(invitation, name, value)
    invitation.save()
    return invitation
