"""Receiving what somebody wrote on another page: the same report as from our own form."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import token_in
from api.openapi.operations import operation
from api.problems import Invalid, Refused
from api.resources import Resource, given
from api.v1.incoming_taken import Incoming, Received
from casework.intake import selectors
from casework.intake.actions import receive_report
from casework.intake.budget import PROGRAM_REPORTS
from casework.intake.choices import Audience, Channel, Doubt
from casework.intake.models import Conversation, EntryPoint
from casework.intake.public.needs import needs_with, why_none
from casework.intake.public.questions import Question
from casework.intake.public.steps import ASKED, Answers, facts_told
from casework.intake.receipts import code_to_show
from ostoja.access.permissions import Permission
from tenants.hosts import is_open

NOT_OPEN = _("The city is not open yet: nobody would answer.")
OUTER = frozenset({"language", "entry_point", "safe_contact"})


class IncomingView(Resource):
    """What the public form does, for a program; its token reads nothing of it back.

    There is no fair share here: a report must not be refused because many came. Beyond the budget
    of its token it is kept and waits behind the others, as on the page.
    """

    tag = "incoming"
    part = "incoming"
    permission = Permission.ENTRY_POINT_VIEW
    throttle_classes = ()

    @operation(
        "Receive what somebody wrote elsewhere",
        "Send it from your server, never from the person's browser, and nothing about that browser."
        " Show the `code` and the `address` at once and keep neither: with the code alone the "
        "person reads the answer. Only `text` must say something. An entry point or need that is "
        "not known any more stops nobody; `passed_over` names it. Before the person writes they "
        "must read where anonymity ends; the city's own form says it.",
        takes=Incoming,
        gives=Received,
        status=201,
    )
    def create(self, request: Request) -> Response:
        sent = self.body(Incoming)
        if not is_open(request._request):
            raise Refused(409, NOT_OPEN)
        point = selectors.entry_point_at(sent.get("entry_point") or "")
        facts = facts_told(_checked(sent, point))
        receive_report(
            submission=self.submission,
            language=sent["language"],
            entry_point=point,
            channel=Channel.API,
            doubt=self._doubt(),
            **facts,
        )
        return given({"passed_over": _passed_over(sent, point)}, status=201)

    def _doubt(self) -> Doubt | None:
        token = token_in(self.request)
        within = token is not None and PROGRAM_REPORTS.spend_named(str(token.pk))
        return None if within else Doubt.MANY

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """The code comes last, so that it is not kept with the answer; for ten minutes."""
        if response.status_code == 201:
            response.data = {**self._way_back(request), **response.data}
        return super().finalize_response(request, response, *args, **kwargs)

    def _way_back(self, request: Request) -> dict[str, str | None]:
        made = Conversation.objects.filter(submission=self.submission).first()
        with translation.override(made.language if made else None):
            address = request.build_absolute_uri(reverse("return_with_code"))
        return {"code": code_to_show(made) if made else None, "address": address}


def _checked(sent: dict[str, Any], point: EntryPoint | None) -> list[Question]:
    """The questions of the guided start with these answers; its rules are theirs."""
    for_children = point is not None and point.audience == Audience.CHILDREN
    answers = Answers(_as_form(sent), for_children=for_children)
    forms = [answers.checked(step) for step in ASKED]
    found = [
        {"pointer": _pointer(name, sent), "detail": str(text)}
        for form in forms
        for name, texts in form.errors.items()
        for text in texts
    ]
    if found:
        raise Invalid(found)
    return forms


def _as_form(sent: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    told = {name: value for name, value in sent.items() if name not in OUTER}
    for name, value in {**told, **sent.get("safe_contact", {})}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def _pointer(name: str, sent: dict[str, Any]) -> str:
    return f"/safe_contact/{name}" if name in sent.get("safe_contact", {}) else f"/{name}"


def _passed_over(sent: dict[str, Any], point: EntryPoint | None) -> list[str]:
    """What was said and is not known: pointers into the body."""
    found = ["/entry_point"] if sent.get("entry_point") and point is None else []
    needs = sent.get("needs", [])
    known = {need.key for need in needs_with(needs)} | {str(why_none(needs))}
    return found + [f"/needs/{at}" for at, key in enumerate(needs) if key not in known]
