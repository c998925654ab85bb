"""Called-up partners, situation reports and to whom they go."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from casework.cases.views.answers import posted, status_of
from casework.incidents import actions, letters, selectors, workflow
from casework.incidents.counting import figures_of
from casework.incidents.forms.partners import AddressForm, AnswerForm, CallForm, ReportForm
from casework.incidents.models import Incident, ReportAddress, SituationReport
from casework.incidents.situation import document_of
from casework.incidents.views.answers import board_of, form_page, saved
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.audit import record

VIEW, LOG, LEAD = Permission.INCIDENT_VIEW, Permission.INCIDENT_LOG, Permission.INCIDENT_LEAD
ADDRESSES = Permission.INCIDENT_ADDRESSES


@requires(LEAD)
def mobilisation_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Call up a partner."""
    found = selectors.incident_for(request.user, pk, LEAD)
    form = CallForm(posted(request))
    if form.is_valid() and saved(
        form,
        lambda: actions.mobilise(incident=found, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, _("The partner is called up, and its people are told."))
        return redirect("incident", pk)
    title, back = _("Call up a partner"), board_of(found)
    return form_page(request, form, title=title, back=back, button=_("Call up"))


@requires(VIEW)
def mobilisation_step(request: StaffRequest, pk: UUID, step: str) -> HttpResponseBase:
    """What the partner says, or that it is not needed any more."""
    called = selectors.mobilisation_for(request.user, pk)
    if step not in actions.STEPS_OF_BODY:
        raise Http404
    allowed = workflow.step_of_body(called.state, step)
    to, taken = allowed or workflow.any_step_of_body(step)
    if not selectors.may_step(request.user, called, taken.permission):
        raise Http404
    typed = request.POST.get("answer", "").strip() and called.state != to
    if allowed is None and not typed:  # what was typed is not lost
        messages.warning(
            request, _("This cannot be done in its present state. Look at how it is now.")
        )
        return redirect("incident", called.incident_id)
    form = AnswerForm(called, taken, posted(request))
    act = actions.STEPS_OF_BODY[step]
    if form.is_valid() and saved(
        form, lambda: act(mobilisation=called, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("It is noted."))
        gone = not selectors.incidents_visible_to(request.user).filter(pk=called.incident_id)
        return redirect("incidents") if gone else redirect("incident", called.incident_id)
    title = f"{taken.label}: {called.organisation.name}"
    rows = [{"key": _("What it is asked for"), "value": called.asked_for}]
    return form_page(request, form, title=title, back=board_of(called.incident), rows=rows)


@requires(LEAD)
def situation_report_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The preview, which changes nothing, and below it the sending."""
    found = selectors.incident_for(request.user, pk, LEAD)
    form = ReportForm(posted(request))
    wants_preview = request.method == "POST" and "preview" in request.POST
    if form.is_valid() and not wants_preview:
        given = form.cleaned_data
        made: list[SituationReport] = []
        if saved(
            form,
            lambda: made.append(
                actions.send_report(
                    submission=given["submission"],
                    incident=found,
                    words=given["words"],
                    by=request.user,
                )
            ),
        ):
            _say_sent(request, made[0])
            return redirect("situation_report", made[0].pk)
    return _preview(request, found, form, wants_preview)


def _preview(
    request: StaffRequest, incident: Incident, form: ReportForm, wants_preview: bool
) -> HttpResponse:
    typed = form["words"].data if form.is_bound and not form.errors.get("words") else ""
    if wants_preview:
        form.errors.pop("has_no_names", None)  # asked when it is sent
    context = {
        "incident": incident,
        "form": form,
        "document": document_of(figures_of(incident, request.user), typed or "", None),
        "addresses": selectors.addresses(),
        "may_set_addresses": holds(request.user, ADDRESSES),
    }
    status = 200 if wants_preview and not form.errors else status_of(form)
    return render(request, "incidents/report_new.html", context, status=status)


def _say_sent(request: StaffRequest, report: SituationReport) -> None:
    number = len(report.sent_to)
    if not number:
        words = _(
            "The edition is kept, but nobody was written to: no address is set. Save the PDF and"
            " pass it on."
        )
        messages.warning(request, words)
        return
    sent = ngettext(
        "The edition is kept and goes to %(number)d address.",
        "The edition is kept and goes to %(number)d addresses.",
        number,
    )
    messages.success(request, sent % {"number": number})


@require_safe
@requires(LOG)
def situation_report(request: StaffRequest, pk: UUID) -> HttpResponse:
    """An edition as it was sent."""
    report = selectors.report_for(request.user, pk)
    document = document_of(report.figures, report.words, report.number)
    context = {"report": report, "incident": report.incident, "document": document}
    return render(request, "incidents/report.html", context)


@require_safe
@requires(LOG)
def situation_report_pdf(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same as a file, in the city's language, as it went out."""
    report = selectors.report_for(request.user, pk)
    record("situation_report.taken_out", by=request.user, on=report, subject=report.incident)
    headers = {"Content-Disposition": f'attachment; filename="{letters.file_name(report)}"'}
    content = letters.pdf_of_edition(report)
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@requires(ADDRESSES)
def report_addresses(request: StaffRequest) -> HttpResponseBase:
    """To which offices reports go; add one."""
    form = AddressForm(posted(request))
    if form.is_valid() and saved(
        form, lambda: actions.add_address(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Situation reports go there from now on."))
        return redirect("report_addresses")
    context = {"form": form, "addresses": selectors.addresses()}
    return render(request, "incidents/addresses.html", context, status=status_of(form))


@require_POST
@requires(ADDRESSES)
def report_address_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """No report goes there any more."""
    address = get_object_or_404(ReportAddress, pk=pk)
    actions.remove_address(address=address, by=request.user)
    messages.success(request, _("No situation report goes there any more."))
    return redirect("report_addresses")
