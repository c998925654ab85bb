"""The city's canned replies, kept by supervisors and administrators, and the desk's settings."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from casework.intake import actions
from casework.intake.desk.replies import VARIABLES
from casework.intake.desk.selectors import desk_settings
from casework.intake.forms.desk import CannedReplyForm, DeskSettingsForm
from casework.intake.models import CannedReply
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from tenants.profile.views.rows import RowPages
from tenants.translated_forms import Now

CHANGE = Permission.CANNED_REPLY_CHANGE
PAGES = RowPages(
    model=CannedReply,
    form=CannedReplyForm,
    all="canned_replies",
    one="canned_reply",
    titles=(
        gettext_lazy("Canned replies"),
        gettext_lazy("Add a reply"),
        gettext_lazy("Change the reply"),
    ),
    saved=gettext_lazy("Saved. Consultants find it in each conversation."),
    add=actions.add_canned_reply,
    change=actions.change_canned_reply,
    take_away=actions.remove_canned_reply,
)


@require_safe
@requires(CHANGE)
def canned_replies(request: StaffRequest) -> HttpResponseBase:
    """All of them, and the variables that they may hold."""
    context = {"replies": CannedReply.objects.all(), "variables": VARIABLES.items()}
    return render(request, "intake/desk/canned_replies.html", context)


@requires(CHANGE)
def canned_reply_new(request: StaffRequest) -> HttpResponseBase:
    """Add one."""
    return PAGES.new(request)


@requires(CHANGE)
def canned_reply_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change one."""
    return PAGES.edit(request, pk)


@require_POST
@requires(CHANGE)
def canned_reply_remove(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take one away."""
    return PAGES.remove(request, pk)


@requires(Permission.CITY_SETTINGS)
def desk_rules(request: StaffRequest) -> HttpResponseBase:
    """What the city promises, how much one person holds, and what to do in danger."""
    row = desk_settings()
    form, now = DeskSettingsForm(request.POST or None, row=row), list[Now]()
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_desk_settings(version=version, by=request.user, **form.facts())
        except StaleObject as stale:
            now = form.differences(stale.current)
            form.overtaken(stale.current)
        else:
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("desk_rules")
    status = 422 if form.is_bound else 200
    return render(request, "intake/desk/rules.html", {"form": form, "now": now}, status=status)
