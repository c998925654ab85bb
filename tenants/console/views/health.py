"""How the platform itself stands."""

from django.http import HttpResponseBase
from django.shortcuts import render

from ostoja.access.door import StaffRequest, staff_only
from tenants.console import health


@staff_only
def operator_health(request: StaffRequest) -> HttpResponseBase:
    """Everything that is measured, without a word from inside a city."""
    return render(request, "console/health.html", {"known": health.measured()})
