"""Writing: a handover, a referral of a need to a suggested partner, a transfer of the lead."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import Group
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from casework.cases.choices import CaseState, NeedState
from casework.cases.forms.work import sent_again
from casework.cases.models import Case, CaseNeed
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import acting_group, case_for
from casework.cases.views.answers import not_now, posted, status_of
from casework.partners.choices import OrganisationRole
from casework.partners.matching import RANKING
from casework.partners.models import Organisation, Service
from casework.partners.selectors import organisation_with_role
from casework.referrals import actions, links, selectors
from casework.referrals.choices import Kind, State
from casework.referrals.forms import HandOverForm, LetterForm, NeedForm, TransferForm, facts_of
from casework.referrals.models import Referral
from casework.referrals.notices import people_who_answer
from casework.referrals.suggesting import Candidate, candidates_for
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.audit import record
from ostoja.ui.forms import storable

FIRST_SHOWN = 5
"""So many suggestions are laid open, the others wait behind a line that opens them."""


@requires(Permission.CASE_HAND_OVER)
def case_hand_over(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Hand a case over to the coordinator of the city."""
    case = case_for(request.user, pk, Permission.CASE_HAND_OVER)
    if case.state != CaseState.OPEN and request.method != "POST":
        return not_now(request, case, _("This case cannot be handed over now."))
    coordinator = organisation_with_role(OrganisationRole.COORDINATOR)
    form = HandOverForm(case, posted(request), is_draft=_is_draft(request))
    if coordinator is None and form.is_bound:
        form.add_error(None, _no_coordinator())
    if coordinator is not None and form.is_valid():
        group = acting_group(case, request.user, Permission.CASE_HAND_OVER)
        facts = {"kind": Kind.HANDOVER, "case": case, "receiver": coordinator}
        if written := _write(request, form, group, facts):
            return _written(request, written)
    warning = "" if coordinator else _no_coordinator()
    context = {"title": _("Hand over to the coordinator"), "receiver": coordinator}
    return _writing_page(request, case, form, warning=warning, **context)


def _no_coordinator() -> str:
    return _(
        "No organisation of this city has the role of the coordinator, so nobody can receive the "
        "case. Ask the city administrator to name one."
    )


