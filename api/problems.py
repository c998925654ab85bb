"""From what went wrong to problem details, in the language that the program asks for."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response

from api.webhooks.refusal import NotAllowed as WebhookNotAllowed
from casework.cases.refusal import NotAllowed
from casework.intake.actions import AddressTaken, HeldBySomebodyElse
from casework.intake.workflow import NotAllowed as ConversationNotAllowed
from casework.meetings.workflow import NotAllowed as OutcomeNotAllowed
from casework.partners.actions import NotPossible
from casework.partners.merging import CannotMerge
from casework.partners.workflow import DateMissing
from casework.partners.workflow import NotAllowed as AgreementNotAllowed
from casework.roster.workflow import NotAllowed as SwapNotAllowed
from ostoja.access.versions import StaleObject
from ostoja.accounts.actions.invitations import InvitationClosed
from ostoja.accounts.actions.people import LastAdministrator
from ostoja.privacy.breaches.refusal import NotAllowed as BreachNotAllowed
from ostoja.privacy.requests.refusal import NotAllowed as RequestNotAllowed
from ostoja.ui.problems import MEDIA_TYPE, problem

MOST_ERRORS = 20


class Refused(exceptions.APIException):
    """A refusal with a status of its own; ``more`` are further members of the problem."""

    def __init__(self, status: int, detail: str | Promise = "", **more: Any) -> None:
        super().__init__(str(detail))
        self.status_code = status
        self.why = detail
        self.more = more


class Invalid(exceptions.APIException):
    """Errors in the body, each with a JSON pointer, or in the query, each with its name."""

    def __init__(self, errors: list[dict[str, str]], status: int = 422) -> None:
        super().__init__("")
        self.status_code = status
        self.errors = errors


STALE = _("It was changed since you read it. Read it again and repeat the change on that.")
HELD = _("A colleague answers this conversation now.")
SETTLED = _("Its state does not allow this. Read it again.")
LAST_ADMINISTRATOR = _("This is the only administrator of the city.")
DAY_MISSING = _("Say on which day it happened.")
ADDRESS_TAKEN = _("Another entry point has this address.")
INVITATION_CLOSED = _("The invitation was accepted or revoked in the meantime.")
WHICH_BODY = _("Correct the fields named in “errors” and send it again.")
WHICH_QUERY = _("Correct the parameters named in “errors” and ask again.")

# What actions raise, with its status; ``NotAllowed`` of cases and
# ``CannotMerge`` say themselves why.
REFUSALS: Mapping[type[Exception], tuple[int, Promise | None]] = {
    StaleObject: (412, STALE),
    NotAllowed: (409, None),
    CannotMerge: (409, None),
    WebhookNotAllowed: (409, None),
    BreachNotAllowed: (409, None),
    RequestNotAllowed: (409, None),
    HeldBySomebodyElse: (409, HELD),
    ConversationNotAllowed: (409, SETTLED),
    AddressTaken: (409, ADDRESS_TAKEN),
    OutcomeNotAllowed: (409, SETTLED),
    AgreementNotAllowed: (409, SETTLED),
    SwapNotAllowed: (409, SETTLED),
    DateMissing: (409, DAY_MISSING),
    LastAdministrator: (409, LAST_ADMINISTRATOR),
    InvitationClosed: (409, INVITATION_CLOSED),
}
EXPECTED: tuple[type[Exception], ...] = (
    *REFUSALS,
    exceptions.APIException,
    Http404,
    ObjectDoesNotExist,
    NotPossible,
    DjangoValidationError,
)
"""What a view may raise to refuse; anything else is our mistake."""


def answer(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """``EXCEPTION_HANDLER``: the problem that this error is; None for a mistake of ours."""
    status = _status(error)
    if status is None:
        return None
    request = context["request"]._request
    body = problem(request, status, _detail(error, status), errors=_errors(error))
    body |= getattr(error, "more", {})
    response = Response(body, status=status, content_type=MEDIA_TYPE)
    for name, value in _headers(error).items():
        response[name] = value
    response["Content-Language"] = get_language() or "pl"
    return response


def _status(error: Exception) -> int | None:
    for kind, (status, _words) in REFUSALS.items():
        if isinstance(error, kind):
            return status
    if isinstance(error, Http404 | ObjectDoesNotExist):  # or somebody has just removed it
        return 404
    if isinstance(error, exceptions.ValidationError | DjangoValidationError | NotPossible):
        return 422
    return error.status_code if isinstance(error, exceptions.APIException) else None


def _detail(error: Exception, status: int) -> str | Promise:
    for kind, (_status_of, words) in REFUSALS.items():
        if isinstance(error, kind):
            return str(error) if words is None else words
    if isinstance(error, Invalid):
        return WHICH_QUERY if status == 400 else WHICH_BODY
    if isinstance(error, exceptions.ValidationError | DjangoValidationError | NotPossible):
        return WHICH_BODY
    if isinstance(error, Refused):
        return error.why
    if isinstance(error, exceptions.APIException) and status != 404:
        return str(error.detail)
    return ""


def _errors(error: Exception) -> list[dict[str, str]]:
    if isinstance(error, Invalid):
        return error.errors[:MOST_ERRORS]
    if isinstance(error, NotPossible):
        return [{"pointer": f"/{error.field}", "detail": str(error.message)}]
    if isinstance(error, exceptions.ValidationError):
        return list(pointed(error.detail))[:MOST_ERRORS]
    if isinstance(error, DjangoValidationError):
        return [{"pointer": "", "detail": text} for text in error.messages][:MOST_ERRORS]
    return []


def pointed(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """Each error of a serializer with the JSON pointer of what it is about."""
    if isinstance(detail, Mapping):
        for name, below in detail.items():
            at = pointer if name == "non_field_errors" else f"{pointer}/{_escaped(name)}"
            yield from pointed(below, at)
    elif isinstance(detail, list):
        for number, below in enumerate(detail):
            nested = isinstance(below, Mapping | list)
            yield from pointed(below, f"{pointer}/{number}" if nested else pointer)
    else:
        yield {"pointer": pointer, "detail": str(detail)}


def _escaped(name: object) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")[:100]


def _headers(error: Exception) -> dict[str, str]:
    headers: dict[str, str] = {}
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        headers["WWW-Authenticate"] = "Token"
    wait = getattr(error, "wait", None)
    if wait is not None:
        headers["Retry-After"] = str(max(1, round(wait)))
    return headers
