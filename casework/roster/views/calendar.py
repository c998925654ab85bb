"""Reading the roster: a week or a month of everybody, one's own duties, the private calendar."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.roster import actions, selectors
from casework.roster.feed_calendar import calendar_of
from casework.roster.forms import ChosenDaysForm
from casework.roster.selectors import feed_owner
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds

VIEW, PLAN = Permission.ROSTER_VIEW, Permission.ROSTER_PLAN


@require_safe
@requires(VIEW)
def roster(request: StaffRequest) -> HttpResponse:
    """Who is on duty now, and a week or a month day by day."""
    form = ChosenDaysForm(request.GET)
    context = {
        "form": form,
        "days": selectors.days_of(form.first, form.number, form.place_chosen),
        "now": selectors.on_duty(),
        "has_places": selectors.places().exists(),
        "may_plan": holds(request.user, PLAN),
    }
    return render(request, "roster/roster.html", context)


@require_safe
@requires(VIEW)
def my_duties(request: StaffRequest) -> HttpResponse:
    """What lies ahead of this person, and the address for their own calendar."""
    context = {
        "shifts": selectors.coming_shifts_of(request.user),
        "feed": selectors.feed_of(request.user),
        "may_plan": holds(request.user, PLAN),
    }
    return render(request, "roster/my_duties.html", context)


@require_POST
@requires(VIEW)
def duty_feed(request: StaffRequest) -> HttpResponse:
    """Make a new address; it is shown on this page and never again."""
    token = actions.make_feed(by=request.user)
    address = request.build_absolute_uri(reverse("duty_calendar", args=[token]))
    return render(request, "roster/feed_made.html", {"address": address})


@require_POST
@requires(VIEW)
def duty_feed_revoke(request: StaffRequest) -> HttpResponse:
    """From now on nobody reads this person's duties at the address."""
    actions.revoke_feed(person=request.user, by=request.user)
    messages.success(request, _("The calendar address does not work any more."))
    return redirect("my_duties")


@require_safe
def duty_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """One person's duties for a calendar program, which cannot sign in: the token is the key."""
    person = feed_owner(token)
    if person is None or not holds(person, VIEW):
        raise Http404
    answer = HttpResponse(
        calendar_of(person, request.get_host()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'inline; filename="duties.ics"'
    answer["Cache-Control"] = "no-store, private"
    return answer
