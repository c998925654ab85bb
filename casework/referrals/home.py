"""What referrals show on a person's first page."""

from django.db.models import CharField, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.choices import CaseState
from casework.cases.models import Case
from casework.cases.selectors import cases_visible_to
from casework.referrals import clock, page, selectors
from casework.referrals.models import Referral
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent

ROWS = 5


def waiting(user: User) -> Panel | None:
    """For everybody who answers: what waits for it, the clock in words."""
    if not holds(user, Permission.REFERRAL_ANSWER):
        return None
    found = selectors.waiting_for_us(user)
    is_coordinator = holds(user, Permission.CASE_COORDINATE)
    return Panel(
        _("Handed over to you") if is_coordinator else _("Referrals that wait for your answer"),
        [_row(referral, clock.in_words(referral)) for referral in found[:ROWS]],
        _("Nothing waits for your answer."),
        reverse("referrals"),
    )


def returned(user: User) -> Panel | None:
    """For those who send: what came back and needs a decision. Partners send seldom."""
    if not holds(user, Permission.CASE_HAND_OVER):
        return None
    found = selectors.returned_to_us(user)
    rows = [_row(referral, referral.get_state_display()) for referral in found[:ROWS]]
    if not rows and not holds(user, Permission.CASE_OPEN):
        return None
    return Panel(_("Returned to you"), rows, _("Nothing came back."), reverse("referrals"))


def longest(user: User) -> Panel | None:
    """For the coordinator: sent and unanswered, the one that runs out first on top."""
    if not holds(user, Permission.CASE_COORDINATE):
        return None
    found = selectors.sent_by_us(user).filter(respond_by__isnull=False).order_by("respond_by", "pk")
    rows = [_row(referral, clock.in_words(referral)) for referral in found[:ROWS]]
    empty = _("Nobody owes you an answer.")
    return Panel(_("Waiting longest for a partner"), rows, empty, reverse("referrals"))


def news(user: User) -> Panel | None:
    """For who works on cases: those in which something happened since they last looked."""
    if not holds(user, Permission.CASE_OPEN):
        return None
    rows = [_case_row(case) for case in with_news(user)[:ROWS]]
    return Panel(_("Your cases with news"), rows, _("No news in your cases."), reverse("cases"))


def with_news(user: User) -> QuerySet[Case]:
    """Cases the person works on, with a step of a referral that others took after the last look."""
    looks = AuditEvent.objects.filter(
        verb="case.seen", actor_id=user.pk, subject_id=Cast(OuterRef("pk"), CharField())
    )
    last_look = Subquery(looks.order_by("-at").values("at")[:1])
    by_others = ~Q(referrals__steps__by=user) | Q(referrals__steps__by=None)
    cases = cases_visible_to(user).filter(worker=user).exclude(state=CaseState.CLOSED)
    latest = cases.annotate(
        looked_at=last_look, news_at=Max("referrals__steps__at", filter=by_others)
    )
    since = Q(looked_at=None) | Q(news_at__gt=F("looked_at"))
    return latest.filter(since, news_at__isnull=False).order_by("-news_at")


def _row(referral: Referral, meta: str) -> PanelRow:
    text = f"{page.title_of(referral)} ({referral.case.number})"
    return PanelRow(text, reverse("referral", args=[referral.pk]), meta)


def _case_row(case: Case) -> PanelRow:
    text = f"{case.number} · {case.pseudonym}"
    return PanelRow(text, reverse("case", args=[case.pk]), case.get_state_display())
