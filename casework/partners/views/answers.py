"""What the forms of this room share: saving, being overtaken, coming back with errors."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casework.partners import actions
from casework.partners.forms import FactForm, PeriodForm
from casework.partners.models import Organisation
from ostoja.access.door import StaffRequest
from ostoja.access.versions import StaleObject


def saves(form: FactForm | PeriodForm, write: Callable[..., object], **more: Any) -> bool:
    """Whether it is saved; if not, the form says why, and what somebody else saved meanwhile."""
    try:
        write(**form.facts(), **more)
    except ObjectDoesNotExist:  # somebody has just removed it
        raise Http404 from None
    except StaleObject as stale:
        current: Any = stale.current
        form.now = form.differences(current)
        if form.now:
            form.overtaken(current)
    except actions.NotPossible as refusal:
        form.add_error(refusal.field, refusal.message)
    return not form.errors


def saved(request: StaffRequest, body: Organisation) -> HttpResponse:
    """Back to the body's page, with a word of success."""
    messages.success(request, _("Saved."))
    return redirect("partner_staff", body.pk)


def form_page(
    request: StaffRequest,
    form: FactForm | PeriodForm,
    title: Promise,
    body: Organisation | None = None,
    *,
    template: str = "fact_form",
    remove_url: str = "",
) -> HttpResponse:
    """The page of a form: 200 for one that was asked for, 422 for one that comes back."""
    back = reverse("partner_staff", args=[body.pk]) if body else reverse("partners")
    context = {
        "form": form,
        "title": title,
        "organisation": body,
        "back": back,
        "remove_url": remove_url,
    }
    status = 422 if form.is_bound else 200
    return render(request, f"partners/{template}.html", context, status=status)
