"""The telephone numbers of the city: seen, mended, confirmed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from tenants.profile import actions, selectors
from tenants.profile.forms import NumberForm, Seen
from tenants.profile.models import PhoneNumber
from tenants.profile.views.rows import RowPages

SETTINGS = Permission.CITY_SETTINGS
NUMBERS = RowPages(
    model=PhoneNumber,
    form=NumberForm,
    all="city_numbers",
    one="city_number",
    titles=(
        gettext_lazy("Telephone numbers"),
        gettext_lazy("Add a number"),
        gettext_lazy("Change the number"),
    ),
    saved=gettext_lazy("Saved. Now confirm the numbers."),
    add=actions.add_number,
    change=actions.change_number,
    take_away=actions.remove_number,
)


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
    return NUMBERS.new(request)


@requires(SETTINGS)
def city_number_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change a number, or what stands beside it."""
    return NUMBERS.edit(request, pk)


@require_POST
@requires(SETTINGS)
def city_number_remove(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take a number away."""
    return NUMBERS.remove(request, pk)
