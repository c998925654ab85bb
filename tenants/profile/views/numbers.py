"""The telephone numbers of the city: seen, mended, confirmed."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import VersionedForm
from tenants.profile import actions, selectors
from tenants.profile.forms import NumberForm, Seen
from tenants.profile.models import PhoneNumber
from tenants.profile.views.answers import form_page, saves
from tenants.translated_forms import Now

SETTINGS = Permission.CITY_SETTINGS
BACK = gettext_lazy("Telephone numbers")


@require_safe
@requires(SETTINGS)
def city_numbers(request: StaffRequest) -> HttpResponseBase:
    """What residents read on each page, and whether somebody confirmed it."""
    numbers = selectors.phone_numbers()
    unconfirmed = sum(not one.is_confirmed for one in numbers)
    return render(request, "profile/numbers.html", {"numbers": numbers, "unconfirmed": unconfirmed})


@require_POST
@requires(SETTINGS)
def city_numbers_confirm(request: StaffRequest) -> HttpResponseBase:
    """Somebody called or compared each of them today."""
    try:
        actions.confirm_numbers(seen=Seen.read(request.POST.getlist("number")), by=request.user)
    except actions.Overtaken:
        messages.warning(
            request, _("Somebody changed the numbers in the meantime. Look at them once more.")
        )
    else:
        messages.success(request, _("Confirmed with the date of today."))
    return redirect("city_numbers")


@requires(SETTINGS)
def city_number_new(request: StaffRequest) -> HttpResponseBase:
    """Add a number."""
    form = NumberForm(request.POST or None)
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        if saves(form, actions.add_number, submission=submission, by=request.user) is None:
            return _saved(request)
    return _page(request, form, None, [])


@requires(SETTINGS)
def city_number_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change a number, or what stands beside it."""
    number = get_object_or_404(PhoneNumber, pk=pk)
    form, now = NumberForm(request.POST or None, row=number), None
    if form.is_valid():
        if not form.has_changed():
            return redirect("city_numbers")
        version = form.cleaned_data["version"]
        now = saves(form, actions.change_number, pk=pk, version=version, by=request.user)
        if now is None:
            return _saved(request)
    return _page(request, form, number, now or [])


@require_POST
@requires(SETTINGS)
def city_number_remove(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take a number away, unless somebody has just mended it."""
    form = VersionedForm(request.POST)
    form.is_valid()
    try:
        actions.remove_number(pk=pk, version=form.cleaned_data["version"], by=request.user)
    except ObjectDoesNotExist:
        raise Http404 from None
    except StaleObject:
        messages.warning(
            request, _("Somebody changed this in the meantime. Look at it again, then decide.")
        )
        return redirect("city_number_edit", pk)
    messages.success(request, _("Removed."))
    return redirect("city_numbers")


def _saved(request: StaffRequest) -> HttpResponseBase:
    messages.success(request, _("Saved. Now confirm the numbers."))
    return redirect("city_numbers")


def _page(
    request: StaffRequest, form: NumberForm, number: PhoneNumber | None, now: list[Now]
) -> HttpResponseBase:
    title = gettext_lazy("Change the number") if number else gettext_lazy("Add a number")
    more = {"back": reverse("city_numbers"), "back_text": BACK, "row": number}
    remove = reverse("city_number_remove", args=[number.pk]) if number else ""
    return form_page(request, form, title, now, remove_url=remove, **more)
