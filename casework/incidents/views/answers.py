"""What the pages of this room share: saving what a form says, and the page of a form."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casework.cases.refusal import NotAllowed
from casework.cases.views.answers import status_of
from casework.incidents.models import Incident
from casework.incidents.refusals import IncidentRefused
from ostoja.access.door import StaffRequest
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import Form, VersionedForm

PARTS_OF_A_MOMENT = {"began_at": "day", "ended_at": "day"}


def saved(form: Form, save: Callable[[], object]) -> bool:
    """Whether it could be; if not, the form says why and keeps what was typed."""
    try:
        save()
    except StaleObject as stale:
        if not isinstance(form, VersionedForm):
            raise
        form.overtaken(stale.current)
    except IncidentRefused as refusal:
        field = PARTS_OF_A_MOMENT.get(refusal.field, refusal.field)
        form.add_error(field if field in form.fields else None, refusal.words)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def form_page(
    request: StaffRequest, form: Form, *, title: str, back: tuple[str, str], **more: Any
) -> HttpResponse:
    """A page with one form; ``back`` is an address and what it is called."""
    context = {"form": form, "title": title, "back_url": back[0], "back_text": back[1], **more}
    return render(request, "incidents/form.html", context, status=status_of(form))


def board_of(incident: Incident) -> tuple[str, str]:
    """The way back to the board."""
    return reverse("incident", args=[incident.pk]), incident.name
