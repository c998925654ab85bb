"""Every POST carries an ``Idempotency-Key``: however often it is sent, it is done once.

The answer is kept in the transaction of the change. A refusal changes nothing, so it is not
kept, and its key may be used again.
"""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.models import Sending
from api.problems import EXPECTED, Refused
from api.tasks import KEPT_FOR
from ostoja.accounts.models import User
from ostoja.privacy.keys import keyed_hash
from tenants.fence import current_schema

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[!-~]{8,64}")
MISSING = _("Send Idempotency-Key: a new UUID, or 8 to 64 printable characters without spaces.")
OTHER_BODY = _("This Idempotency-Key came before with another request. Use a new one.")
IN_FLIGHT = _("The same request is being carried out now. Ask again in a moment.")


def key_of(request: Request) -> str:
    """The key, or 400."""
    key = request.headers.get(HEADER, "")
    if not _KEY.fullmatch(key):
        raise Refused(400, MISSING)
    return key


def submission_of(request: Request) -> UUID:
    """The id under which an action keeps what is sent: the same key and body, the same thing."""
    return uuid5(_who(request).pk, f"{key_of(request)} {_fingerprint(request).hex()}")


def _who(request: Request) -> User:
    user = request.user
    if not isinstance(user, User):
        raise NotAuthenticated
    return user


def done_once(request: Request, carry_out: Callable[[], Response]) -> Response:
    """Carry out the request, or repeat the answer that it had before."""
    key, user = key_of(request), _who(request)
    refusal: Exception | None = None
    response = Response()
    with transaction.atomic():
        _lock(user, key)
        before = _before(user, key)
        if before is not None:
            return _repeated(request, before)
        try:
            # Outside a savepoint: who saw what stays recorded even where the change is refused.
            response = carry_out()
            _keep(request, key, response)
        except EXPECTED as error:
            refusal = error
    if refusal is not None:
        raise refusal
    return response


def _lock(user: User, key: str) -> None:
    """Held until the transaction ends, however it ends; the name carries the city."""
    name = sha256(f"{current_schema()} {user.pk} {key}".encode()).digest()[:8]
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [int.from_bytes(name, signed=True)])
        [is_ours] = cursor.fetchone()
    if not is_ours:
        raise Refused(409, IN_FLIGHT)


def _before(user: User, key: str) -> Sending | None:
    found = Sending.objects.filter(user=user, key=key).first()
    if found is not None and found.created_at < timezone.now() - KEPT_FOR:
        found.delete()
        return None
    return found


def _repeated(request: Request, before: Sending) -> Response:
    if bytes(before.fingerprint) != _fingerprint(request):
        raise Refused(422, OTHER_BODY)
    body = json.loads(before.answer) if before.answer else None
    response = Response(body, status=before.status, headers={"Idempotency-Replayed": "true"})
    if before.location:
        response["Location"] = before.location
    response.version = before.version  # type: ignore[attr-defined]
    return response


def _keep(request: Request, key: str, response: Response) -> None:
    body = "" if response.data is None else JSONRenderer().render(response.data).decode()
    Sending.objects.create(
        user=_who(request),
        key=key,
        fingerprint=_fingerprint(request),
        status=response.status_code,
        location=response.get("Location", ""),
        version=getattr(response, "version", None),
        answer=body,
    )


def _fingerprint(request: Request) -> bytes:
    """Of what was understood, so that spaces and the order of members do not matter."""
    body = json.dumps(request.data, sort_keys=True, default=str)
    return keyed_hash("api sending", f"{request.method} {request.path} {body}".encode())
