"""How what somebody types reads: beside the field with JavaScript, else on a page of its own.

Nothing is kept of it, neither here nor in a log.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from ostoja.access.door import StaffRequest, staff_only
from ostoja.ui.plain.limits import BY_NAME, PLAIN
from ostoja.ui.plain.measuring import Measured, measure

MOST_FIELDS = 100


@dataclass(frozen=True, slots=True)
class Typed:
    """A text of a form, by its label."""

    label: str
    measured: Measured


@require_POST
@staff_only
def plain_check(request: StaffRequest) -> HttpResponse:
    """One ``text`` gives a part of a page; a whole form, whose ``plain_field`` say which of its
    fields to look at, gives a page.
    """
    if "text" in request.POST and "plain_field" not in request.POST:
        limits = BY_NAME.get(request.POST.get("limits", ""), PLAIN)
        measured = measure(request.POST["text"], request.POST.get("language", "pl"), limits)
        context = {"measured": measured, "with_figures": not limits.by_line}
        return render(request, "ui/plain/part.html", context)
    return render(request, "ui/plain/page.html", {"texts": list(_typed(request))})


def _typed(request: StaffRequest) -> Iterator[Typed]:
    """``plain_field`` says ``name language limits label``."""
    for asked in request.POST.getlist("plain_field")[:MOST_FIELDS]:
        name, language, limits, label = (*asked.split(" ", 3), "", "", "", "")[:4]
        text = request.POST.get(name, "")
        if text.strip():
            yield Typed(label, measure(text, language, BY_NAME.get(limits, PLAIN)))
