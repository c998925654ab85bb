"""Pages of retention: what is kept how long, what goes next, what must stay, what is gone."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.privacy.retention import actions, selectors
from ostoja.privacy.retention.classes import class_named
from ostoja.privacy.retention.forms import HoldForm, PeriodForm
from ostoja.privacy.retention.models import Hold

ON_A_PAGE = 100


@requires(Permission.RETENTION_MANAGE)
def retention(request: StaffRequest) -> HttpResponseBase:
    """Each kind of data with its period, and what the next run would delete."""
    previews = selectors.previews()
    context = {
        "previews": previews,
        "shared": [
            (one.rule.kind, selectors.shares_of(one.rule))
            for one in previews
            if one.rule.kind.shares
        ],
        "holds": [(hold, _name(hold)) for hold in selectors.holds_visible_to(request.user)],
        "runs": [
            (run, number, [_label(key) for key in run.failed])
            for run, number in selectors.latest_runs()
        ],
    }
    return render(request, "retention/retention.html", context)


@requires(Permission.RETENTION_MANAGE)
def retention_period(request: StaffRequest, key: str) -> HttpResponseBase:
    """Set the period of one class."""
    kind = class_named(key)
    if kind is None:
        raise Http404
    rule = selectors.rule_of(kind)
    form = PeriodForm(request.POST or None, rule=rule)
    overtaken = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_period(kind=kind, by=request.user, **form.cleaned_data)
        except StaleObject:
            rule, overtaken = selectors.rule_of(kind), True
            typed = request.POST.copy()
            typed["version"] = str(rule.version)
            form = PeriodForm(typed, rule=rule)
        else:
            messages.success(request, _("The period was saved."))
            return redirect("retention")
    context = {"form": form, "kind": kind, "now": rule if overtaken else None}
    return render(request, "retention/period.html", context)


@requires(Permission.RETENTION_MANAGE)
def retention_run(request: StaffRequest) -> HttpResponseBase:
    """Delete what is due now, after showing what that is."""
    if request.method == "POST":
        actions.ask_for_run(by=request.user)
        messages.success(
            request, _("Deletion has begun. Its result will stand below in a short while.")
        )
        return redirect("retention")
    due = [preview for preview in selectors.previews() if preview.due and preview.rule.is_on]
    return render(request, "retention/run.html", {"due": due})


@requires(Permission.RETENTION_MANAGE)
def retention_hold(request: StaffRequest) -> HttpResponseBase:
    """Keep one record back from deletion."""
    form = HoldForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.place_hold(
                submission=form.cleaned_data["submission"],
                kind=form.chosen,
                object_id=form.cleaned_data["object_id"],
                reason=form.cleaned_data["reason"],
                by=request.user,
            )
        except actions.AlreadyHeld:
            form.add_error("name", _("This record is kept already."))
        except ObjectDoesNotExist:
            form.add_error("name", _("Nothing with this number or identifier was found."))
        else:
            messages.success(request, _("The record will not be deleted."))
            return redirect("retention")
    return render(request, "retention/hold.html", {"form": form})


@require_POST
@requires(Permission.RETENTION_MANAGE)
def retention_hold_lift(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Let the record's period run again."""
    if Hold.objects.filter(pk=pk, lifted_at=None).exists():
        get_object_or_404(selectors.holds_visible_to(request.user), pk=pk)
    try:
        actions.lift_hold(pk=pk, by=request.user)
    except Hold.DoesNotExist as absent:
        raise Http404 from absent
    messages.success(request, _("The record may be deleted again when its period has passed."))
    return redirect("retention")


@requires(Permission.RETENTION_MANAGE)
def retention_log(request: StaffRequest) -> HttpResponseBase:
    """What was deleted: identifiers and times, nothing else."""
    wanted = request.GET.get("identifier", "").replace("\x00", "").strip()[:64]
    page = Paginator(selectors.disposals(wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(row, _label(row.key)) for row in page],
        "identifier": wanted,
    }
    return render(request, "retention/log.html", context)


def _name(hold: Hold) -> str:
    kind = class_named(hold.key)
    names = kind.name({str(hold.object_id)}) if kind and kind.name else {}
    return names.get(str(hold.object_id), str(hold.object_id))


def _label(key: str) -> str:
    kind = class_named(key)
    return str(kind.label) if kind else key
