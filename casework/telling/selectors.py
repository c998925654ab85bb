"""What may be read of what people are to be told: by those who hold the case, and nobody else."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.cases.models import Case
from casework.cases.selectors import PROTECTED, Sight, sight_of
from casework.telling.choices import State
from casework.telling.models import Attempt, Telling
from ostoja.access.door import visible_to
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.audit import record

HOLDS = (Permission.CASE_CHANGE, Permission.CASE_COORDINATE)
JOINS = (
    *("case__lead__group", "case__worker", "ended_by"),
    *("referral__receiver", "referral__case_need__need", "outside__case_need__need"),
)


def may_tell(sight: Sight) -> bool:
    """Who leads the case or coordinates it; a body that only helps learns nothing of it."""
    return any(sight.may(one) for one in HOLDS)


def tellings_visible_to(user: User) -> QuerySet[Telling]:
    """The only list there is."""
    held = [one for one in HOLDS if holds(user, one)]
    if not held:
        return Telling.objects.none()
    cases, own = Case.objects.filter(merged_into=None), Q()
    for permission in held:
        own |= Q(case__in=visible_to(user, cases, permission).order_by().values("pk"))
    return Telling.objects.filter(own)


def listed(tellings: QuerySet[Telling]) -> QuerySet[Telling]:
    """With what pages show of each, and nothing of the case that need be decrypted."""
    hidden = [f"case__{name}" for name in PROTECTED]
    return tellings.select_related(*JOINS).defer(*hidden)


def telling_for(user: User, pk: UUID) -> Telling:
    """The one, with its case as this person may see it, or ``Http404``."""
    found = tellings_visible_to(user).select_related(*JOINS).filter(pk=pk).first()
    if found is None:
        raise Http404
    record("telling.seen", by=user, on=found, subject=found.case)
    return found


def tellings_of(case: Case, sight: Sight) -> QuerySet[Telling]:
    """Those of one case, the newest first; none for who only helps in it."""
    if not may_tell(sight):
        return Telling.objects.none()
    attempts = Prefetch("attempts", Attempt.objects.select_related("by"))
    found = Telling.objects.filter(case=case).select_related(*JOINS).prefetch_related(attempts)
    return found.order_by("-since", "-pk")


def tellings_of_case(user: User, case: Case) -> QuerySet[Telling]:
    """The same for who comes by a program; ``Http404`` for who only helps in the case."""
    if not may_tell(sight_of(case, user)):
        raise Http404
    return Telling.objects.filter(case=case)


def waiting_for(user: User) -> QuerySet[Telling]:
    """Those that wait now, the one that is late longest first."""
    found = tellings_visible_to(user).filter(state=State.WAITING)
    return listed(found).order_by("due_at", "pk")


def on_the_desk(user: User) -> QuerySet[Telling]:
    """What this person is to do: of their own cases, of nobody's, and what is late elsewhere."""
    today = timezone.localdate()
    own = Q(case__worker=user) | Q(case__worker=None)
    if holds(user, Permission.CASE_COORDINATE):
        own |= Q(due_at__lte=timezone.now())
    return waiting_for(user).filter(own).exclude(again_on__gt=today)


def any_waiting() -> Exists:
    """Whether anybody in the city is to be told anything: asked along with each person."""
    return Exists(Telling.objects.filter(state=State.WAITING))


def any_of_case() -> Exists:
    """Whether a case ever had one: asked along with the case."""
    return Exists(Telling.objects.filter(case=OuterRef("pk")))


def newest_of(telling: Telling) -> Telling | None:
    """What overtook it, where it still waits."""
    rows = Telling.objects.filter(referral=telling.referral_id, outside=telling.outside_id)
    return rows.filter(state=State.WAITING).exclude(pk=telling.pk).first()


def late_now() -> QuerySet[Telling]:
    """Of which somebody is to be reminded now. Samples of the demonstration ring for nobody."""
    found = Telling.objects.filter(
        state=State.WAITING, remind_at__lte=timezone.now(), is_sample=False
    )
    return found.select_related("case__lead__group", "case__worker").order_by("remind_at")
