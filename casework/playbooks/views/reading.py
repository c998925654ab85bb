"""The list of playbooks, and one of them as staff read it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from casework.playbooks import page
from casework.playbooks.choices import EditionState
from casework.playbooks.selectors import playbooks as all_of_them
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds


@requires(Permission.PLAYBOOK_VIEW)
def playbooks(request: StaffRequest) -> HttpResponse:
    """All of them, by kind of crisis."""
    cards = [page.card_in_list(one) for one in all_of_them()]
    context = {
        "cards": sorted(cards, key=lambda card: (str(card["kind"]), card["title"])),
        "may_change": holds(request.user, Permission.PLAYBOOK_CHANGE),
    }
    return render(request, "playbooks/playbooks.html", context)


@requires(Permission.PLAYBOOK_VIEW)
def playbook(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What holds now, or an edition of before, with its steps: as they come into a case."""
    found = get_object_or_404(all_of_them(), pk=pk)
    editions = list(found.editions.all())
    edition = page.shown_edition(found, editions, request.GET.get("edition", ""))
    may_change = holds(request.user, Permission.PLAYBOOK_CHANGE)
    may_approve = holds(request.user, Permission.PLAYBOOK_APPROVE)
    context = {
        "playbook": found,
        "edition": edition,
        "tags": page.state_of(found),
        "steps": page.steps_of(edition) if edition else [],
        "is_replaced": edition is not None and page.is_replaced(edition),
        "is_draft": edition is not None and edition.state == EditionState.DRAFT,
        "older": [one for one in editions if one != edition],
        "buttons": page.editing_buttons(found, may_change=may_change, may_approve=may_approve),
        "needs_approval": _needs_approval() if edition and not edition.approved_at else "",
    }
    return render(request, "playbooks/playbook.html", context)


def _needs_approval() -> str:
    return _(
        "No supervisor of this city has approved this edition yet. Check whether its times, bodies"
        " and articles are right here."
    )
