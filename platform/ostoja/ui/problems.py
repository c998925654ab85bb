"""Problem details (RFC 9457): what a program is told when its request failed."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import is_valid_path
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

API = "/api/"
MEDIA_TYPE = "application/problem+json"
DOCUMENTED_AT = "/api/docs/#problem-"

TITLES: Mapping[int, Promise] = {
    400: _("The request could not be understood"),
    401: _("No valid token"),
    403: _("The token's scope does not reach this"),
    404: _("Not found"),
    405: _("This method is not offered here"),
    406: _("Only JSON is offered"),
    409: _("Not possible now"),
    412: _("Changed in the meantime"),
    413: _("Too large"),
    415: _("Only JSON is taken"),
    422: _("Something in it cannot be taken"),
    428: _("Say which version you change"),
    429: _("Too many requests"),
    500: _("Something failed on our side"),
    503: _("Closed for a moment"),
}
DETAILS: Mapping[int, Promise] = {
    400: _("The request is malformed, so nothing was done."),
    403: _("You may not do this."),
    404: _("There is nothing here, or nothing that you may see."),
    500: _("Nothing is lost that was acknowledged. Try again; with the same Idempotency-Key."),
    503: _(
        "Nothing can be read or written just now. Try again later, with the same Idempotency-Key."
    ),
}
WITH_A_SLASH = _("The address ends with a slash.")
NAMES: Mapping[int, str] = {
    400: "malformed",
    401: "no-token",
    403: "scope",
    404: "not-found",
    405: "method",
    406: "not-acceptable",
    409: "conflict",
    412: "stale",
    413: "too-large",
    415: "media-type",
    422: "invalid",
    428: "version-missing",
    429: "throttled",
    500: "server-error",
    503: "closed",
}


def problem(
    request: HttpRequest,
    status: int,
    detail: str | Promise = "",
    *,
    errors: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """The members of a problem, in the language in use. Its instance holds no query."""
    found: dict[str, Any] = {
        "type": f"{DOCUMENTED_AT}{NAMES[status]}",
        "title": str(TITLES[status]),
        "status": status,
        "detail": str(detail or DETAILS.get(status, TITLES[status])),
        "instance": request.path,
    }
    return {**found, "errors": list(errors)} if errors else found


def problem_response(request: HttpRequest, status: int) -> HttpResponse:
    """A problem as a whole answer, in the language that the program asks for."""
    detail = WITH_A_SLASH if status == 404 and _lacks_a_slash(request) else ""
    with translation.override(translation.get_language_from_request(request)):
        body = problem(request, status, detail)
        language = translation.get_language() or "pl"
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=status,
        content_type=MEDIA_TYPE,
        headers={
            "Cache-Control": "no-store",
            "Content-Language": language,
            "Vary": "Accept-Language",
        },
    )


def _lacks_a_slash(request: HttpRequest) -> bool:
    """Programs are told: a redirect would lose the body of what they send."""
    return not request.path.endswith("/") and bool(is_valid_path(f"{request.path}/"))


def is_for_programs(request: HttpRequest) -> bool:
    """Whether the address is the API's; its documentation is a page for people."""
    return request.path.startswith(API)
