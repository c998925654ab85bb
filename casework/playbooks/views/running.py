"""A playbook in a case: starting it, how far it is, stopping it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import Sight, case_for, finishing_group, sight_of
from casework.cases.views.answers import not_now, posted, status_of
from casework.playbooks import actions, page
from casework.playbooks.choices import RunState
from casework.playbooks.forms.running import StartForm, StopForm
from casework.playbooks.models import PlaybookRun
from casework.playbooks.selectors import case_of_run, may_start, run_begun_with, run_for, to_start
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject


@requires(Permission.PLAYBOOK_RUN)
def case_playbook_start(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Choose a playbook, see its steps with the times they would have, and start it."""
    case = case_for(request.user, pk, Permission.CASE_VIEW)
    if not may_start(case, sight_of(case, request.user)):
        raise Http404
    editions = list(to_start(case))
    form = StartForm(editions, posted(request), initial={"edition": request.GET.get("edition")})
    if again := run_begun_with(case, request.user, request.POST.get("submission", "")):
        return redirect("playbook_run", again.pk)
    if form.is_valid():
        try:
            run = actions.start_run(
                submission=form.cleaned_data["submission"],
                case=case,
                edition=form.chosen,
                group=finishing_group(case, request.user),
                by=request.user,
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The playbook is under way. Its steps are tasks now."))
            return redirect("playbook_run", run.pk)
    wanted = form.editions.get(request.GET.get("edition", ""))
    context = {
        "case": case,
        "form": form,
        "editions": editions,
        "wanted": wanted,
        "steps": page.steps_of(wanted, timezone.now()) if wanted else [],
    }
    return render(request, "playbooks/start.html", context, status=status_of(form))


@requires(Permission.CASE_VIEW)
def playbook_run(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far a playbook is in a case, step by step."""
    case, sight, run = _found(request, pk)
    is_running = run.state == RunState.RUNNING
    context = {
        "case": case,
        "run": run,
        "card": page.card_of(run),
        "tasks": page.tasks_of(run),
        "may_stop": is_running and may_start(case, sight),
    }
    return render(request, "playbooks/run.html", context)


@requires(Permission.PLAYBOOK_RUN)
def playbook_run_stop(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Stop it, and say why."""
    case, sight, run = _found(request, pk)
    if not may_start(case, sight):
        raise Http404
    if run.state != RunState.RUNNING and request.method != "POST":
        return not_now(request, case, _("This playbook has ended already."))
    form = StopForm(posted(request), initial={"version": run.version})
    if form.is_valid():
        try:
            actions.stop_run(
                run=run,
                on_behalf=finishing_group(case, request.user),
                by=request.user,
                **form.cleaned_data,
            )
        except StaleObject as stale:
            run.refresh_from_db()
            if run.state != RunState.RUNNING:  # pressed twice
                return redirect("case", case.pk)
            form.overtaken(stale.current)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The playbook was stopped."))
            return redirect("case", case.pk)
    context = {"case": case, "run": run, "form": form}
    return render(request, "playbooks/stop.html", context, status=status_of(form))


def _found(request: StaffRequest, pk: UUID) -> tuple[Case, Sight, PlaybookRun]:
    """The run behind the door of its case, or ``Http404``."""
    case = case_for(request.user, case_of_run(pk), Permission.CASE_VIEW)
    sight = sight_of(case, request.user)
    return case, sight, run_for(case, sight, pk)
