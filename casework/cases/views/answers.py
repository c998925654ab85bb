"""What the pages of casework share: what was posted, and how a form or a refusal comes back."""

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from casework.cases.models import Case
from ostoja.access.door import StaffRequest
from ostoja.ui.forms.pages import status_of

__all__ = ["closed", "not_now", "posted", "status_of"]


def posted(request: StaffRequest) -> QueryDict | None:
    """What a form is bound to; None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def not_now(request: StaffRequest, case: Case, reason: str) -> HttpResponseBase:
    """Back to the case, with the reason; only where nothing was typed."""
    messages.warning(request, reason)
    return redirect("case", case.pk)


def closed(request: StaffRequest, case: Case) -> HttpResponseBase:
    """The page of a closed case, which says that it cannot be changed."""
    return not_now(request, case, _("This case is closed and cannot be changed."))
