"""How the city numbers its cases."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.cases import actions
from casework.cases.forms.numbering import NumberingForm
from casework.cases.models import CaseNumbering
from casework.cases.numbering import write_number
from casework.cases.views.answers import posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CITY_SETTINGS)
def case_numbering(request: StaffRequest) -> HttpResponseBase:
    """The pattern of the office, and the number that comes next."""
    numbering = CaseNumbering.objects.first() or CaseNumbering()
    facts = NumberingForm.facts_of(numbering)
    form = NumberingForm(posted(request), initial=facts)
    if form.is_valid():
        try:
            actions.change_numbering(by=request.user, **form.cleaned_data)
        except StaleObject as stale:
            form.overtaken(stale.current)
        else:
            messages.success(request, _("Saved. New cases are numbered so from now on."))
            return redirect("case_numbering")
    year = max(timezone.localdate().year, numbering.year)
    following = write_number(numbering.pattern, facts["last_number"] + 1, year)
    context = {"form": form, "next": following}
    return render(request, "cases/numbering.html", context, status=status_of(form))