@requires(Permission.CASE_COORDINATE)
def case_refer(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Refer one need: choose the need, then a partner among the suggested, then write."""
    case = case_for(request.user, pk, Permission.CASE_COORDINATE)
    needs = list(case.needs.select_related("need"))
    still_open = [one for one in needs if one.state == NeedState.OPEN]
    # What was written about a need that is no longer open comes back with the reason.
    need = _wanted_need(request, needs if request.method == "POST" else still_open)
    if need is None and len(still_open) == 1:
        need = still_open[0]
    if need is None and not still_open:
        reason = _("No need of this case is open, so there is none to refer.")
        return not_now(request, case, reason)
    if need is None:
        return _choose_need(request, case)
    group = acting_group(case, request.user, Permission.CASE_COORDINATE)
    candidates = candidates_for(case, need, sender=group.organisation)
    wanted = request.GET.get("service", "")
    candidate = _wanted_candidate(candidates, wanted) if wanted else None
    if candidate is None and wanted:  # in spite of a conflict of interest, with a reason
        all_of_them = candidates_for(case, need, sender=group.organisation, despite_conflict=True)
        candidate = _wanted_candidate(all_of_them, wanted)
    if candidate is None:
        return _suggestions(request, case, need, candidates)
    return _refer(request, case, need, candidate, group)


def _wanted_candidate(candidates: Iterable[Candidate], wanted: str) -> Candidate | None:
    return next((one for one in candidates if str(one.suggestion.service.pk) == wanted), None)


def _wanted_need(request: StaffRequest, needs: Iterable[CaseNeed]) -> CaseNeed | None:
    wanted = request.GET.get("need", "")
    return next((one for one in needs if str(one.pk) == wanted), None)


def _suggestions(
    request: StaffRequest, case: Case, need: CaseNeed, candidates: list[Candidate]
) -> HttpResponse:
    """Who can help. ``kept``: what was written to a partner who offers it no longer."""
    best, others = candidates[:FIRST_SHOWN], candidates[FIRST_SHOWN:]
    context = {"case": case, "need": need, "best": best, "others": others, "ranking": RANKING}
    context["kept"] = storable(request.POST.get("message", ""))
    return render(request, "referrals/suggestions.html", context)


def _choose_need(request: StaffRequest, case: Case) -> HttpResponse:
    form = NeedForm(case, request.GET if "chosen" in request.GET else None)
    context = {"case": case, "form": form}
    return render(request, "referrals/choose_need.html", context, status=status_of(form))


def _refer(
    request: StaffRequest, case: Case, need: CaseNeed, candidate: Candidate, group: Group
) -> HttpResponseBase:
    form = LetterForm(case, posted(request), is_draft=_is_draft(request))
    known = Service.objects.select_related("organisation")
    service = get_object_or_404(known, pk=candidate.suggestion.service.pk)
    if form.is_valid():
        facts = {
            "kind": Kind.REFERRAL,
            "case": case,
            "case_need": need,
            "receiver": service.organisation,
            "service": service,
        }
        if written := _write(request, form, group, facts):
            return _written(request, written)
    title = _("Refer: %(need)s") % {"need": need}
    context = {"title": title, "receiver": service.organisation, "candidate": candidate}
    return _writing_page(request, case, form, **context)


@requires(Permission.CASE_COORDINATE)
def case_transfer(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Ask another body to lead the case."""
    case = case_for(request.user, pk, Permission.CASE_COORDINATE)
    if case.state == CaseState.CLOSED and request.method != "POST":
        return not_now(request, case, _("This case is closed, so nothing was changed."))
    receivers = selectors.bodies_that_can_lead(case)
    form = TransferForm(case, posted(request), is_draft=_is_draft(request), receivers=receivers)
    if form.is_valid():
        group = acting_group(case, request.user, Permission.CASE_COORDINATE)
        if written := _write(request, form, group, {"kind": Kind.TRANSFER, "case": case}):
            return _written(request, written)
    return _writing_page(request, case, form, title=_("Transfer the lead"))


@requires(Permission.REFERRAL_VIEW)
def referral_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Go on writing a draft, and send it."""
    draft = selectors.referral_to_move(request.user, pk, State.SENT)
    if draft.state != State.DRAFT and request.method != "POST":
        messages.warning(request, _("It was sent already and cannot be changed any more."))
        return redirect("referral", pk)
    form = _form_of(request, draft)
    if form.is_valid() and (written := _rewrite(request, form, draft)):
        return _written(request, written)
    record("referral.seen", by=request.user, on=draft, subject=draft.case)
    context = {"title": draft.get_kind_display(), "receiver": draft.receiver, "is_draft": True}
    return _writing_page(request, draft.case, form, **context)


def _is_draft(request: StaffRequest) -> bool:
    """Whether the person pressed “Save as a draft” rather than “Send”."""
    return "save" in request.POST


def _form_of(request: StaffRequest, draft: Referral) -> LetterForm:
    given: dict[str, Any] = {"is_draft": _is_draft(request), "initial": facts_of(draft)}
    match draft.kind:
        case Kind.HANDOVER:
            return HandOverForm(draft.case, posted(request), **given)
        case Kind.TRANSFER:
            receivers = selectors.bodies_that_can_lead(draft.case)
            return TransferForm(draft.case, posted(request), receivers=receivers, **given)
        case _:
            return LetterForm(draft.case, posted(request), **given)


def _write(
    request: StaffRequest, form: LetterForm, group: Group, facts: dict[str, Any]
) -> Referral | None:
    """The new one, sent or as a draft; None where the form now says why not."""
    write = actions.save_draft if _is_draft(request) else actions.draft_and_send
    submission, facts = form.cleaned_data["submission"], {**facts, **form.facts()}
    try:
        written = write(submission=submission, group=group, by=request.user, **facts)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return None
    if not actions.says(written, facts):
        form.add_error(None, _no_draft_any_more(written))
        return None
    return written


def _no_draft_any_more(referral: Referral) -> str:
    message = _("It is in the state “%(state)s” already. What you changed since was not sent.")
    return message % {"state": referral.get_state_display()}


def _rewrite(request: StaffRequest, form: LetterForm, draft: Referral) -> Referral | None:
    """The draft as it is now, sent or not; None where the form now says why not."""
    version, by = form.cleaned_data["version"], request.user
    try:
        draft = actions.change_draft(referral=draft, version=version, by=by, **form.facts())
        if _is_draft(request):
            return draft
        return actions.send(referral=draft, version=draft.version, by=by)
    except NotAllowed as refusal:
        problem = str(refusal)
    except StaleObject:
        problem = _("Somebody changed this draft while you were writing. Save again to keep yours.")
    draft.refresh_from_db()
    if draft.state != State.DRAFT:
        if actions.says(draft, form.facts()):  # pressed twice
            return draft
        problem = _no_draft_any_more(draft)
    form.data = sent_again(request.POST, version=draft.version)
    form.add_error(None, problem)
    return None


def _written(request: StaffRequest, written: Referral) -> HttpResponseBase:
    if written.state == State.DRAFT:
        messages.success(request, _("The draft was saved. Only your organisation sees it."))
    else:
        message = _("Sent to: %(receiver)s.")
        messages.success(request, message % {"receiver": written.receiver.name})
    return redirect("referral", written.pk)


def _writing_page(request: StaffRequest, case: Case, form: LetterForm, **more: Any) -> HttpResponse:
    receiver: Organisation | None = more.get("receiver")
    nobody_reads = receiver is not None and not people_who_answer(receiver.group)
    no_links = receiver is not None and links.is_closed_to_links(case, receiver)
    link_to = links.address_of(receiver) if receiver and nobody_reads and not no_links else ""
    told = {"nobody_reads": nobody_reads, "no_links": no_links, "link_to": link_to}
    context = {"case": case, "form": form, **told, **more}
    return render(request, "referrals/write.html", context, status=status_of(form))
