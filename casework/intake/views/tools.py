"""Pages beside a conversation: each has one form, and the answer that was begun travels along."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise

from casework.cases.refusal import NotAllowed
from casework.intake import selectors
from casework.intake.models import Conversation
from casework.intake.views.conversations import say_that_files_are_gone, with_what_was_typed
from ostoja.access.door import StaffRequest
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import VersionedForm

SENT = "go"
"""The button that sends the page's own form; others only bring somebody here."""


@dataclass(frozen=True)
class Tool:
    """One such page. ``make`` gives the form for what was sent (None: nothing yet), ``act`` does
    it and gives the words that tell so; ``more`` is what else the template shows.
    """

    template: str
    make: Callable[[StaffRequest, Conversation, Any], Form]
    act: Callable[[StaffRequest, Conversation, Any], str | Promise]
    more: Callable[[StaffRequest, Conversation], dict[str, Any]] = field(
        default=lambda request, found: {}
    )

    def page(self, request: StaffRequest, pk: UUID) -> HttpResponseBase:
        """Shows the form, does what it says, or shows it again with the reason."""
        found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_VIEW)
        is_sent = request.method == "POST" and SENT in request.POST
        say_that_files_are_gone(request)  # they came along with the answer that was begun
        form = self.make(request, found, request.POST if is_sent else None)
        if form.is_valid():
            try:
                words = self.act(request, found, form)
            except NotAllowed as refusal:
                form.add_error(None, str(refusal))
            except StaleObject as stale:
                _overtaken(form, stale)
            else:
                messages.success(request, str(words))
                return with_what_was_typed(request, pk)
        return self._shown(request, found, form)

    def _shown(self, request: StaffRequest, found: Conversation, form: Form) -> HttpResponse:
        context = {
            "conversation": found,
            "form": form,
            "typed": typed_in(request),
            **self.more(request, found),
        }
        status = 422 if form.is_bound else 200
        return render(request, self.template, context, status=status)


def typed_in(request: HttpRequest) -> str:
    """The answer that somebody had begun before they came to this page."""
    return request.POST.get("text", "")


def _overtaken(form: Form, stale: StaleObject) -> None:
    if isinstance(form, VersionedForm):
        form.overtaken(stale.current)
