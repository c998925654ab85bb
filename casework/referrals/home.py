"""What referrals show on a person's first page."""

from datetime import timedelta
from statistics import median

from django.db.models import CharField, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.choices import CaseState, Urgency
from casework.cases.home import PRESSING
from casework.cases.models import Case
from casework.cases.selectors import cases_visible_to
from casework.referrals import clock, page, selectors
from casework.referrals.models import Referral
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Figure, Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.ui.elapsed import time_waited
from ostoja.ui.numbers import SMALLEST_TOLD, told

ROWS = 5
SOON = timedelta(hours=24)
"""Before its end a clock begins to press."""
QUARTER = timedelta(days=90)


def waiting(user: User) -> Panel | None:
    """For everybody who answers: what waits for it, with its age and the clock in words."""
    if not holds(user, Permission.REFERRAL_ANSWER):
        return None
    found = selectors.with_day_of_sending(selectors.waiting_for_us(user))
    is_coordinator = holds(user, Permission.CASE_COORDINATE)
    return Panel(
        _("Handed over to you") if is_coordinator else _("Referrals that wait for your answer"),
        [_row(one, _age_and_clock(one), _pressing(one)) for one in found[:ROWS]],
        _("What others ask of you appears here, with the time left to answer."),
        reverse("referrals"),
    )


def in_hand(user: User) -> Panel | None:
    """For partners: what they have taken on, the longest first."""
    if not holds(user, Permission.REFERRAL_ANSWER):
        return None
    rows = [_row(one, _state_and_age(one)) for one in selectors.in_our_hands(user)[:ROWS]]
    if not rows and holds(user, Permission.CASE_OPEN):
        return None
    return Panel(
        _("You are helping here"),
        rows,
        _("What you accept appears here until you write how it ended."),
        reverse("referrals"),
    )


def returned(user: User) -> Panel | None:
    """For those who send: what came back and needs a decision. Partners send seldom."""
    if not holds(user, Permission.CASE_HAND_OVER):
        return None
    found = selectors.returned_to_us(user)
    rows = [
        _row(referral, referral.get_state_display(), Pressing.TODAY) for referral in found[:ROWS]
    ]
    if not rows and not holds(user, Permission.CASE_OPEN):
        return None
    empty = _("What a partner declines, or leaves without an answer, comes back to you here.")
    return Panel(_("Returned to you"), rows, empty, reverse("referrals"))


def longest(user: User) -> Panel | None:
    """For the coordinator: sent and unanswered, the one that runs out first on top."""
    if not holds(user, Permission.CASE_COORDINATE):
        return None
    found = selectors.sent_by_us(user).filter(respond_by__isnull=False).order_by("respond_by", "pk")
    rows = [_row(one, clock.in_words(one), _pressing(one)) for one in found[:ROWS]]
    empty = _("When you refer a need, you see here how long the partner still has to answer.")
    return Panel(_("Waiting longest for a partner"), rows, empty, reverse("referrals"))


def to_refer(user: User) -> Panel | None:
    """For the coordinator: needs about which nobody has been asked yet."""
    if not holds(user, Permission.CASE_COORDINATE):
        return None
    rows = [
        PanelRow(
            f"{need.need} ({need.case.number} · {need.case.pseudonym})",
            reverse("case_refer", args=[need.case_id]),
            _("open %(time)s") % {"time": time_waited(need.created_at)},
            PRESSING[Urgency(need.case.urgency)],
        )
        for need in selectors.needs_to_refer(user)[:ROWS]
    ]
    empty = _("Needs of the cases that you take over appear here until you refer them to somebody.")
    return Panel(_("Needs to refer"), rows, empty, reverse("cases"))


def to_close(user: User) -> Panel | None:
    """For who closes cases: those in which nothing is left to do but to tell the person."""
    if not holds(user, Permission.CASE_OPEN):
        return None
    rows = [_finished_row(case) for case in selectors.finished_cases(user)[:ROWS]]
    if not rows and not holds(user, Permission.CASE_COORDINATE):
        return None
    empty = _("When a partner writes how it ended and nothing is left open, close the case here.")
    return Panel(_("Settled: tell the person and close the case"), rows, empty, reverse("cases"))


def news(user: User) -> Panel | None:
    """For who works on cases: those in which something happened since they last looked."""
    if not holds(user, Permission.CASE_OPEN):
        return None
    rows = [_case_row(case) for case in with_news(user)[:ROWS]]
    empty = _("When somebody else does something in your case, it appears here until you look.")
    return Panel(_("Your cases with news"), rows, empty, reverse("cases"))


def answer_times(user: User) -> Panel | None:
    """For analysts: how soon partners answered lately, and how often nobody did."""
    if not holds(user, Permission.FIGURES_VIEW):
        return None
    answered, unanswered = selectors.answers_since(timezone.now() - QUARTER)
    figures = [
        Figure(_("answers"), told(len(answered))),
        Figure(_("without an answer in time"), told(unanswered)),
    ]
    if len(answered) >= SMALLEST_TOLD:
        hours = round(median(one.total_seconds() for one in answered) / 3600)
        figures.insert(0, Figure(_("hours to an answer (median)"), hours))
    return Panel(
        _("Partners' answers in the last 90 days"),
        figures=figures if answered or unanswered else [],
        empty=_("How soon partners answer referrals is counted here, without names."),
    )


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


def _row(referral: Referral, meta: str, pressing: Pressing = Pressing.LATER) -> PanelRow:
    text = f"{page.title_of(referral)} ({referral.case.number})"
    return PanelRow(text, reverse("referral", args=[referral.pk]), meta, pressing)


def _pressing(referral: Referral) -> Pressing:
    if clock.is_overdue(referral):
        return Pressing.NOW
    is_soon = referral.respond_by is not None and referral.respond_by - timezone.now() <= SOON
    return Pressing.TODAY if is_soon else Pressing.LATER


def _age_and_clock(referral: Referral) -> str:
    sent_at = getattr(referral, "sent_at", None)
    waits = _("waits %(time)s") % {"time": time_waited(sent_at)} if sent_at else ""
    return " · ".join(filter(None, [waits, clock.in_words(referral)]))


def _state_and_age(referral: Referral) -> str:
    return f"{referral.get_state_display()} · {time_waited(referral.created_at)}"


def _finished_row(case: Case) -> PanelRow:
    finished_at = getattr(case, "finished_at", None)
    meta = _("settled %(time)s ago") % {"time": time_waited(finished_at)} if finished_at else ""
    text, url = f"{case.number} · {case.pseudonym}", reverse("case_close", args=[case.pk])
    return PanelRow(text, url, meta, Pressing.TODAY)


def _case_row(case: Case) -> PanelRow:
    text = f"{case.number} · {case.pseudonym}"
    return PanelRow(text, reverse("case", args=[case.pk]), case.get_state_display())


PANELS = (waiting, to_close, returned, to_refer, longest, in_hand, news, answer_times)
"""In the order of the page, as far as nothing presses."""
