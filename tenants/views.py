"""The operators' pages: which cities there are and how they stand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ostoja.access.door import staff_only
from tenants.models import Domain


@staff_only
def cities(request: HttpRequest) -> HttpResponse:
    """All cities with their stage, blueprint and domain."""
    domains = (
        Domain.objects.filter(is_primary=True).select_related("tenant").order_by("tenant__slug")
    )
    return render(request, "tenants/cities.html", {"domains": domains})
