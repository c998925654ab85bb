"""What lies on a person's desk, one referral, and the table of how referrals move on."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.cases.panels import CaseButton
from casework.referrals import appointments, clock, page, selectors
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from casework.referrals.page_of_links import letter_buttons, link_buttons, link_rows
from casework.referrals.passing_on import onward_from, waits_for_the_next
from casework.referrals.workflow import Transition
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User

MOST_IN_A_PLACE = 50


@requires(Permission.REFERRAL_VIEW)
def referrals(request: StaffRequest) -> HttpResponse:
    """The desk: what waits for our answer, what came back, what we work on, what we sent."""
    user = request.user
    places = [
        _place(_("Waiting for our answer"), selectors.waiting_for_us(user)),
        _place(_("Returned to us"), selectors.returned_to_us(user)),
        _place(_("In our hands"), selectors.in_our_hands(user)),
        _place(_("Sent by us"), selectors.sent_by_us(user)),
    ]
    return render(request, "referrals/referrals.html", {"places": places})


def _place(title: str, found: QuerySet[Referral]) -> dict[str, Any]:
    listed = list(found[: MOST_IN_A_PLACE + 1])
    cards = [page.card_of(referral) for referral in listed[:MOST_IN_A_PLACE]]
    return {"title": title, "cards": cards, "more": len(listed) > MOST_IN_A_PLACE}


@requires(Permission.REFERRAL_VIEW)
def referral(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One handover, referral or transfer, with the steps this person can take now."""
    user = request.user
    found = selectors.referral_for(user, pk, Permission.REFERRAL_VIEW)
    sees_case = selectors.sees_case(user, found)
    shows_words = selectors.shows_words(found, sees_case=sees_case)
    steps = found.steps.select_related("by")
    onward, next_step = _onward(found, user)
    possible = selectors.steps_for(user, found)
    sends_links = State.WITHDRAWN in possible and found.kind == Kind.REFERRAL
    context = {
        "referral": found,
        "title": page.title_of(found),
        "state_colour": page.STATE_COLOURS[State(found.state)],
        "rows": page.rows_of(found, with_words=shows_words)
        + link_rows(found, sends_links)
        + appointments.rows_of(found),
        "message": found.message if shows_words else "",
        "clock": clock.in_words(found),
        "is_overdue": clock.is_overdue(found),
        "next_step": next_step,
        "buttons": [
            *_buttons(found, user, possible, onward),
            *link_buttons(found, sends_links),
            *appointments.buttons_of(user, found),
            *letter_buttons(found),
        ],
        "sees_case": sees_case,
        "passing": onward_from(found, user) if waits_for_the_next(user, found) else None,
        "history": page.history_of(found, steps, with_words=False),
    }
    return render(request, "referrals/referral.html", context)


def _onward(found: Referral, user: User) -> tuple[list[CaseButton], str]:
    """Where the work goes on for this person, as buttons and in words; nothing for others."""
    if not selectors.carries_on(user, found):
        return [], ""
    has_open_need = selectors.has_open_need(found.case)
    words = page.next_step(found, has_open_need=has_open_need)
    return page.onward_of(found, has_open_need=has_open_need), words


def _buttons(
    found: Referral, user: User, possible: dict[State, Transition], onward: list[CaseButton]
) -> list[CaseButton]:
    buttons = page.buttons(found, possible, onward)
    if selectors.can_acknowledge(user, found):
        buttons.append(page.acknowledging(found))
    return buttons


@requires(Permission.REFERRAL_VIEW)
def referral_workflow(request: StaffRequest) -> HttpResponse:
    """The table that the steps of handovers, referrals and transfers follow."""
    tables = [{"title": capfirst(kind.label), "rows": page.table_of(kind)} for kind in Kind]
    head = [_("From the state"), _("To the state"), _("Who"), _("What must be said")]
    return render(request, "referrals/workflow.html", {"tables": tables, "head": head})
