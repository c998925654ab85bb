"""What referrals add to the page of a case, and to its closing."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.choices import CaseState, NeedState
from casework.cases.closing import ClosingRule, OpenThing
from casework.cases.consents import ResultOfWithdrawal
from casework.cases.models import Case, CaseStep, Consent
from casework.cases.panels import CaseButton, CasePanel, HistoryEntry
from casework.cases.selectors import Sight, needs_for
from casework.referrals import page
from casework.referrals.actions import complete, resume, withdraw
from casework.referrals.actions.consents import end_resting
from casework.referrals.basis import resting_on
from casework.referrals.choices import AWAITING, LIVE, Kind, State
from casework.referrals.live import live
from casework.referrals.models import Referral
from casework.referrals.selectors import of_case
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User


def seen(case: Case, sight: Sight) -> QuerySet[Referral]:
    """The case's referrals that this person may see, with their steps."""
    return of_case(case, sight.person).prefetch_related("steps__by")


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """Each as a card."""
    cards = [page.card_of(one, names_case=False) for one in sight.once(seen, case)]
    return CasePanel("referrals/case_panel.html", {"cards": cards}) if cards else None


def history(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    """Their steps."""
    yield from page.case_history(sight.once(seen, case))


def buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """Hand over, refer, transfer: as far as the person may and the case allows it."""
    if case.state == CaseState.CLOSED:
        return
    waits = case.referrals.filter(kind__in=[Kind.HANDOVER, Kind.TRANSFER], state__in=AWAITING)
    is_free = not waits.exists()
    if is_free and sight.may(Permission.CASE_HAND_OVER) and case.state == CaseState.OPEN:
        url = reverse("case_hand_over", args=[case.pk])
        yield CaseButton(_("Hand over to the coordinator"), url, order=20, is_main=True)
    if not sight.may(Permission.CASE_COORDINATE):
        return
    if has_open_need(case, sight):
        url = reverse("case_refer", args=[case.pk])
        yield CaseButton(_("Refer to a partner"), url, order=20, is_main=True)
    if is_free:
        url = reverse("case_transfer", args=[case.pk])
        yield CaseButton(_("Transfer the lead"), url, order=70)


def has_open_need(case: Case, sight: Sight) -> bool:
    """Whether there is something to ask somebody for."""
    return any(need.state == NeedState.OPEN for need in sight.once(needs_for, case))


def shared_needs(case: Case, groups: Collection[int]) -> list[UUID]:
    """The needs that are, or were asked to be, with these groups' bodies."""
    asked = case.referrals.filter(kind=Kind.REFERRAL, state__in=LIVE, receiver__group__in=groups)
    return [referral.case_need_id for referral in asked if referral.case_need_id]


def _obstacle(case: Case) -> str:
    others = case.referrals.filter(live()).exclude(kind=Kind.HANDOVER, state=State.ACCEPTED)
    if others.exists():
        return _(
            "Somebody still works on a referral of this case. Wait for the end or withdraw it."
        )
    return ""


def _open_things(case: Case, user: User) -> Iterator[OpenThing]:
    """The referrals that must end first: wait for each, or withdraw it."""
    found = of_case(case, user).filter(live())
    for one in found.exclude(kind=Kind.HANDOVER, state=State.ACCEPTED):
        words = f"{page.title_of(one)} → {one.receiver.name}: {one.get_state_display()}"
        yield OpenThing(words, reverse("referral", args=[one.pk]))


def _finish(case: Case, how_it_ended: str, by: User | None) -> None:
    """The coordination ends with the case, and drafts are thrown away."""
    for draft in case.referrals.filter(state=State.DRAFT):
        withdraw(referral=draft, version=draft.version, reason="", by=by)
    for handover in case.referrals.filter(kind=Kind.HANDOVER, state=State.ACCEPTED):
        complete(referral=handover, version=handover.version, outcome=how_it_ended, by=by)


def _reopen(case: Case, closed: CaseStep | None, by: User | None) -> None:
    """A coordination that ended with the case, so at its closing or right after it, goes on."""
    if closed is None:
        return
    ended = case.referrals.filter(kind=Kind.HANDOVER, state=State.COMPLETED)
    for handover in ended.filter(steps__state=State.COMPLETED, steps__at__gte=closed.at):
        resume(referral=handover, version=handover.version, by=by)


def _rests(consent: Consent) -> list[str]:
    return [f"{page.title_of(one)} → {one.receiver.name}" for one in resting_on(consent)]


CONSENTS = ResultOfWithdrawal(_rests, end_resting)
CLOSING_RULE = ClosingRule(_obstacle, _finish, _reopen, _open_things)
