"""Pages of the audit: they say who, when and what was done, and never what a case is about."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render

from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.audit import kept_back, presenters, selectors
from ostoja.audit.forms import AuditFilter


@requires(Permission.AUDIT_VIEW)
def audit_log(request: StaffRequest) -> HttpResponseBase:
    """Everything that was recorded in the city, newest first."""
    form = AuditFilter(request.GET)
    found = kept_back.open_to(request.user, selectors.events(form.wish))
    page = selectors.page_of(found, request.GET.get("before", ""))
    context = {
        "form": form,
        "is_filtered": form.has_changed(),
        "lines": presenters.lines(page.events),
        "next_url": _next_url(request, page),
    }
    return render(request, "audit/audit_log.html", context)


@requires(Permission.AUDIT_VIEW)
def subject_audit(request: StaffRequest, subject: UUID) -> HttpResponseBase:
    """Who saw one case (or another record), and who changed it."""
    found = kept_back.open_to(request.user, selectors.events_about(subject))
    page = selectors.page_of(found, request.GET.get("before", ""))
    if not page.events:  # the cursor may lie behind the last event
        page = selectors.page_of(found, "")
    if not page.events:
        raise Http404
    lines = presenters.lines(page.events)
    context = {
        "subject": subject,
        "name": next(line.thing for line in lines),
        "people": selectors.people_who_saw(subject),
        "lines": lines,
        "next_url": _next_url(request, page),
    }
    return render(request, "audit/subject_audit.html", context)


def _next_url(request: HttpRequest, page: selectors.Page) -> str:
    if not page.next_cursor:
        return ""
    query = request.GET.copy()
    query["before"] = page.next_cursor
    return f"?{query.urlencode()}"
