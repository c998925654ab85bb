"""Writing a playbook: its draft and the steps of it, with what staff will see beside it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.cases.refusal import NotAllowed
from casework.cases.views.answers import posted, status_of
from casework.playbooks import actions, page
from casework.playbooks.choices import EditionState
from casework.playbooks.forms.editing import PlaybookForm, StepForm
from casework.playbooks.models import Edition, Playbook, PlaybookStep
from casework.playbooks.rules import problems
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject

WAYS = ("up", "down", "remove")


@requires(Permission.PLAYBOOK_CHANGE)
def playbook_new(request: StaffRequest) -> HttpResponseBase:
    """Begin a playbook of the city's own."""
    form = PlaybookForm(posted(request))
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        made = actions.add_playbook(submission=submission, by=request.user, **form.facts())
        return redirect("playbook_edit", made.pk)
    return render(request, "playbooks/playbook_new.html", {"form": form}, status=status_of(form))


@require_POST
@requires(Permission.PLAYBOOK_CHANGE)
def playbook_draft(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Begin a new edition with what holds now."""
    actions.begin_draft(playbook=get_object_or_404(Playbook, pk=pk), by=request.user)
    return redirect("playbook_edit", pk)


@requires(Permission.PLAYBOOK_CHANGE)
def playbook_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The draft: what it says as a whole, its steps with their order, and what is missing."""
    draft = _draft(pk)
    form = PlaybookForm(posted(request), initial=PlaybookForm.values_of(draft))
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_draft(draft=draft, version=version, by=request.user, **form.facts())
        except StaleObject as stale:
            form.overtaken(stale.current)
        else:
            messages.success(request, _("Saved."))
            return redirect("playbook_edit", pk)
    context = {
        "playbook": draft.playbook,
        "draft": draft,
        "form": form,
        "steps": page.steps_of(draft),
        "problems": list(problems(list(draft.steps.all()))),
    }
    return render(request, "playbooks/playbook_edit.html", context, status=status_of(form))


@requires(Permission.PLAYBOOK_CHANGE)
def playbook_step_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Add a step at the end of the draft."""
    draft = _draft(pk)
    form = StepForm(posted(request), draft=draft, initial={"doer": "worker"})
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        actions.add_step(draft=draft, submission=submission, by=request.user, **form.facts())
        messages.success(request, _("The step was added."))
        return redirect("playbook_edit", pk)
    return _step_page(request, draft, form, title=_("Add a step"))


@requires(Permission.PLAYBOOK_CHANGE)
def playbook_step_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change a step of a draft."""
    step = _step(pk)
    form = StepForm(
        posted(request), draft=step.edition, step=step, initial=StepForm.values_of(step)
    )
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_step(step=step, version=version, by=request.user, **form.facts())
        except StaleObject as stale:
            form.overtaken(stale.current)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The step was changed."))
            return redirect("playbook_edit", step.edition.playbook_id)
    return _step_page(request, step.edition, form, title=_("Change the step"))


@require_POST
@requires(Permission.PLAYBOOK_CHANGE)
def playbook_step_move(request: StaffRequest, pk: UUID, way: str) -> HttpResponseBase:
    """Move a step up or down, or take it out."""
    if way not in WAYS:
        raise Http404
    step = _step(pk)
    playbook = step.edition.playbook_id
    if way == "remove":
        actions.remove_step(step=step, by=request.user)
        messages.success(request, _("The step was taken out."))
    else:
        actions.move_step(step=step, by=request.user, up=way == "up")
    return redirect("playbook_edit", playbook)


def _draft(pk: UUID) -> Edition:
    drafts = Edition.objects.filter(state=EditionState.DRAFT).select_related("playbook")
    return get_object_or_404(drafts.prefetch_related("steps"), playbook=pk)


def _step(pk: UUID) -> PlaybookStep:
    steps = PlaybookStep.objects.filter(edition__state=EditionState.DRAFT)
    return get_object_or_404(steps.select_related("edition__playbook"), pk=pk)


def _step_page(request: StaffRequest, draft: Edition, form: StepForm, **more: Any) -> HttpResponse:
    context = {"playbook": draft.playbook, "draft": draft, "form": form, **more}
    return render(request, "playbooks/step_form.html", context, status=status_of(form))
