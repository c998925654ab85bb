"""Pages of requests: what came in, the copy, what is erased, what is kept and on what basis."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.privacy.requests import actions, erasing, page, printing, selectors
from ostoja.privacy.requests.choices import RequestKind
from ostoja.privacy.requests.forms import CloseForm, CopyForm, DecisionForm, RequestForm
from ostoja.privacy.requests.models import DataRequest
from ostoja.privacy.requests.refusal import NotAllowed
from ostoja.ui.forms import Form, VersionedForm

ON_A_PAGE = 200


@require_safe
@requires(Permission.DATA_REQUESTS)
def data_requests(request: StaffRequest) -> HttpResponse:
    """Those that wait for an answer first, then the latest answers."""
    waiting = list(selectors.open_requests(request.user)[:ON_A_PAGE])
    answered = selectors.requests_visible_to(request.user).filter(closed_at__isnull=False)
    latest = list(answered.order_by("-closed_at", "pk")[:50])
    context = {"waiting": page.lines(waiting), "answered": page.lines(latest)}
    return render(request, "data_requests/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_REQUESTS)
def data_request_new(request: StaffRequest) -> HttpResponseBase:
    """Somebody asks about their data."""
    form = RequestForm(request.user, _posted(request))
    if form.is_valid():
        try:
            found = actions.record_request(by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The request was recorded."))
            return redirect("data_request", found.pk)
    return render(request, "data_requests/new.html", {"form": form}, status=_status(form))


@require_safe
@requires(Permission.DATA_REQUESTS)
def data_request(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One request: how far it is, and what comes next."""
    found = selectors.request_for(request.user, pk)
    closed = selectors.closed_to(request.user, found)
    context = {
        "found": found,
        "rows": page.rows_of(found),
        "told": page.told_of(found),
        "kinds": page.kind_rows(found),
        "parts": page.parts_of(found),
        "closed": closed,
        "is_late": selectors.is_late(found),
        "is_export": found.kind == RequestKind.EXPORT,
        "ways": [(key, way.label) for key, way in printing.WAYS.items()],
    }
    return render(request, "data_requests/request.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_REQUESTS)
def data_request_copy(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Make the copy, or make it anew."""
    found = selectors.request_for(request.user, pk)
    if found.kind != RequestKind.EXPORT:
        raise Http404
    closed = selectors.closed_to(request.user, found)
    if closed:
        messages.warning(request, closed)
        return redirect("data_request", pk)
    form = CopyForm(_posted(request), initial={"version": found.version})

    def do() -> None:
        version = form.cleaned_data["version"]
        actions.make_copy(request=found, version=version, wish=form.wish, by=request.user)

    if _done(form, do):
        messages.success(request, _("The copy is ready. Read it before you hand it over."))
        return redirect("data_request", pk)
    return _form_page(request, "copy", found, form)


@require_safe
@requires(Permission.DATA_REQUESTS)
def data_request_read(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The copy as the person will have it."""
    export = selectors.export_for(request.user, pk)
    actions.note_look(export=export, way="page", by=request.user)
    context = {"found": export.request, "sections": printing.sections_of(export.document)}
    return render(request, "data_requests/read.html", context)


@require_safe
@requires(Permission.DATA_REQUESTS)
def data_request_file(request: StaffRequest, pk: UUID, way: str) -> HttpResponse:
    """The copy as a file."""
    chosen = printing.WAYS.get(way)
    if chosen is None:
        raise Http404
    export = selectors.export_for(request.user, pk)
    content = chosen.write(export)
    actions.note_look(export=export, way=way, by=request.user)
    response = HttpResponse(content, content_type=chosen.mime)
    response["Content-Disposition"] = f'attachment; filename="data.{way}"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_REQUESTS)
def data_request_close(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """What the person was answered to a request for a copy."""
    found = selectors.request_for(request.user, pk)
    if found.kind != RequestKind.EXPORT:
        raise Http404
    form = CloseForm(_posted(request), initial={"version": found.version})

    def do() -> None:
        actions.close_request(request=found, by=request.user, **form.cleaned_data)

    if _done(form, do):
        messages.success(request, _("The answer was recorded."))
        return redirect("data_request", pk)
    return _form_page(request, "close", found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DATA_REQUESTS)
def data_request_decide(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """What is erased, and what is kept on which basis."""
    found = selectors.request_for(request.user, pk)
    if found.kind != RequestKind.ERASURE:
        raise Http404
    kinds = selectors.kinds_of(found)
    form = DecisionForm(kinds, _posted(request), initial={"version": found.version})

    def do() -> None:
        said = form.cleaned_data
        facts = {"version": said["version"], "reason": said["reason"], "by": request.user}
        erasing.decide(request=found, choices=form.chosen, **facts)

    if _done(form, do):
        messages.success(request, _("The decision was recorded. What is erased goes now."))
        return redirect("data_request", pk)
    return _form_page(request, "decide", found, form, obstacles=page.obstacles(kinds))


@require_POST
@requires(Permission.DATA_REQUESTS)
def data_request_again(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Try once more to erase what could not go."""
    found = selectors.request_for(request.user, pk)
    erasing.hint(found.pk)
    messages.success(request, _("It is tried again. Look at this page in a while."))
    return redirect("data_request", pk)


def _posted(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _status(form: Form) -> int:
    return 422 if form.is_bound and form.errors else 200


def _done(form: VersionedForm, do: Callable[[], object]) -> bool:
    """Whether the form was valid and its action went through; else it says why not."""
    if not form.is_valid():
        return False
    try:
        do()
    except StaleObject as stale:
        form.overtaken(stale.current)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def _form_page(
    request: StaffRequest, name: str, found: DataRequest, form: Form, **more: Any
) -> HttpResponse:
    context = {"found": found, "form": form, "name": page.name_of(found), **more}
    return render(request, f"data_requests/{name}.html", context, status=_status(form))
