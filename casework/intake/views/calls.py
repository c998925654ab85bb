"""What pages ask for when they hear of a call for help, or hear nothing at all."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.intake.desk.calls import Calls, calls_for, is_called
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission


@require_safe
@requires(Permission.CONVERSATION_ADVISE)
def help_calls(request: StaffRequest) -> HttpResponseBase:
    """The rows of the box, and no page around them."""
    if not is_called(request.user):
        raise Http404
    context = {"banner": Calls(calls_for(request.user))}
    return render(request, "intake/desk/calls_rows.html", context)
