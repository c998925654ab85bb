"""What one city lacks before it opens, and how it differs from its blueprint."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ostoja.access.door import StaffRequest, staff_only
from tenants.console import inside, selectors
from tenants.console.city_facts import kinds


@require_safe
@staff_only
def operator_readiness(request: StaffRequest, slug: str) -> HttpResponseBase:
    """Each thing that the city needs, and who mends it."""
    found = selectors.city_with(slug)
    try:
        needed = inside.needed_by(found)
    except inside.Silent:
        return render(request, "console/readiness.html", {"shown": found, "needed": None})
    done = sum(not one.missing for one in needed)
    context = {"shown": found, "needed": needed, "done": done}
    return render(request, "console/readiness.html", context)


@require_safe
@staff_only
def operator_blueprint(request: StaffRequest, slug: str) -> HttpResponseBase:
    """In which parts, and by which entries; not with which words."""
    found = selectors.city_with(slug)
    context = {"shown": found, "kind": kinds([found])[found.slug].text}
    try:
        context |= {"sections": inside.differing_sections(found)}
    except inside.Silent:
        context |= {"is_silent": True}
    return render(request, "console/blueprint.html", context)
