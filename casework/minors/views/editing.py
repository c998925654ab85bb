"""Writing standards: beginning them, a draft with its annexes and files, adopting it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework.cases.refusal import NotAllowed
from casework.cases.views.answers import posted, status_of
from casework.minors import actions, page, rules, selectors
from casework.minors.forms.editing import AdoptForm, AnnexForm, BeginForm, DraftForm, FileForm
from casework.minors.models import Annex, Edition
from casework.minors.public_words import name_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import Form, VersionedForm

VIEW = Permission.STANDARDS_VIEW
FORMS = ("GET", "HEAD", "POST")


@require_http_methods(FORMS)
@requires(Permission.STANDARDS_CHANGE)
def minors_new(request: StaffRequest) -> HttpResponseBase:
    """Begin the standards of a body."""
    form = BeginForm(posted(request))
    if form.is_valid():
        title = form.cleaned_data["title"]
        made = actions.add_standards(organisation=form.organisation, title=title, by=request.user)
        return redirect("minors_draft_edit", made.editions.latest("number").pk)
    words = {"title": _("Begin standards"), "submit": _("Go on to the text")}
    return form_page(request, form, reverse("minors"), **words)


@require_POST
@requires(VIEW)
def minors_draft(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Begin a new edition with what holds now."""
    standards = selectors.standards_for(request.user, pk, to_change=True)
    draft = actions.begin_draft(standards=standards, by=request.user)
    return redirect("minors_draft_edit", draft.pk)


@require_http_methods(FORMS)
@requires(VIEW)
def minors_draft_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The draft: its texts, annexes and files, and what is missing."""
    draft = selectors.edition_for(request.user, pk, draft=True)
    form = DraftForm(posted(request), initial=DraftForm.values_of(draft))

    def do() -> None:
        actions.change_draft(draft=draft, by=request.user, **form.cleaned_data)

    if done(form, do):
        messages.success(request, _("Saved."))
        return redirect("minors_draft_edit", pk)
    context = {
        "draft": draft,
        "name": name_of(draft.standards),
        "form": form,
        "annexes": draft.annexes.all(),
        "files": page.files_of(draft, "minors_file"),
        "contents": rules.CONTENTS,
        "problems": list(rules.problems(draft)),
    }
    return render(request, "minors/draft.html", context, status=status_of(form))


@require_http_methods(FORMS)
@requires(VIEW)
def minors_annex_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Add a text to the draft."""
    draft = selectors.edition_for(request.user, pk, draft=True)
    form = AnnexForm(posted(request))

    def do() -> None:
        facts = {name: form.cleaned_data[name] for name in ("title", "text", "submission")}
        actions.add_annex(draft=draft, by=request.user, **facts)

    if done(form, do):
        return redirect("minors_draft_edit", pk)
    return form_page(request, form, _draft_url(draft), title=_("Add an annex"), name=draft.title)


@require_http_methods(FORMS)
@requires(VIEW)
def minors_annex_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Change a text of the draft."""
    annex = _annex(request, pk)
    form = AnnexForm(posted(request), initial=AnnexForm.values_of(annex))

    def do() -> None:
        facts = {name: form.cleaned_data[name] for name in ("title", "text", "version")}
        actions.change_annex(annex=annex, by=request.user, **facts)

    if done(form, do):
        return redirect("minors_draft_edit", annex.edition_id)
    back = _draft_url(annex.edition)
    return form_page(request, form, back, title=_("Change the annex"), name=annex.title)


@require_POST
@requires(VIEW)
def minors_annex_remove(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take a text out of the draft."""
    annex = _annex(request, pk)
    actions.remove_annex(annex=annex, by=request.user)
    messages.success(request, _("The annex was taken out."))
    return redirect("minors_draft_edit", annex.edition_id)


@require_http_methods(FORMS)
@requires(VIEW)
def minors_file_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Add a file to the draft."""
    draft = selectors.edition_for(request.user, pk, draft=True)
    form = FileForm(posted(request), request.FILES or None)

    def do() -> None:
        said = form.cleaned_data
        facts = {"part": said["part"], "title": said["title"], "arrived": said["files"][0]}
        actions.add_file(draft=draft, by=request.user, **facts)

    if done(form, do):
        messages.success(request, _("The file was added."))
        return redirect("minors_draft_edit", pk)
    words = {"title": _("Add a file"), "name": draft.title, "has_files": True}
    return form_page(request, form, _draft_url(draft), **words)


@require_POST
@requires(VIEW)
def minors_file_remove(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Take a file out of the draft."""
    row = selectors.file_for(request.user, pk, draft=True)
    actions.remove_file(row=row, by=request.user)
    messages.success(request, _("The file was taken out."))
    return redirect("minors_draft_edit", row.edition_id)


@require_http_methods(FORMS)
@requires(VIEW)
def minors_adopt(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Adopt the draft from a day on."""
    draft = selectors.edition_for(request.user, pk, draft=True)
    form = AdoptForm(posted(request), initial={"version": draft.version})

    def do() -> None:
        actions.adopt(draft=draft, by=request.user, **form.cleaned_data)

    if done(form, do):
        messages.success(request, _("The edition was adopted. It stays as it is now."))
        return redirect("minors_standards", draft.standards_id)
    words = {"title": _("Adopt the standards"), "submit": _("Adopt"), "name": draft.title}
    return form_page(request, form, _draft_url(draft), **words)


@require_POST
@requires(VIEW)
def minors_discard(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Throw the draft away."""
    draft = selectors.edition_for(request.user, pk, draft=True)
    version = request.POST.get("version", "")
    try:
        number = int(version) if version.isdecimal() else 0
        actions.discard(draft=draft, version=number, by=request.user)
    except (NotAllowed, StaleObject):
        messages.warning(request, _("Somebody changed the draft in the meantime. Look at it."))
        return redirect("minors_draft_edit", pk)
    messages.success(request, _("The draft was thrown away."))
    return redirect("minors")


def done(form: Form, do: Callable[[], object]) -> bool:
    """Whether the form was valid and its action went through; else it says why not."""
    if not form.is_valid():
        return False
    try:
        do()
    except StaleObject as stale:
        if isinstance(form, VersionedForm):
            form.overtaken(stale.current)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    else:
        return True
    return False


def form_page(request: StaffRequest, form: Form, back: str, **more: Any) -> HttpResponse:
    """A page with one form; ``back`` is where it leads when nothing is to be done."""
    template = more.pop("template", "minors/form.html")
    context = {"form": form, "back": back, **more}
    return render(request, template, context, status=status_of(form))


def _draft_url(draft: Edition) -> str:
    return reverse("minors_draft_edit", args=[draft.pk])


def _annex(request: StaffRequest, pk: UUID) -> Annex:
    found = Annex.objects.select_related("edition__standards").filter(pk=pk).first()
    if found is None:
        raise Http404
    selectors.edition_for(request.user, found.edition_id, draft=True)
    return found
