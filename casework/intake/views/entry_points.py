"""Where people can begin: the list, the form, the poster."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from casework.intake import actions, selectors
from casework.intake.entry_points.active import hours_of
from casework.intake.entry_points.counts import reports_by_month
from casework.intake.entry_points.posters import poster_for
from casework.intake.entry_points.printing import sheets
from casework.intake.entry_points.snippets import snippet_for
from casework.intake.forms.entry_points import EntryPointForm
from casework.intake.models import EntryPoint
from casework.intake.qr import picture_of, qr_file, svg_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User

VIEW, CHANGE = Permission.ENTRY_POINT_VIEW, Permission.ENTRY_POINT_CHANGE
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
@requires(VIEW)
def entry_points(request: StaffRequest) -> HttpResponseBase:
    """Where people can begin, with the picture for a poster, and how many reports came."""
    points = [
        (point, picture_of(_address(request, point)))
        for point in selectors.entry_points_with_counts()
    ]
    context = {"points": points, "may_change": holds(request.user, CHANGE)}
    return render(request, "intake/entry_points.html", context)


@require_safe
@requires(VIEW)
def entry_point_about(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """One of them: its addresses and hours, and how many reports came in each month."""
    points = EntryPoint.objects.select_related("service__organisation")
    point = get_object_or_404(points, pk=pk)
    address = _address(request, point)
    context = {
        "point": point,
        "address": address,
        "in_words": _in_words(request, point),
        "hours": hours_of(point),
        "months": reports_by_month(point),
        "sheets": sheets(),
        "snippet": snippet_for(request, point),
        "may_change": holds(request.user, CHANGE),
    }
    return render(request, "intake/entry_point_about.html", context)


def _in_words(request: HttpRequest, point: EntryPoint) -> str:
    if not point.short_address:
        return ""
    return request.build_absolute_uri(reverse("short_address", args=[point.short_address]))


@requires(CHANGE)
def entry_point_new(request: StaffRequest) -> HttpResponseBase:
    """Add one; its code is drawn."""
    form = EntryPointForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        submission = form.cleaned_data["submission"]
        try:
            point = actions.add_entry_point(submission=submission, by=request.user, **form.facts())
        except actions.AddressTaken:
            form.address_is_taken()
        else:
            words = _("The entry point is in use, with the code %(code)s. Now print its poster.")
            messages.success(request, words % {"code": point.code})
            return redirect("entry_points")
    return _form_page(request, form, gettext_lazy("Add an entry point"))


@requires(CHANGE)
def entry_point_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change what is said of one, or switch it off."""
    point = get_object_or_404(EntryPoint, pk=pk)
    form = EntryPointForm(request.POST if request.method == "POST" else None, point=point)
    now: list[dict[str, str]] = []
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_entry_point(pk=pk, version=version, by=request.user, **form.facts())
        except StaleObject:
            point.refresh_from_db()
            form.overtaken(point)
            now = form.what_it_says_now(point)
        except actions.AddressTaken:
            form.address_is_taken()
        else:
            messages.success(request, _("Saved."))
            return redirect("entry_points")
    return _form_page(request, form, gettext_lazy("Change the entry point"), point, now)


def _form_page(
    request: StaffRequest,
    form: EntryPointForm,
    title: Promise,
    point: EntryPoint | None = None,
    now: list[dict[str, str]] | None = None,
) -> HttpResponse:
    context = {"form": form, "title": title, "point": point, "now": now}
    status = 422 if form.errors else 200
    return render(request, "intake/entry_point_form.html", context, status=status)


@require_POST
@requires(CHANGE)
def entry_point_withdraw(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Switch it off."""
    words = _("The entry point is withdrawn. Take its posters down.")
    return _switch(request, pk, actions.withdraw_entry_point, words)


@require_POST
@requires(CHANGE)
def entry_point_restore(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Switch it on again."""
    words = _("The entry point is in use again.")
    return _switch(request, pk, actions.restore_entry_point, words)


def _switch(
    request: StaffRequest, pk: UUID, action: Callable[..., EntryPoint], words: str
) -> HttpResponseBase:
    get_object_or_404(EntryPoint, pk=pk)
    user: User = request.user
    action(pk=pk, by=user)
    messages.success(request, words)
    return redirect("entry_points")


@require_safe
@requires(VIEW)
def entry_point_poster(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """A page to print and hang up."""
    point = get_object_or_404(EntryPoint, pk=pk)
    address = _address(request, point)
    context = {
        "point": point,
        "picture": svg_of(address),
        "host": request.get_host(),  # nobody types the scheme
        "poster": poster_for(point),
    }
    return render(request, "intake/entry_point_poster.html", context)


@require_safe
@requires(VIEW)
def entry_point_picture(request: StaffRequest, pk: UUID, kind: str) -> HttpResponseBase:
    """The QR picture as a file, for whoever makes the poster."""
    point = get_object_or_404(EntryPoint, pk=pk)
    if kind not in PICTURES:
        raise Http404
    picture = qr_file(_address(request, point), kind)
    name = f'attachment; filename="{point.code}.{kind}"'
    return HttpResponse(picture, PICTURES[kind], headers={"Content-Disposition": name})


def _address(request: HttpRequest, point: EntryPoint) -> str:
    return request.build_absolute_uri(reverse("entry_point", args=[point.code]))
