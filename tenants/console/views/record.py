"""The time line of what operators did."""

from django.http import HttpResponseBase
from django.shortcuts import render

from ostoja.access.door import StaffRequest, staff_only
from ostoja.audit.selectors import page_of
from tenants.console import presenters, selectors
from tenants.console.forms import RecordFilter


@staff_only
def record(request: StaffRequest) -> HttpResponseBase:
    """Everything, newest first, or what concerns one city or person."""
    form = RecordFilter(request.GET)
    page = page_of(selectors.events(**form.wish), request.GET.get("before", ""))
    query = request.GET.copy()
    query["before"] = page.next_cursor
    context = {
        "form": form,
        "is_filtered": form.has_changed(),
        "entries": presenters.entries(page.events),
        "next_url": f"?{query.urlencode()}" if page.next_cursor else "",
    }
    return render(request, "console/record.html", context)
