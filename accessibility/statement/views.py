"""Pages of those who look after the statement."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accessibility.statement import selectors
from accessibility.statement.actions import change_statement, publish_statement, review_statement
from accessibility.statement.completeness import Incomplete, missing_of
from accessibility.statement.forms import StatementForm
from accessibility.statement.models import Edition, Statement
from accessibility.statement.review import next_review, reminder_on
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.ui.forms import VersionedForm
from ostoja.ui.languages import native_name
from tenants.translated_forms import Now

CHANGE = Permission.STATEMENT_CHANGE


@require_safe
@requires(CHANGE)
def statement(request: StaffRequest) -> HttpResponse:
    """Where the statement stands: what is public, what is missing, when it must be reviewed."""
    return _overview(request)


def _overview(request: StaffRequest, status: int = 200) -> HttpResponse:
    written, edition = selectors.statement(), selectors.edition()
    due_on = next_review(edition) if edition else None
    context = {
        "statement": written,
        "edition": edition,
        "has_changes": edition is not None and edition.statement_version != written.version,
        "missing": missing_of(written, selectors.languages()),
        "due_on": due_on,
        "reminder": reminder_on(timezone.localdate(), due_on) if due_on else None,
        "refused": status != 200,
    }
    return render(request, "statement/statement.html", context, status=status)


@requires(CHANGE)
def statement_edit(request: StaffRequest) -> HttpResponse:
    """Change what is being written."""
    form = StatementForm(request.POST or None, row=selectors.statement())
    now: list[Now] = []
    if form.is_valid():
        if not form.has_changed():
            return redirect("statement")
        now = _overtaken(form, request)
        if not now:
            messages.success(request, _("Saved. Residents will read it once it is published."))
            return redirect("statement")
    status = 422 if form.is_bound else 200
    return render(
        request, "statement/statement_edit.html", {"form": form, "now": now}, status=status
    )


def _overtaken(form: StatementForm, request: StaffRequest) -> list[Now]:
    """Saves; where somebody else was quicker, gives what they wrote otherwise."""
    try:
        change_statement(version=form.cleaned_data["version"], by=request.user, **form.facts())
    except StaleObject as stale:
        now = form.differences(stale.current)
        if now:
            form.overtaken(stale.current)
        return now
    return []


@require_safe
@requires(CHANGE)
def statement_preview(request: StaffRequest) -> HttpResponse:
    """What residents would read, in each of their languages; gaps stay empty."""
    written, languages = selectors.statement(), selectors.languages()
    language = request.GET.get("language", "")
    language = language if language in languages else languages[0]
    with translation.override(language):
        text = _text_of(request, written)
    context = {
        "text": text,
        "missing": missing_of(written, [language]),
        "language": language,
        "choices": [(code, native_name(code)) for code in languages],
    }
    return render(request, "statement/statement_preview.html", context)


def _text_of(request: StaffRequest, written: Statement) -> str:
    context = {"statement": written, "address": request.build_absolute_uri("/")}
    return render_to_string("statement/includes/text.html", context)


@require_POST
@requires(CHANGE)
def statement_publish(request: StaffRequest) -> HttpResponse:
    """Make what was written public; refused with what is missing."""
    return _make_public(request, publish_statement, _("Published. Residents read it now."))


@require_POST
@requires(CHANGE)
def statement_review(request: StaffRequest) -> HttpResponse:
    """Say that the statement was read today and is right."""
    return _make_public(request, review_statement, _("The review of today is published."))


def _make_public(request: StaffRequest, publish: Callable[..., Edition], done: str) -> HttpResponse:
    form = VersionedForm(request.POST)
    form.is_valid()
    try:
        publish(version=form.cleaned_data["version"], by=request.user)
    except StaleObject:
        messages.error(request, _("Somebody changed the statement meanwhile. Look at it again."))
        return redirect("statement")
    except Incomplete:
        return _overview(request, status=422)
    messages.success(request, done)
    return redirect("statement")
