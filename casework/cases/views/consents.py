"""Recording what a person consents to, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from casework.cases import actions
from casework.cases.choices import CaseState
from casework.cases.consents import resting_on
from casework.cases.forms.consents import ConsentForm
from casework.cases.page_of_consents import rows_of
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import case_that_shares
from casework.cases.views.answers import closed, posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission


@requires(Permission.CASE_VIEW)
def consent_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Record a consent of the person."""
    found = case_that_shares(request.user, pk)
    if found.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, found)
    form = ConsentForm(posted(request))
    if form.is_valid():
        try:
            actions.record_consent(case=found, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The consent was recorded."))
            return redirect("case", pk)
    context = {"case": found, "form": form}
    return render(request, "cases/consent_new.html", context, status=status_of(form))


@requires(Permission.CASE_VIEW)
def consent_withdraw(request: StaffRequest, pk: UUID, consent_pk: UUID) -> HttpResponseBase:
    """The person takes a consent back; the page says what ends with it."""
    found = case_that_shares(request.user, pk)
    consent = get_object_or_404(found.consents.prefetch_related("receivers"), pk=consent_pk)
    if request.method == "POST":
        actions.withdraw_consent(consent=consent, by=request.user)
        messages.success(request, _("The consent was withdrawn. What rested on it has ended."))
        return redirect("case", pk)
    if consent.withdrawn_at is not None:
        messages.info(request, _("This consent was withdrawn already."))
        return redirect("case", pk)
    context = {"case": found, "rows": rows_of(consent), "rests": list(resting_on(consent))}
    return render(request, "cases/consent_withdraw.html", context)
