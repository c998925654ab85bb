"""The domains of one city, each with its certificate."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ostoja.access.door import StaffRequest, staff_only
from tenants.console import domains, selectors
from tenants.domains import looking
from tenants.models import Domain

PATIENCE = 6.0  # seconds that an operator waits for all of them


@staff_only
def operator_domains(request: StaffRequest, slug: str) -> HttpResponseBase:
    """What is known; sent as a form it looks again, which takes a moment."""
    found = selectors.city_with(slug)
    if request.method == "POST":
        hosts = Domain.objects.filter(tenant=found).values_list("domain", flat=True)
        looking.look_at(hosts, lasts=PATIENCE)
        messages.success(request, _("The certificates were looked at."))
        return redirect("operator_domains", slug)
    context = {
        "shown": found,
        "domains": domains.domains_of(found),
        "retired": domains.retired_by(found),
    }
    return render(request, "console/domains.html", context)
