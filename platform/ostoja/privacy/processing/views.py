"""Pages of the register of processing, of the bodies that decide, and of the assessment."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.privacy.processing import actions, register
from ostoja.privacy.processing.forms import (
    ActivityForm,
    AssessmentForm,
    ControllerChange,
    ControllerForm,
)
from ostoja.privacy.processing.models import Activity, Controller
from ostoja.privacy.requests.printing import pdf_of
from ostoja.privacy.retention.classes import class_named
from ostoja.ui.forms import Form, VersionedForm
from ostoja.ui.forms.pages import form_page
from tenants.fence import current_city


@require_safe
@requires(Permission.PROCESSING)
def processing(request: StaffRequest) -> HttpResponse:
    """Who decides, and each kind of data with what it is for."""
    context = {
        "controllers": [
            (one, _rows(register.controller_pairs(one))) for one in Controller.objects.all()
        ],
        "entries": [(one, _rows(register.pairs_of(one))) for one in register.entries()],
        "measures": _rows(register.measures()),
    }
    return render(request, "processing/processing.html", context)


@require_safe
@requires(Permission.PROCESSING)
def processing_pdf(request: StaffRequest) -> HttpResponse:
    """The register on paper, as the authority may ask for it (art. 30(4))."""
    title = _("Register of processing activities")
    return _paper(title, register.register_document(), "register")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROCESSING)
def processing_edit(request: StaffRequest, key: str) -> HttpResponseBase:
    """The city's words about one kind of data."""
    kind = class_named(key)
    if kind is None:
        raise Http404
    known = Activity.objects.filter(key=key).first()
    form = ActivityForm(_posted(request), initial=ActivityForm.facts_of(known))

    def do() -> None:
        actions.change_activity(key=key, by=request.user, **form.cleaned_data)

    if _done(form, do):
        messages.success(request, _("The words were saved."))
        return redirect("processing")
    return _form(request, form, str(kind.label), reverse("processing"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROCESSING)
def controller_new(request: StaffRequest) -> HttpResponseBase:
    """One more body."""
    form = ControllerForm(_posted(request))
    if form.is_valid():
        actions.add_controller(by=request.user, **form.cleaned_data)
        messages.success(request, _("The body was added."))
        return redirect("processing")
    return _form(request, form, _("Add a body"), reverse("processing"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROCESSING)
def controller_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change a body."""
    found = get_object_or_404(Controller, pk=pk)
    facts = ControllerChange.facts_of(found)
    form = ControllerChange(_posted(request), known=found, initial=facts)

    def do() -> None:
        actions.change_controller(controller=found, by=request.user, **form.cleaned_data)

    if _done(form, do):
        messages.success(request, _("The body was changed."))
        return redirect("processing")
    remove = reverse("controller_remove", args=[pk])
    return _form(request, form, found.name, reverse("processing"), remove_url=remove)


@require_POST
@requires(Permission.PROCESSING)
def controller_remove(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """A body that is no longer involved."""
    found = get_object_or_404(Controller, pk=pk)
    actions.remove_controller(controller=found, by=request.user)
    messages.success(request, _("The body was removed."))
    return redirect("processing")


@require_safe
@requires(Permission.PROCESSING)
def assessment(request: StaffRequest) -> HttpResponse:
    """The impact assessment: the city's words, and the data as the models hold it."""
    context = {
        "words": _rows(register.assessment_pairs(register.assessment())),
        "sheets": [(one, _rows(one.rows)) for one in register.sheets()],
        "measures": _rows(register.measures()),
    }
    return render(request, "processing/assessment.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROCESSING)
def assessment_edit(request: StaffRequest) -> HttpResponseBase:
    """The city's words in the assessment."""
    initial = AssessmentForm.facts_of(register.assessment())
    form = AssessmentForm(_posted(request), initial=initial)

    def do() -> None:
        actions.change_assessment(by=request.user, **form.cleaned_data)

    if _done(form, do):
        messages.success(request, _("The words were saved."))
        return redirect("assessment")
    return _form(request, form, _("The city's assessment"), reverse("assessment"))


@require_safe
@requires(Permission.PROCESSING)
def assessment_pdf(request: StaffRequest) -> HttpResponse:
    """The assessment on paper."""
    title = _("Data protection impact assessment")
    return _paper(title, register.assessment_document(), "assessment")


def _paper(title: str, sections: list[dict[str, Any]], name: str) -> HttpResponse:
    said = {
        "language": get_language() or "pl",
        "title": title,
        "author": current_city(),
        "caption": "",
        "sections": sections,
    }
    answer = HttpResponse(pdf_of(said), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def _rows(pairs: register.Pairs) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in pairs]


def _posted(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _done(form: VersionedForm, do: Callable[[], object]) -> bool:
    if not form.is_valid():
        return False
    try:
        do()
    except StaleObject as stale:
        form.overtaken(stale.current)
    else:
        return True
    return False


def _form(request: StaffRequest, form: Form, title: str, back: str, **more: Any) -> HttpResponse:
    template = "processing/form.html"
    return form_page(request, form, title=title, back=(back, ""), template=template, **more)
