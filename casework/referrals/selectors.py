"""What may be read of referrals, and by whom: one list for each place on the desk."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from casework.cases.choices import CaseState, NeedState
from casework.cases.models import Case, CaseNeed
from casework.cases.selectors import PROTECTED, settled
from casework.cases.urgency import by_urgency
from casework.partners.models import Organisation
from casework.referrals.choices import AWAITING, RETURNED, WORKING, Kind, State
from casework.referrals.clock import LAST_CALL
from casework.referrals.live import live
from casework.referrals.models import Referral, Step
from casework.referrals.workflow import WORKFLOW, Side, Transition, rows, steps_from
from ostoja.access.door import object_for, visible_to
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.memberships import groups_with, holds
from ostoja.accounts.models import Membership, User
from ostoja.audit import record

NOT_TAKEN_ON = frozenset({State.DECLINED, State.EXPIRED, State.WITHDRAWN})
ALONGSIDE = ("case__lead", "case_need__need", "sender", "receiver", "service")


def referral_for(user: User, pk: UUID, permission: Permission) -> Referral:
    """The referral, or ``Http404`` where this person may not do this with it."""
    referrals = Referral.objects.select_related(*ALONGSIDE)
    referral = object_for(user, referrals, pk, permission)
    if permission == Permission.REFERRAL_VIEW:
        record("referral.seen", by=user, on=referral, subject=referral.case)
    return referral


def referrals_visible_to(user: User) -> QuerySet[Referral]:
    """Every handover, referral and transfer this person may see; the only list there is."""
    return visible_to(user, Referral.objects.select_related(*ALONGSIDE), Permission.REFERRAL_VIEW)


def may_take(user: User, referral: Referral, step: Transition) -> bool:
    """Whether the person stands on the side that takes this step, with its permission."""
    if step.side == Side.SENDER and step.permission:
        case = Case.objects.filter(pk=referral.case_id)
        return visible_to(user, case, step.permission).exists()
    if step.side == Side.RECEIVER and step.permission:
        own = Referral.objects.filter(pk=referral.pk)
        return visible_to(user, own, step.permission).exists()
    return False


def may_answer(user: User, referral: Referral) -> bool:
    """Whether the person stands on the receiver's side."""
    return may_take(user, referral, Transition(Side.RECEIVER, Permission.REFERRAL_ANSWER))


def steps_for(user: User, referral: Referral) -> dict[State, Transition]:
    """The steps this person can take now."""
    possible = steps_from(referral.kind, referral.state)
    sides = {step.side: may_take(user, referral, step) for step in _one_a_side(possible)}
    return {to: step for to, step in possible.items() if sides[step.side]}


def _one_a_side(steps: Mapping[State, Transition]) -> list[Transition]:
    return list({step.side: step for step in steps.values()}.values())


def referral_to_move(user: User, pk: UUID, to: State) -> Referral:
    """The referral, where the person is on the side that takes such a step; else ``Http404``.

    Whether the step is possible *now* is not asked: that is told in words, not by a 404.
    """
    referral = object_for(
        user, Referral.objects.select_related(*ALONGSIDE), pk, Permission.REFERRAL_VIEW
    )
    steps = [step for _before, state, step in rows(Kind(referral.kind)) if state == to]
    if not any(may_take(user, referral, step) for step in steps[:1]):
        raise Http404
    return referral


def waiting_for_us(user: User) -> QuerySet[Referral]:
    """Received and not answered, the clock that runs out first on top."""
    received = referrals_visible_to(user).filter(state__in=AWAITING)
    return visible_to(user, received, Permission.REFERRAL_ANSWER).order_by("respond_by", "pk")


def running_out() -> QuerySet[Referral]:
    """For the clock: those of the whole city that must be answered within the last call."""
    soon = Q(respond_by__gt=timezone.now(), respond_by__lte=timezone.now() + LAST_CALL)
    return Referral.objects.select_related(*ALONGSIDE).filter(soon, state__in=AWAITING)


