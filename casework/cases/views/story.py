"""What happened in a case, day by day."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from casework.cases import panels, story
from casework.cases.panels import StoryKind
from casework.cases.selectors import case_for, sight_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission

ON_A_PAGE = 100


@requires(Permission.CASE_VIEW)
def case_story(request: StaffRequest, pk: UUID) -> HttpResponse:
    """From the beginning, or only one kind of events: as far as this person may know them."""
    found = case_for(request.user, pk, Permission.CASE_VIEW)
    wanted = request.GET.get("only", "")
    entries = panels.history_of(found, sight_of(found, request.user))[::-1]
    kinds = {entry.kind for entry in entries}
    if wanted in StoryKind.values:
        entries = [entry for entry in entries if entry.kind == wanted]
    shown = Paginator(entries, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "case": found,
        "days": list(story.told(shown)),
        "page_obj": shown,
        "only": wanted if wanted in StoryKind.values else "",
        "kinds": [(kind.value, kind.label) for kind in StoryKind if kind in kinds],
    }
    return render(request, "cases/case_story.html", context)
