"""Entity tags: what a program has read already, and which version it means to change.

``"7-3f9c…"``: the version that a change must name, and a digest of what was said. Only the
version decides about a change, since the words depend on the language and the reader.
"""

import re
from hashlib import sha256

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.problems import STALE, Refused

KEPT = (
    *("ETag", "Cache-Control", "Vary", "Content-Language"),
    *("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"),
)
_TAG = re.compile(r'(?:W/)?"(\d{1,9})(?:-[0-9a-f]*)?"')
MISSING = _("Send If-Match with the ETag that you read, so that nobody's change is lost.")


def tag(body: bytes, version: int | None) -> str:
    """The tag of this answer."""
    digest = sha256(body).hexdigest()[:20]
    return f'"{digest}"' if version is None else f'"{version}-{digest}"'


def version_in(request: Request) -> int:
    """The version that ``If-Match`` names; 428 without one, 412 for what is no tag of ours."""
    written = request.headers.get("If-Match", "").strip()
    if not written or written == "*":
        raise Refused(428, MISSING)
    found = _TAG.fullmatch(written)
    if found is None:
        raise Refused(412, STALE)
    return int(found[1])


def put_tag(request: Request, response: Response, version: int | None) -> None:
    """Tag the answer once it is written, and say 304 where the program has it already."""
    response.add_post_render_callback(lambda written: _tagged(request, written, version))


def _tagged(request: Request, written: Response, version: int | None) -> HttpResponse | None:
    written["ETag"] = tag(written.content, version)
    if request.method not in {"GET", "HEAD"}:
        return None
    known = request.META.get("HTTP_IF_NONE_MATCH", "")
    if written["ETag"] not in known and known.strip() != "*":
        return None
    headers = {name: written[name] for name in KEPT if name in written}
    return HttpResponse(status=304, headers=headers)