def in_our_hands(user: User) -> QuerySet[Referral]:
    """Received, accepted and not ended. (Cases that one coordinates are in the list of cases.)"""
    received = referrals_visible_to(user).filter(state__in=WORKING, kind=Kind.REFERRAL)
    return visible_to(user, received, Permission.REFERRAL_ANSWER).order_by("created_at", "pk")


def sent_by_us(user: User) -> QuerySet[Referral]:
    """Drafts, and what was sent and has not ended."""
    return _on_senders_side(user).filter(Q(state=State.DRAFT) | live())


def returned_to_us(user: User) -> QuerySet[Referral]:
    """What came back without help and still needs somebody to decide."""
    return _undecided(_on_senders_side(user))


def _undecided(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    back = referrals.filter(state__in=RETURNED).exclude(case__state=CaseState.CLOSED)
    later = Referral.objects.filter(
        kind=OuterRef("kind"), case=OuterRef("case"), created_at__gt=OuterRef("created_at")
    ).exclude(state__in=[State.DRAFT, State.WITHDRAWN])
    sent_again = later.filter(Q(case_need=OuterRef("case_need")) | ~Q(kind=Kind.REFERRAL))
    undecided = Q(kind=Kind.REFERRAL, case_need__state=NeedState.OPEN) | (
        ~Q(kind=Kind.REFERRAL) & Q(acknowledged_at=None)
    )
    return back.filter(undecided).exclude(Exists(sent_again))


def not_picked_up(since: datetime) -> QuerySet[Referral]:
    """For the clock: those of the whole city that came back before then, and wait."""
    came_back = Step.objects.filter(referral=OuterRef("pk"), state__in=RETURNED)
    waits = _undecided(Referral.objects.select_related(*ALONGSIDE, "sender__group"))
    latest = Subquery(came_back.order_by("-at").values("at")[:1])
    return waits.annotate(came_back_at=latest).filter(came_back_at__lte=since)


def with_day_of_sending(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """The same, each with the moment it was sent as ``sent_at``."""
    steps = Step.objects.filter(referral=OuterRef("pk"), state=State.SENT)
    return referrals.annotate(sent_at=Subquery(steps.order_by("-at").values("at")[:1]))


def needs_to_refer(user: User) -> QuerySet[CaseNeed]:
    """Open needs of the cases this person coordinates, about which nobody was ever asked.

    (What was asked and came back is in ``returned_to_us``.) The most urgent case first.
    """
    asked = Referral.objects.filter(case_need=OuterRef("pk")).exclude(state=State.DRAFT)
    needs = CaseNeed.objects.filter(state=NeedState.OPEN, case__in=_coordinated(user))
    found = needs.exclude(Exists(asked)).select_related("case", "need")
    what_it_says = [f"case__{name}" for name in PROTECTED]
    return found.defer(*what_it_says).order_by(by_urgency("case__urgency"), "created_at", "pk")


def answers_since(moment: datetime) -> tuple[list[timedelta], int]:
    """How long receivers took to answer what was sent since then, and how many never did.

    Saying that one considers it is no answer yet.
    """
    sent = Referral.objects.filter(kind=Kind.REFERRAL).annotate(
        sent_at=Min("steps__at", filter=Q(steps__state=State.SENT)),
        answered_at=Min("steps__at", filter=Q(steps__state__in=[State.ACCEPTED, State.DECLINED])),
    )
    recent = sent.filter(sent_at__gte=moment).order_by()
    pairs = recent.filter(answered_at__isnull=False).values_list("sent_at", "answered_at")
    return [end - start for start, end in pairs], recent.filter(state=State.EXPIRED).count()


def finished_cases(user: User) -> QuerySet[Case]:
    """Cases that this person may close and in which no need is left; the oldest news first.

    A coordinator closes what the body coordinates; others what they work on themselves.
    ``finished_at`` is when a partner last completed something, if one did.
    """
    if holds(user, Permission.CASE_COORDINATE):
        cases = _coordinated(user)
    else:
        own = Case.objects.filter(worker=user, state=CaseState.OPEN)
        cases = visible_to(user, own, Permission.CASE_CHANGE)
    completed = Q(referrals__kind=Kind.REFERRAL, referrals__steps__state=State.COMPLETED)
    found = settled(cases).annotate(finished_at=Max("referrals__steps__at", filter=completed))
    return found.defer(*PROTECTED).order_by("finished_at", "opened_at", "pk")


def _coordinated(user: User) -> QuerySet[Case]:
    still_open = Case.objects.exclude(state=CaseState.CLOSED)
    return visible_to(user, still_open, Permission.CASE_COORDINATE)


def _on_senders_side(user: User) -> QuerySet[Referral]:
    """Handovers belong to whoever may hand the case over, the rest to who coordinates it.

    Where nobody coordinates it any more, or it is kept from people by name, so that those who
    do may not see it, that rest lies with those who hand it over, too.
    """
    cases = Case.objects.all()
    leads = Q(case__in=visible_to(user, cases, Permission.CASE_HAND_OVER))
    by_name = ~Q(case__named=None, case__excluded=[])
    handed_over = leads & (Q(kind=Kind.HANDOVER) | Q(case__state=CaseState.OPEN) | by_name)
    others = ~Q(kind=Kind.HANDOVER) & Q(
        case__in=visible_to(user, cases, Permission.CASE_COORDINATE)
    )
    return referrals_visible_to(user).filter(handed_over | others)


def of_case(case: Case, user: User) -> QuerySet[Referral]:
    """Those of a case that this person may see, the newest first."""
    return referrals_visible_to(user).filter(case=case).order_by("-created_at", "pk")


def sees_case(user: User, referral: Referral) -> bool:
    """Whether the person may open the case itself."""
    own = Case.objects.filter(pk=referral.case_id)
    return visible_to(user, own, Permission.CASE_VIEW).exists()


def carries_on(user: User, referral: Referral) -> bool:
    """Whether the person's body has taken on the coordination, or the lead, and works on it now."""
    needed = {Kind.HANDOVER: Permission.CASE_COORDINATE, Kind.TRANSFER: Permission.CASE_CHANGE}
    permission = needed.get(Kind(referral.kind))
    if permission is None or referral.state != State.ACCEPTED or referral.case.closed_at:
        return False
    own = Case.objects.filter(pk=referral.case_id)
    is_ours = referral.receiver.group_id in groups_with(user, permission)
    return is_ours and visible_to(user, own, permission).exists()


def has_open_need(case: Case) -> bool:
    """Whether a need of the case waits for somebody."""
    return case.needs.filter(state=NeedState.OPEN).exists()


def shows_words(referral: Referral, *, sees_case: bool) -> bool:
    """Whether the message is shown: a receiver who did not take it on no longer reads it."""
    return sees_case or referral.state not in NOT_TAKEN_ON


def came_back_to(user: User, referral: Referral) -> bool:
    """Whether it is a change of lead that came back to this person."""
    if referral.kind == Kind.REFERRAL or referral.state not in RETURNED:
        return False
    sending = WORKFLOW[Kind(referral.kind)][State.DRAFT][State.SENT]
    return may_take(user, referral, sending)


def can_acknowledge(user: User, referral: Referral) -> bool:
    """Whether it still lies on the person's desk until they take note of it."""
    return referral.acknowledged_at is None and came_back_to(user, referral)


def bodies_that_can_lead(case: Case) -> QuerySet[Organisation]:
    """Every other body that has somebody who could answer and then work on the case."""
    roles = [
        role
        for role, held in ROLES.items()
        if {Permission.REFERRAL_ANSWER, Permission.CASE_CHANGE} <= held
    ]
    people = Membership.objects.filter(
        group=OuterRef("group"), role__in=roles, user__is_active=True
    )
    return Organisation.objects.filter(Exists(people)).exclude(pk=case.lead_id)
