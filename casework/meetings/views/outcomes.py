"""Pages of outcomes: the decision book, writing one, changing it, settling it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from casework.meetings import actions, selectors
from casework.meetings.choices import OutcomeKind, OutcomeState
from casework.meetings.forms import BookFilterForm, OutcomeForm, VerdictForm
from casework.meetings.models import Meeting, Outcome
from casework.meetings.views.answers import is_already, may_log, overtaken_by, status_of
from casework.meetings.workflow import NotAllowed
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User

A_PAGE = 25


@requires(Permission.MEETING_VIEW)
def outcomes(request: StaffRequest) -> HttpResponse:
    """The decision book."""
    form = BookFilterForm(request.GET or None)
    chosen = BookFilterForm(request.GET).chosen()
    page = Paginator(selectors.decision_book(**chosen), A_PAGE).get_page(request.GET.get("page"))
    context = {"filters": form, "page": page, "chosen": chosen, "may_log": may_log(request)}
    return render(request, "meetings/outcomes.html", context)


@requires(Permission.MEETING_LOG)
def outcome_new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write an outcome; afterwards the empty form is ready for the next one."""
    meeting = selectors.meeting_for(request.user, pk, Permission.MEETING_LOG)
    form = OutcomeForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        outcome = actions.add_outcome(
            meeting=meeting, submission=submission, by=request.user, **form.facts()
        )
        messages.success(request, _("Saved: %(outcome)s") % {"outcome": _in_short(outcome)})
        return redirect("outcome_new", pk)
    written = list(selectors.outcomes_of(meeting))
    context = {"form": form, "meeting": meeting, "written": written}
    return render(request, "meetings/outcome_form.html", context, status=status_of(form))


@requires(Permission.MEETING_LOG)
def outcome_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Change what an outcome says."""
    outcome = selectors.outcome_for(request.user, pk, Permission.MEETING_LOG)
    form = OutcomeForm(
        request.POST or None,
        meeting=outcome.meeting,
        outcome=outcome,
        initial=OutcomeForm.values_of(outcome),
    )
    current = None
    if form.is_valid():
        current = overtaken_by(form, actions.change_outcome, pk, request.user)
        if current is None:
            messages.success(request, _("The outcome is changed."))
            return redirect(_at(outcome, outcome.meeting))
    context = {"form": form, "meeting": outcome.meeting, "outcome": outcome, "current": current}
    return render(request, "meetings/outcome_form.html", context, status=status_of(form))


@requires(Permission.MEETING_LOG)
def outcome_close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Done, goes on, or dropped; the quick buttons of a meeting's page end here too."""
    outcome = selectors.outcome_for(request.user, pk, Permission.MEETING_LOG)
    first = {"version": outcome.version, "verdict": request.GET.get("verdict")}
    form = VerdictForm(request.POST or None, outcome=outcome, initial=first)
    meeting = _meeting_it_came_back_to(request)
    if form.is_valid() and _settle(form, outcome, request.user):
        messages.success(request, _("Saved: %(outcome)s") % {"outcome": _in_short(outcome)})
        return redirect(_at(outcome, meeting))
    back = _at(outcome, meeting)
    context = {"form": form, "outcome": outcome, "meeting": meeting, "back": back}
    return render(request, "meetings/outcome_close.html", context, status=status_of(form))


def _settle(form: VerdictForm, outcome: Outcome, by: User) -> bool:
    """Whether the outcome now is as the form says; if not, the form says why."""
    state, days = OutcomeState(form.cleaned_data["verdict"]), form.days()
    note, version = form.cleaned_data["closing_note"], form.cleaned_data["version"]
    if is_already(outcome, {"state": state, **days}) and note in ("", outcome.closing_note):
        return True
    try:
        if state == OutcomeState.OPEN:
            actions.keep_open(pk=outcome.pk, version=version, by=by, **days)
        else:
            actions.close_outcome(
                pk=outcome.pk, version=version, state=state, closing_note=note, by=by
            )
    except StaleObject as stale:
        form.overtaken(stale.current)
    except NotAllowed:
        form.add_error(None, _("This outcome is closed already."))
    return not form.errors


def _meeting_it_came_back_to(request: StaffRequest) -> Meeting | None:
    """The meeting from whose page one came; a spoilt id is as good as none."""
    try:
        pk = UUID(request.POST.get("meeting") or request.GET.get("meeting") or "")
    except ValueError:
        return None
    return Meeting.objects.filter(pk=pk).first()


def _at(outcome: Outcome, meeting: Meeting | None) -> str:
    """The outcome's place on a meeting's page, or the decision book."""
    if meeting is None:
        return reverse("outcomes")
    return f"{reverse('meeting', args=[meeting.pk])}#outcome-{outcome.pk}"


def _in_short(outcome: Outcome) -> str:
    kind = str(OutcomeKind(outcome.kind).label)
    return f"{kind} – {Truncator(outcome.text).chars(80)}"
