"""What this room tells people: gaps, their own duties, swaps; no word of it is about clients."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from casework.roster.choices import SwapState
from casework.roster.models import GapWarning, Shift, Swap
from casework.roster.refusals import moment_words
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds, people_who_hold
from ostoja.accounts.models import User
from ostoja.notifications.kinds import Kind, register
from ostoja.notifications.telling import event_of, notify, settle

VIEW, PLAN = Permission.ROSTER_VIEW, Permission.ROSTER_PLAN


def _shifts(person: User, shifts: set[UUID]) -> dict[UUID, str]:
    if not holds(person, VIEW):
        return {}
    found = Shift.objects.filter(pk__in=shifts).select_related("place")
    return {one.pk: f"{one.place}, {moment_words(one.starts_at)}" for one in found}


def _gaps(person: User, warnings: set[UUID]) -> dict[UUID, str]:
    if not holds(person, PLAN):
        return {}
    found = GapWarning.objects.filter(pk__in=warnings).select_related("place")
    return {one.pk: f"{one.place}, {moment_words(one.starts_at)}" for one in found}


def _swaps(person: User, swaps: set[UUID]) -> dict[UUID, str]:
    found = Swap.objects.filter(pk__in=swaps).select_related("shift__place")
    if not holds(person, PLAN):
        found = found.filter(Q(asker=person) | Q(asked=person))
    return {one.pk: f"{one.shift.place}, {moment_words(one.shift.starts_at)}" for one in found}


def _week_of_gap(about: UUID | None) -> str:
    warning = GapWarning.objects.filter(pk__in=[about]).first()
    day = f"?day={timezone.localdate(warning.starts_at):%Y-%m-%d}" if warning else ""
    return f"{reverse('roster')}{day}"


def _week_of_shift(about: UUID | None) -> str:
    shift = Shift.objects.filter(pk__in=[about]).first()
    return f"{reverse('roster')}?day={shift.day:%Y-%m-%d}" if shift else reverse("roster")


GAP = Kind(
    key="roster-gap",
    title=_("Soon nobody is on duty"),
    text=_("Find somebody for this time. It begins within three days."),
    counted=ngettext_lazy(
        "%(number)d time soon at which nobody is on duty",
        "%(number)d times soon at which nobody is on duty",
        "number",
    ),
    address=_week_of_gap,
    names=_gaps,
    permission=PLAN,
    module="roster",
    order=50,
)
VACANT = Kind(
    key="duty-vacant",
    title=_("A duty has nobody any more"),
    text=_("Somebody gave a duty back. Give it to somebody else."),
    counted=ngettext_lazy(
        "%(number)d duty that has nobody any more",
        "%(number)d duties that have nobody any more",
        "number",
    ),
    address=_week_of_shift,
    names=_shifts,
    permission=PLAN,
    module="roster",
    order=51,
)
CHANGED = Kind(
    key="duty-changed",
    title=_("Your duties have changed"),
    text=_("Look when you are on duty now."),
    counted=ngettext_lazy(
        "%(number)d change of your duties", "%(number)d changes of your duties", "number"
    ),
    address=lambda about: reverse("my_duties"),
    names=_shifts,
    permission=VIEW,
    module="roster",
    order=52,
)
SWAP_ASKED = Kind(
    key="swap-asked",
    title=_("Somebody asks you to take a duty over"),
    text=_("Say whether you can."),
    counted=ngettext_lazy(
        "%(number)d duty that you are asked to take over",
        "%(number)d duties that you are asked to take over",
        "number",
    ),
    address=lambda about: reverse("swaps"),
    names=_swaps,
    permission=VIEW,
    module="roster",
    order=53,
)
SWAP_ANSWERED = Kind(
    key="swap-answered",
    title=_("A swap of duties is decided"),
    text=_("Look who has the duty now."),
    counted=ngettext_lazy(
        "%(number)d swap of duties is decided",
        "%(number)d swaps of duties are decided",
        "number",
    ),
    address=lambda about: reverse("swaps"),
    names=_swaps,
    permission=VIEW,
    module="roster",
    order=54,
)
SWAP_TO_APPROVE = Kind(
    key="swap-to-approve",
    title=_("A swap of duties waits for your approval"),
    text=_("Two people agreed. Say whether it may be so."),
    counted=ngettext_lazy(
        "%(number)d swap of duties waits for your approval",
        "%(number)d swaps of duties wait for your approval",
        "number",
    ),
    address=lambda about: reverse("swaps"),
    names=_swaps,
    permission=PLAN,
    module="roster",
    order=55,
)


def register_all() -> None:
    """Called when the app starts."""
    register(GAP, VACANT, CHANGED, SWAP_ASKED, SWAP_ANSWERED, SWAP_TO_APPROVE)


def gap(warning: GapWarning) -> int:
    """Tell everybody who plans; how many."""
    return notify(
        GAP, to=people_who_hold(PLAN), event=event_of(warning.pk, "gap"), about=warning.pk
    )


def gap_closed(warning: GapWarning) -> None:
    """Nobody is called to it any more."""
    settle(GAP, about=warning.pk)


def changed(people: Iterable[User | None], shift: Shift, by: User | None) -> None:
    """Tell those who had the duty or have it now, unless it is over."""
    settle(VACANT, about=shift.pk)
    if shift.ends_at > timezone.now():
        event = event_of(shift.pk, f"changed {shift.version}")
        to = {one.pk: one for one in people if one}.values()
        notify(CHANGED, to=to, event=event, about=shift.pk, by=by)


def removed(shift: Shift, by: User | None) -> None:
    """Tell who had it; there is nothing left that could be named."""
    settle(VACANT, CHANGED, about=shift.pk)
    if shift.person and shift.ends_at > timezone.now():
        notify(CHANGED, to=[shift.person], event=event_of(shift.pk, "removed"), by=by)


def planned(shifts: Iterable[Shift], submission: UUID, by: User | None) -> None:
    """Tell each person once of all their new duties."""
    now = timezone.now()
    people = {one.person.pk: one.person for one in shifts if one.person and one.ends_at > now}
    notify(CHANGED, to=people.values(), event=event_of(submission, "planned"), by=by)


def given_back(shift: Shift, by: User | None) -> None:
    """Tell everybody who plans of the first of the duties that wait for somebody now."""
    event = event_of(shift.pk, f"vacant {shift.version}")
    notify(VACANT, to=people_who_hold(PLAN), event=event, about=shift.pk, by=by)


def swap_asked(swap: Swap, by: User) -> None:
    """Tell whoever is asked."""
    notify(SWAP_ASKED, to=[swap.asked], event=event_of(swap.pk, "asked"), about=swap.pk, by=by)


def swap_agreed(swap: Swap, by: User) -> None:
    """Tell who asked that it is done, or planners that they are to approve it."""
    settle(SWAP_ASKED, about=swap.pk)
    if swap.state == SwapState.AGREED:
        event = event_of(swap.pk, "agreed")
        notify(SWAP_TO_APPROVE, to=people_who_hold(PLAN), event=event, about=swap.pk, by=by)
    else:
        _tell_both(swap, by)


def swap_decided(swap: Swap, by: User) -> None:
    """Tell both, but for who decided."""
    swap_ended(swap)
    _tell_both(swap, by)


def swap_ended(swap: Swap) -> None:
    """Nobody is called to it any more."""
    settle(SWAP_ASKED, SWAP_TO_APPROVE, about=swap.pk)


def _tell_both(swap: Swap, by: User) -> None:
    event = event_of(swap.pk, f"decided {swap.state}")
    notify(SWAP_ANSWERED, to=[swap.asker, swap.asked], event=event, about=swap.pk, by=by)
