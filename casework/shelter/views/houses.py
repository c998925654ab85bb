"""Houses: the list with tonight's free beds, the board of one, and changing them."""

import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.cases.views.answers import posted
from casework.shelter import actions, board, selectors
from casework.shelter.forms.facility import BedForm, ClosureForm, FacilityForm
from casework.shelter.models import Facility
from casework.shelter.nights import A_DAY
from casework.shelter.views.answers import saved
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.audit import record
from ostoja.ui.forms.pages import form_page

VIEW, CHANGE = Permission.SHELTER_VIEW, Permission.SHELTER_CHANGE


@require_safe
@requires(VIEW)
def shelter(request: StaffRequest) -> HttpResponse:
    """All houses, with the beds that are free tonight."""
    user, today = request.user, timezone.localdate()
    free = board.free_by_facility(today, today + A_DAY)
    listed = [
        {
            "facility": one,
            "number": len(free.get(one.pk, [])),
            "like": board.by_attribute(free.get(one.pk, [])),
            "address": one.address if selectors.sees_address(user, one) else "",
        }
        for one in selectors.facilities(user)
    ]
    context = {
        "houses": listed,
        "may_change": holds(user, CHANGE),
        "sees_figures": holds(user, Permission.SHELTER_FIGURES),
    }
    return render(request, "shelter/shelter.html", context)


@require_safe
@requires(VIEW)
def facility(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The board of one house on one night."""
    user = request.user
    found = selectors.facility_for(user, pk, VIEW)
    today = timezone.localdate()
    night = _night_asked_for(request)
    rows = board.rows_of(found, night, user)
    if any(row.who for row in rows):
        record("board.seen", by=user, on=found, night=night.isoformat())
    context = {
        "facility": found,
        "night": night,
        "today": today,
        "before": night - A_DAY if board.within_span(night - A_DAY) else None,
        "after": night + A_DAY if board.within_span(night + A_DAY) else None,
        "rows": rows,
        "counts": board.counts_of(found, today - board.SPAN * A_DAY, 2 * board.SPAN + 1),
        "address": found.address if selectors.sees_address(user, found) else "",
        "may_change": holds(user, CHANGE)
        and (selectors.runs(user, found, CHANGE) or selectors.coordinates(user)),
    }
    return render(request, "shelter/facility.html", context)


def _night_asked_for(request: StaffRequest) -> datetime.date:
    """The night of the address; one that is spoilt or too far is tonight."""
    today = timezone.localdate()
    try:
        night = datetime.date.fromisoformat(request.GET.get("night", ""))
    except ValueError:
        return today
    return night if board.within_span(night) else today


@requires(CHANGE)
def facility_new(request: StaffRequest) -> HttpResponse:
    """Add a house."""
    form = FacilityForm(selectors.bodies_for_houses_of(request.user), posted(request))
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        made = actions.add_facility(submission=submission, by=request.user, **form.facts())
        messages.success(request, _("The house is saved. Now add its beds."))
        return redirect("facility_beds", made.pk)
    title = _("Add a house")
    return form_page(request, form, title=title, back=(reverse("shelter"), _("Places to stay")))


@requires(CHANGE)
def facility_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change a house."""
    found = selectors.facility_for(request.user, pk, CHANGE)
    bodies, first = selectors.bodies_for_houses_of(request.user), FacilityForm.values_of(found)
    form = FacilityForm(bodies, posted(request), initial=first)
    if form.is_valid() and saved(
        form,
        lambda: actions.change_facility(
            pk=pk, version=form.cleaned_data["version"], by=request.user, **form.facts()
        ),
    ):
        messages.success(request, _("The house is changed."))
        return redirect("facility", pk)
    return form_page(request, form, title=_("Change the house"), back=_to(found))


@require_safe
@requires(CHANGE)
def facility_beds(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The beds of a house, and what is out of service."""
    found = selectors.facility_for(request.user, pk, CHANGE)
    beds = found.beds.select_related("room").prefetch_related("closures")
    today = timezone.localdate()
    listed = [
        {
            "bed": bed,
            "like": board.attributes_of(bed),
            "closures": [one for one in bed.closures.all() if (one.last_on or today) >= today],
        }
        for bed in beds
    ]
    context = {"facility": found, "beds": listed}
    return render(request, "shelter/beds.html", context)


@requires(CHANGE)
def bed_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Add a bed."""
    found = selectors.facility_for(request.user, pk, CHANGE)
    form = BedForm(posted(request))
    if form.is_valid() and saved(
        form, lambda: actions.add_bed(facility=found, by=request.user, **form.facts())
    ):
        messages.success(request, _("The bed is saved."))
        return redirect("facility_beds", pk)
    return form_page(request, form, title=_("Add a bed"), back=_to_beds(found))


@requires(CHANGE)
def bed_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change a bed."""
    bed = selectors.bed_for(request.user, pk)
    form = BedForm(posted(request), initial=BedForm.values_of(bed))
    if form.is_valid() and saved(
        form,
        lambda: actions.change_bed(
            pk=pk, version=form.cleaned_data["version"], by=request.user, **form.facts()
        ),
    ):
        messages.success(request, _("The bed is changed."))
        return redirect("facility_beds", bed.facility_id)
    title = _("Change bed %(bed)s") % {"bed": bed}
    return form_page(request, form, title=title, back=_to_beds(bed.facility))


@requires(CHANGE)
def bed_close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take a bed out of service."""
    bed = selectors.bed_for(request.user, pk)
    form = ClosureForm(posted(request), initial={"first_on": timezone.localdate()})
    if form.is_valid() and saved(
        form, lambda: actions.close_bed(bed=bed, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The bed is out of service."))
        return redirect("facility_beds", bed.facility_id)
    title = _("Take bed %(bed)s out of service") % {"bed": bed}
    return form_page(request, form, title=title, back=_to_beds(bed.facility))


@require_POST
@requires(CHANGE)
def bed_reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Put a bed back into service."""
    closure = selectors.closure_for(request.user, pk)
    actions.reopen_bed(closure=closure, by=request.user)
    messages.success(request, _("The bed is in service again."))
    return redirect("facility_beds", closure.bed.facility_id)


def _to(found: Facility) -> tuple[str, str]:
    return reverse("facility", args=[found.pk]), found.name


def _to_beds(found: Facility) -> tuple[str, str]:
    return reverse("facility_beds", args=[found.pk]), _("Beds")
