"""How a call or a meeting went, and why the person is not told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.cases.selectors import sight_of
from casework.cases.views.answers import posted, status_of
from casework.telling import actions, page, selectors, ways
from casework.telling.choices import Result, State, Way, WhyNot
from casework.telling.forms.note import ContactForm, NotToldForm
from casework.telling.models import Telling
from casework.telling.views.writing import refused
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import VersionedForm


@requires(Permission.CASE_VIEW)
def telling_contact(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Write down a call or a meeting; the page shows how to reach the person safely."""
    found = selectors.telling_for(request.user, pk)
    first = {"version": found.version, "way": Way.CALL}
    form = ContactForm(posted(request), initial=first)
    if form.is_valid():
        try:
            actions.note_contact(telling=found, by=request.user, **form.cleaned_data)
        except (NotAllowed, StaleObject) as refusal:
            refused(form, refusal)
        else:
            if form.cleaned_data["result"] == Result.TOLD:
                messages.success(request, _("It is on record that the person was told."))
                return redirect("case", found.case_id)
            messages.success(request, _("It is on record. The person still waits to be told."))
            return redirect("telling", pk)
    return _page(request, found, form, _("How the call or the meeting went"))


@requires(Permission.CASE_VIEW)
def telling_not(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Note why the person is not told, or the day of the next try."""
    found = selectors.telling_for(request.user, pk)
    form = NotToldForm(posted(request), initial={"version": found.version})
    if form.is_valid():
        given, version = form.facts(), form.cleaned_data["version"]
        try:
            actions.note_not_told(telling=found, version=version, by=request.user, **given)
        except (NotAllowed, StaleObject) as refusal:
            refused(form, refusal)
        else:
            is_put_off = given["why_not"] == WhyNot.NOT_REACHED
            words = _("It comes back to your desk on that day.") if is_put_off else _("Noted.")
            messages.success(request, words)
            return redirect("case", found.case_id)
    return _page(request, found, form, _("Why the person is not told"))


def _page(
    request: StaffRequest, found: Telling, form: VersionedForm, title: str
) -> HttpResponseBase:
    if not form.is_bound and found.state != State.WAITING:
        messages.warning(request, _("Nobody waits for it any more. See how it stands."))
        return redirect("telling", found.pk)
    call = [one for one in ways.ways_of(found.case, request.user) if one.way == Way.CALL]
    context = {
        "telling": found,
        "case": found.case,
        "form": form,
        "title": title,
        "what": f"{found.get_what_display()} · {page.about(found)}",
        "ways": page.way_rows(call) if isinstance(form, ContactForm) else [],
        "reach": page.reach_rows(found.case, sight_of(found.case, request.user))
        if isinstance(form, ContactForm)
        else [],
    }
    return render(request, "telling/note.html", context, status=status_of(form))
