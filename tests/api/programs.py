"""A partner's program, as the tests play it."""

import json
from collections.abc import Mapping
from typing import Any
from unittest import mock
from uuid import uuid4

from django.test import Client

from api.actions import create_token
from ostoja.accounts.models import User


class Program:
    """Calls the API of one city with one token, or with none."""

    def __init__(
        self, token: str | None = None, slug: str = "gdansk", language: str = "en"
    ) -> None:
        self.token, self.language = token, language
        self.client = Client(HTTP_HOST=f"{slug}.localhost", raise_request_exception=False)

    def get(self, path: str, **headers: str) -> Any:
        """Read something."""
        return self.client.get(_address(path), headers=self._headers(headers))

    def post(
        self,
        path: str,
        body: Mapping[str, Any] | bytes | None = None,
        *,
        key: str | None = "",
        match: str | None = None,
        **headers: str,
    ) -> Any:
        """Send something; with a new Idempotency-Key unless one is given (None: without)."""
        if key is not None:
            headers["Idempotency-Key"] = key or str(uuid4())
        return self._send("post", path, body or {}, match, headers)

    def patch(
        self, path: str, body: Mapping[str, Any], *, match: str | None = None, **headers: str
    ) -> Any:
        """Change something."""
        return self._send("patch", path, body, match, headers)

    def delete(self, path: str, *, match: str | None = None) -> Any:
        """Remove something."""
        return self._send("delete", path, b"", match, {})

    def _send(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | bytes,
        match: str | None,
        headers: dict[str, str],
    ) -> Any:
        if match is not None:
            headers["If-Match"] = match
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return getattr(self.client, method)(
            _address(path),
            data=data,
            content_type="application/json",
            headers=self._headers(headers),
        )

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        known = {"Accept-Language": self.language}
        if self.token:
            known["Authorization"] = f"Token {self.token}"
        return {**known, **{name.replace("_", "-"): value for name, value in more.items()}}


def _address(path: str) -> str:
    return path if path.startswith("/") else f"/api/v1/{path}"


def program_of(
    user: User, *scopes: str, slug: str = "gdansk", days: int = 30, language: str = "en"
) -> Program:
    """A program that acts for this person; its city must be entered."""
    # That it was made is news: tests of tokens read it, all others count their own.
    with mock.patch("api.actions.tell"):
        _row, token = create_token(
            user=user, name="program", scopes=scopes or ("write",), days=days, by=user
        )
    return Program(token, slug, language)


def assert_problem(answer: Any, status: int) -> dict[str, Any]:
    """It is a problem after RFC 9457 of this status; gives its members."""
    assert answer.status_code == status, (answer.status_code, answer.content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body["status"] == status
    assert body["type"].startswith("/api/docs/#problem-")
    assert body["title"] and body["detail"]
    return body
