"""A member of staff says that they have read the duties towards a minor."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.intake import selectors
from casework.intake.actions import read_duties
from casework.intake.desk.beside import concerns_a_child
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def conversation_duties(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Recorded with name and time; only where a child is concerned."""
    found = selectors.conversation_for(request.user, pk, Permission.CONVERSATION_ANSWER)
    if not concerns_a_child(found):
        raise Http404
    read_duties(conversation=found, by=request.user)
    messages.success(request, _("It is on record that you have read the duties."))
    return redirect("conversation", pk)
