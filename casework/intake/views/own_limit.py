"""How many conversations somebody answers at once; they decide, up to the city's limit."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.intake import actions
from casework.intake.desk.selectors import desk_settings, limit_of
from casework.intake.forms.own_limit import OwnLimitForm
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission


@requires(Permission.CONVERSATION_ANSWER)
def desk_limit(request: StaffRequest) -> HttpResponseBase:
    """Read it and change it."""
    most = desk_settings().most_at_once
    data = request.POST if request.method == "POST" else None
    form = OwnLimitForm(data, most=most, initial={"most": limit_of(request.user)})
    if form.is_valid():
        actions.set_own_limit(most=form.cleaned_data["most"], by=request.user)
        messages.success(request, _("Your limit is saved. What you hold stays with you."))
        return redirect("inbox")
    status = 422 if form.is_bound else 200
    return render(request, "intake/desk/limit.html", {"form": form}, status=status)
