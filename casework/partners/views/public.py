"""The directory that residents read: who helps, and each body on its own page."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casework.partners import directory, selectors
from casework.partners.forms import DirectoryForm
from casework.partners.hours_in_words import HOLIDAYS
from tenants.profile.selectors import profile

A_PAGE = 15


def partner_directory(request: HttpRequest) -> HttpResponse:
    """Who helps. What cannot be understood in the address is told and looks for nothing."""
    form = DirectoryForm(request.GET if _asks(request) else None)
    form.is_valid()
    filters = form.filters()
    page = Paginator(directory.public_organisations(filters), A_PAGE)
    context = {
        "form": form,
        "filters": filters,
        "found": page.count,
        "page_obj": page.get_page(request.GET.get("page")),
        "holidays": HOLIDAYS,
        "act": profile().legal_act,
    }
    return render(request, "partners/directory.html", context)


def partner(request: HttpRequest, key: str) -> HttpResponse:
    """One body: what it offers, for whom, when and where."""
    try:
        card = directory.public_organisation(key)
    except Http404:
        standing = selectors.standing_for(key=key)
        if standing is None or not directory.is_listed(standing):
            raise
        return redirect("partner", standing.key)
    context = {"card": card, "holidays": HOLIDAYS}
    return render(request, "partners/partner.html", context)


def activities(request: HttpRequest) -> HttpResponse:
    """What bodies offer before a crisis comes, the soonest to end first."""
    page = Paginator(directory.activities_now(), A_PAGE)
    context = {"page_obj": page.get_page(request.GET.get("page")), "found": page.count}
    return render(request, "partners/activities.html", context)


def _asks(request: HttpRequest) -> bool:
    return any(name in request.GET for name in DirectoryForm.base_fields)
