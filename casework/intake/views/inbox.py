"""The inbox: who waits and how long, by urgency; and how each consultant works."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.intake import actions
from casework.intake.chat import presence
from casework.intake.desk.calls import is_called, open_calls
from casework.intake.desk.inbox import counted, desk_inbox, rows_of
from casework.intake.desk.selectors import desk_settings, who_answers
from casework.intake.forms.inbox import InboxFilter
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds

ON_A_PAGE = 50


@require_safe
@requires(Permission.CONVERSATION_VIEW)
def inbox(request: StaffRequest) -> HttpResponseBase:
    """Who waits, and how long; nothing of what they wrote."""
    presence.note_at_work(request.user)
    form, settings = InboxFilter(request.GET), desk_settings()
    found = desk_inbox(request.user, **form.chosen())
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    team = who_answers(settings.most_at_once)
    context = {
        "filter": form,
        "page_obj": page,
        "rows": rows_of(list(page.object_list), settings),
        "counted": counted(request.user, settings),
        "calls": [] if is_called(request.user) else open_calls(request.user),
        "settings": settings,
        "team": team,
        "me": next((one for one in team if one.person.pk == request.user.pk), None),
        "may_record": holds(request.user, Permission.CONVERSATION_ANSWER),
        "may_settle": holds(request.user, Permission.CITY_SETTINGS),
        "may_change_replies": holds(request.user, Permission.CANNED_REPLY_CHANGE),
    }
    return render(request, "intake/inbox.html", context)


@require_POST
@requires(Permission.CONVERSATION_ANSWER)
def desk_break(request: StaffRequest) -> HttpResponseBase:
    """A break begins or ends; what the button said decides, so that two clicks do one thing."""
    if request.POST.get("break") == "begin":
        actions.go_on_break(by=request.user)
        messages.success(
            request, _("You are on a break. Colleagues see it; what you hold stays with you.")
        )
    else:
        actions.come_back(by=request.user)
        messages.success(request, _("Welcome back."))
    return redirect("inbox")
