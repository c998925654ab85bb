"""Stays: finding a bed for a case, admission, one stay, other beds, what is next, discharge."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.cases.choices import CaseState
from casework.cases.models import Case
from casework.cases.people import household_of
from casework.cases.selectors import case_for, sight_of
from casework.cases.views.answers import closed, posted
from casework.shelter import actions, board, page, selectors
from casework.shelter.forms.stay import AdmitForm, DischargeForm, MoveForm, NextForm, WishForm
from casework.shelter.models import Stay
from casework.shelter.nights import A_DAY
from casework.shelter.views.answers import saved
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.ui.forms import VersionedForm
from ostoja.ui.forms.pages import form_page

ADMIT, ANNOTATE = Permission.STAY_ADMIT, Permission.CASE_ANNOTATE


@require_safe
@requires(ADMIT)
def case_bed(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Houses with beds free tonight that would do for this case."""
    case = case_for(request.user, pk, ANNOTATE)
    if case.state == CaseState.CLOSED:
        return closed(request, case)
    known = household_of(case, sight_of(case, request.user))
    form = WishForm(request.GET or {"people": str(known)})
    today = timezone.localdate()
    free = board.free_by_facility(today, today + A_DAY)
    wish = page.wish_of(form.cleaned_data) if form.is_valid() else None
    houses = [
        {
            "facility": one,
            "number": len(free.get(one.pk, [])),
            "like": board.by_attribute(free.get(one.pk, [])),
            "fits": wish is not None and board.fits(wish, free.get(one.pk, [])),
        }
        for one in selectors.own_facilities(request.user, ADMIT)
    ]
    context = {
        "case": case,
        "form": form,
        "houses": sorted(houses, key=lambda one: not one["fits"]),
        "stay": selectors.open_stay_of(case),
        "people": form.cleaned_data.get("people", 1) if form.is_valid() else 1,
    }
    return render(request, "shelter/case_bed.html", context)


@requires(ADMIT)
def admit(request: StaffRequest, pk: UUID, facility_pk: UUID) -> HttpResponseBase:
    """Give the household of a case beds in a house."""
    case = case_for(request.user, pk, ANNOTATE)
    house = selectors.facility_for(request.user, facility_pk, ADMIT)
    if case.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, case)
    people = request.GET.get("people", "")
    first = {"people": people} if people.isdecimal() and len(people) < 3 else {}
    form = AdmitForm(house, posted(request), initial=first)
    if form.is_valid():
        made: list[Stay] = []
        facts = form.cleaned_data
        if saved(
            form,
            lambda: made.append(actions.admit(case=case, facility=house, by=request.user, **facts)),
        ):
            messages.success(request, _("They are admitted. The stay clock runs."))
            return redirect("stay", made[0].pk)
    title = _("Admit %(person)s to %(house)s") % {"person": case.pseudonym, "house": house}
    return form_page(request, form, title=title, back=_to_search(case), button=_("Admit"))


@require_safe
@requires(Permission.STAY_VIEW)
def stay(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One stay, as far as this person may see it."""
    found = selectors.stay_for(request.user, pk)
    context = {
        "stay": found,
        "tags": page.tags_of(found),
        "rows": page.rows_of(found, request.user),
        "decisions": found.decisions.select_related("by"),
        "may_change": found.is_open and selectors.may_admit(request.user, found.facility),
        "must_decide": selectors.undecided(Stay.objects.filter(pk=pk)).exists(),
    }
    return render(request, "shelter/stay.html", context)


@requires(ADMIT)
def stay_next(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Decide what happens before the limit."""
    found = _open_stay(request, pk)
    form = NextForm(posted(request), initial={"version": found.version})
    return _step(
        request,
        found,
        form,
        lambda facts: actions.decide_next(stay=found, by=request.user, **facts),
        title=_("What happens next?"),
        done=_("The decision is kept."),
        rows=page.limit_rows(found),
    )


@requires(ADMIT)
def stay_beds(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Give them other beds of the house."""
    found = _open_stay(request, pk)
    form = MoveForm(found, posted(request))
    return _step(
        request,
        found,
        form,
        lambda facts: actions.move_beds(stay=found, by=request.user, **facts),
        title=_("Change beds"),
        done=_("They have other beds now."),
    )


@requires(ADMIT)
def stay_discharge(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Note that they left."""
    found = _open_stay(request, pk)
    first = {"version": found.version, "ended_on": timezone.localdate()}
    form = DischargeForm(posted(request), initial=first)
    return _step(
        request,
        found,
        form,
        lambda facts: actions.discharge(stay=found, by=request.user, **facts),
        title=_("Discharge"),
        done=_("They are discharged. Their beds are free."),
    )


def _open_stay(request: StaffRequest, pk: UUID) -> Stay:
    """The stay to change; one that has ended is shown as it is, after what was sent is refused."""
    found = selectors.stay_for(request.user, pk, ADMIT)
    if not found.is_open and request.method != "POST":
        raise Http404
    return found


def _step(
    request: StaffRequest,
    found: Stay,
    form: VersionedForm,
    take: Callable[[dict[str, Any]], object],
    *,
    title: str,
    done: str,
    **more: Any,
) -> HttpResponseBase:
    if form.is_valid() and saved(form, lambda: take(form.cleaned_data)):
        messages.success(request, done)
        return redirect("stay", found.pk)
    back = reverse("stay", args=[found.pk]), _("The stay")
    return form_page(request, form, title=title, back=back, **more)


def _to_search(case: Case) -> tuple[str, str]:
    return reverse("case_bed", args=[case.pk]), _("Find a bed")
