"""Planning: one duty, many from what repeats, and the places themselves."""

import datetime
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from casework.roster import actions, selectors
from casework.roster.actions import Planned
from casework.roster.forms import PatternForm, PlaceForm, ShiftForm
from casework.roster.hours_in_words import lines_words
from casework.roster.refusals import DutyRefused
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.memberships import holds
from ostoja.ui.forms import VersionedForm

PLAN, VIEW = Permission.ROSTER_PLAN, Permission.ROSTER_VIEW
LONGEST_OFFERED = datetime.timedelta(hours=12)


@requires(PLAN)
def shift_new(request: StaffRequest) -> HttpResponse:
    """Plan one duty."""
    first = {
        "day": timezone.localdate(),
        "place": request.GET.get("place"),
        **_gap_asked_for(request),
    }
    form = ShiftForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid() and _planned(form, request):
        messages.success(request, _("The duty is planned."))
        return redirect(_week_of(form))
    return _page(request, "roster/shift_form.html", form)


@requires(PLAN)
def shift_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Move a duty, give it to somebody else, or remove it."""
    shift = selectors.shift_for(request.user, pk, PLAN)
    form = ShiftForm(
        request.POST if request.method == "POST" else None, initial=ShiftForm.values_of(shift)
    )
    if form.is_valid() and _changed(form, pk, request):
        messages.success(request, _("The duty is changed."))
        return redirect(_week_of(form))
    shift.refresh_from_db()
    return _page(request, "roster/shift_form.html", form, shift=shift)


@require_POST
@requires(PLAN)
def shift_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take a duty off the roster."""
    shift = selectors.shift_for(request.user, pk, PLAN)
    sent = request.POST.get("version", "")
    try:
        version = int(sent) if sent.isdecimal() and len(sent) < 10 else 0
        actions.remove_shift(pk=pk, version=version, by=request.user)
    except StaleObject:
        words = _("Somebody changed this duty in the meantime. Look at it once more.")
        messages.warning(request, words)
        return redirect("shift_edit", pk)
    messages.success(request, _("The duty is removed."))
    return redirect(f"{reverse('roster')}?day={shift.day:%Y-%m-%d}")


@require_safe
@requires(VIEW)
def duty_places(request: StaffRequest) -> HttpResponse:
    """Where somebody must be on duty, when, and which numbers are answered there."""
    may_plan = holds(request.user, PLAN)
    found = selectors.places(also_closed=may_plan)
    listed = [(place, lines_words(place.hours.all())) for place in found]
    context = {"places": listed, "may_plan": may_plan}
    return render(request, "roster/places.html", context)


@requires(PLAN)
def duty_place_new(request: StaffRequest) -> HttpResponse:
    """Add a place."""
    form = PlaceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        actions.add_place(submission=submission, by=request.user, **form.facts())
        messages.success(request, _("The place is saved. Now plan who is on duty there."))
        return redirect("duty_places")
    return _page(request, "roster/place_form.html", form)


@requires(PLAN)
def duty_place_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change a place."""
    place = selectors.place_for(request.user, pk, PLAN)
    form = PlaceForm(
        request.POST if request.method == "POST" else None, initial=PlaceForm.values_of(place)
    )
    if form.is_valid():
        version = form.cleaned_data["version"]
        change = partial(actions.change_place, pk=pk, version=version, by=request.user)
        if _saved(form, lambda: change(**form.facts())):
            messages.success(request, _("The place is changed."))
            return redirect("duty_places")
        place = selectors.place_for(request.user, pk, PLAN)
    return _page(request, "roster/place_form.html", form, place=place)


@requires(PLAN)
def duty_place_plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Make the duties of many days from what repeats at the place."""
    place = selectors.place_for(request.user, pk, PLAN)
    form = PatternForm(request.POST if request.method == "POST" else None, place=place)
    if form.is_valid():
        first, last = form.days
        came = actions.plan_from_patterns(
            submission=form.cleaned_data["submission"],
            place=place,
            first=first,
            last=last,
            turn=form.turn,
            by=request.user,
        )
        messages.success(request, _came_of(came))
        return redirect(f"{reverse('roster')}?day={first:%Y-%m-%d}&place={pk}")
    repeating = lines_words(place.patterns.all())
    return _page(request, "roster/plan.html", form, place=place, repeating=repeating)


def _came_of(came: Planned) -> str:
    """What was made, in words."""
    number = came.made + came.vacant
    said = [
        ngettext("%(number)d duty is planned.", "%(number)d duties are planned.", number)
        % {"number": number}
    ]
    if came.vacant:
        said.append(_("Without a person: %(number)d.") % {"number": came.vacant})
    if came.known:
        said.append(_("They were there before: %(number)d.") % {"number": came.known})
    return " ".join(said)


def _planned(form: ShiftForm, request: StaffRequest) -> bool:
    submission = form.cleaned_data["submission"]
    return _saved(
        form,
        lambda: actions.plan_shift(submission=submission, by=request.user, **form.facts()),
    )


def _changed(form: ShiftForm, pk: UUID, request: StaffRequest) -> bool:
    version = form.cleaned_data["version"]
    return _saved(
        form,
        lambda: actions.change_shift(pk=pk, version=version, by=request.user, **form.facts()),
    )


def _saved(form: VersionedForm, save: Callable[[], object]) -> bool:
    """Whether it could be; if not, the form says why."""
    try:
        save()
    except StaleObject as stale:
        form.overtaken(stale.current)
    except DutyRefused as refusal:
        known = {"starts_at": "starts", "ends_at": "ends"}.get(refusal.field, refusal.field)
        form.add_error(known if known in form.fields else None, refusal.words)
    return not form.errors


def _gap_asked_for(request: StaffRequest) -> dict[str, object]:
    """The gap from whose button one came: two moments; spoilt ones are as good as none."""
    try:
        starts, ends = (
            timezone.localtime(datetime.datetime.fromisoformat(request.GET.get(name, "")))
            for name in ("from", "to")
        )
    except (ValueError, OverflowError):
        return {}
    ends = min(ends, starts + LONGEST_OFFERED)
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "next_day": ends.date() > starts.date(),
    }


def _week_of(form: ShiftForm) -> str:
    day = form.cleaned_data["day"]
    return f"{reverse('roster')}?day={day:%Y-%m-%d}"


def _page(
    request: StaffRequest, template: str, form: ShiftForm | PatternForm | PlaceForm, **more: object
) -> HttpResponse:
    context = {"form": form, **more}
    return render(request, template, context, status=422 if form.errors else 200)
