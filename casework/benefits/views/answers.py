"""What the pages of this room share: saving what a form says, and the page of a form."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from casework.benefits.forms.giving import GivingForm
from casework.benefits.refusals import AmountsRefused, BenefitRefused
from casework.cases.refusal import NotAllowed
from casework.cases.views.answers import status_of
from ostoja.access.door import StaffRequest
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import Form, VersionedForm


def saved(form: Form, save: Callable[[], object]) -> bool:
    """Whether it could be; if not, the form says why and keeps what was typed."""
    try:
        save()
    except StaleObject as stale:
        if not isinstance(form, VersionedForm):
            raise
        form.overtaken(stale.current)
    except BenefitRefused as refusal:
        if isinstance(refusal, AmountsRefused) and isinstance(form, GivingForm):
            form.refuse(refusal.each)
        else:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.words)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


def form_page(
    request: StaffRequest, form: Form, *, title: str, back: tuple[str, str], **more: Any
) -> HttpResponse:
    """A page with one form; ``back`` is an address and what it is called."""
    context = {"form": form, "title": title, "back_url": back[0], "back_text": back[1], **more}
    template = more.get("template", "benefits/form.html")
    return render(request, template, context, status=status_of(form))
