"""What the forms of this room share: saving, being overtaken, coming back with errors."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ostoja.access.door import StaffRequest
from ostoja.access.versions import StaleObject
from tenants.profile.actions import NumberTaken
from tenants.translated_forms import Now, TranslatedForm


def saves(form: TranslatedForm, write: Callable[..., object], **more: Any) -> list[Now] | None:
    """None once it is saved; else what somebody else saved meanwhile, and the form says why."""
    try:
        write(**form.facts(), **more)
    except ObjectDoesNotExist:  # somebody has just removed it
        raise Http404 from None
    except NumberTaken:
        form.add_error("display", _("This number is on the list already."))
        return []
    except StaleObject as stale:
        now = form.differences(stale.current)
        if now:
            form.overtaken(stale.current)
        return now or None
    return None


def form_page(
    request: StaffRequest, form: TranslatedForm, title: Promise, now: list[Now], **more: Any
) -> HttpResponse:
    """The page of a form: 200 for one that was asked for, 422 for one that comes back."""
    context = {"form": form, "title": title, "now": now, **more}
    status = 422 if form.is_bound else 200
    return render(request, "profile/form.html", context, status=status)
