"""Signatures: those of the document, and what any receiver would check."""

import re
from base64 import b64decode
from typing import Any

import pytest

from api.openapi.books import FOLDER
from api.webhooks import signing

TEXT = (FOLDER / "WEBHOOKS.md").read_text()
ROWS = dict(re.findall(r"^\| `?([a-z-]+)`? \| `(.+)` \|$", TEXT, re.MULTILINE))
CODE = re.search(r"```python\n(.+?)```", TEXT, re.DOTALL)


def test_the_documents_example_is_right() -> None:
    signed = signing.signature(
        ROWS["secret"], ROWS["webhook-id"], int(ROWS["webhook-timestamp"]), ROWS["body"].encode()
    )
    assert signed == ROWS["webhook-signature"]


def test_a_known_signature_of_the_standard() -> None:
    """The example that the libraries of Standard Webhooks are tested with."""
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    signed = signing.signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_secret_is_random_and_long() -> None:
    first, second = signing.new_secret(), signing.new_secret()
    assert first != second and first.startswith("whsec_")
    assert len(b64decode(first.removeprefix("whsec_"))) == 32


@pytest.mark.parametrize("changed", ["", "body", "timestamp", "id", "secret", "old"])
def test_the_documents_code_tells_ours_from_others(
    changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: dict[str, Any] = {}
    assert CODE is not None
    exec(CODE.group(1), known)  # noqa: S102 - our own document
    monkeypatch.setattr(known["time"], "time", lambda: 1_000 if changed != "old" else 10_000)
    secrets = [signing.new_secret(), signing.new_secret()]
    headers = signing.headers(secrets, "one", 1_000, b"{}")
    if changed in {"timestamp", "id"}:
        headers[f"webhook-{changed}"] = "999"
    secret = signing.new_secret() if changed == "secret" else secrets[1]
    body = b"[]" if changed == "body" else b"{}"
    assert known["is_from_ostoja"](secret, headers, body) is (changed == "")
