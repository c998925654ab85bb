"""Files of a conversation, for staff."""

from uuid import UUID

from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.files.serving import attachment
from casework.intake import selectors
from casework.intake.files import file_in
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.ui.templatetags.ui import WARSAW


@require_safe
@requires(Permission.CONVERSATION_VIEW)
def conversation_file(request: StaffRequest, pk: UUID, file: UUID) -> HttpResponseBase:
    """Save one; that somebody opened it is recorded."""
    found = selectors.seen_again(request.user, pk, Permission.CONVERSATION_VIEW)
    one = file_in(found, file, by=request.user)
    day = timezone.localdate(found.created_at, WARSAW)  # as the page tells it
    name = f"{day:%Y-%m-%d}-{one.message.number}-{one.number}"
    return attachment(one, name)
