"""Taking a step of the table in ``workflow``, with everything that belongs to it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.actions import locked_case
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.referrals import conflicts, effects, following, links, notices
from casework.referrals.basis import refuse_missing_basis
from casework.referrals.choices import AWAITING, RETURNED, Kind, Reason, State
from casework.referrals.links import ByLink
from casework.referrals.live import is_live
from casework.referrals.models import Referral, Step
from casework.referrals.workflow import REASONS, Side, Transition, by_hand, transition
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def move(
    *,
    referral: Referral,
    to: State,
    version: int,
    by: User | None,
    answered_by: str = "",
    **said: str,
) -> Referral:
    """Take one step of the table; ``said`` holds what the step needs (reason, outcome).

    ``answered_by`` is the name of somebody without an account, who came by a link.

    Raises ``NotAllowed`` when the table has no such step or something is missing, and
    ``StaleObject`` when somebody else took a step in the meantime.
    """
    case = locked_case(referral.case)
    moved = lock(Referral, referral.pk, version)
    step = by_hand(moved.kind, moved.state, to)
    return _take(moved, case, step, to, by=by, answered_by=answered_by, **said)


@action
def resume(*, referral: Referral, version: int, by: User | None) -> Referral:
    """The case was reopened: the coordination that ended with it goes on."""
    case = locked_case(referral.case)
    moved = lock(Referral, referral.pk, version)
    step = transition(moved.kind, moved.state, State.ACCEPTED)
    if step is not None and step.side != Side.REOPENING:
        step = None
    return _take(moved, case, step, State.ACCEPTED, by=by, outcome="")


@action
def end_with_agreement(*, referral: Referral, by: User | None) -> Referral:
    """The receiver left the agreement or is suspended: it returns to the sender at once."""
    case = locked_case(referral.case)
    moved = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if not is_live(moved):
        return moved
    to = State.EXPIRED if moved.state in AWAITING else State.NOT_ACHIEVED
    step = transition(moved.kind, moved.state, to)
    return _take(moved, case, step, to, by=by, reason=Reason.LEFT_AGREEMENT)


def _take(
    moved: Referral,
    case: Case,
    step: Transition | None,
    to: State,
    *,
    by: User | None,
    answered_by: str = "",
    **said: str,
) -> Referral:
    """Everything that belongs to a step; both rows are locked."""
    before = State(moved.state)
    if step is None:
        raise NotAllowed(_no_such_step(before, to))
    for name, value in said.items():
        setattr(moved, name, value)
    _refuse_missing(moved, step, to)
    effects.refuse(moved, case, to)
    moved.state = to
    effects.apply(moved, case, before)
    reached = Step.objects.create(referral=moved, state=to, by=by, answered_by=answered_by)
    who = by or (ByLink(f"{answered_by}, {moved.receiver.name}") if answered_by else None)
    record(f"referral.{to}", by=who, on=moved, subject=case, kind=moved.kind, before=str(before))
    following.follow(moved, case, by=by)
    notices.announce(moved, before, reached, by=by)
    moved.link_token = links.follow(moved, reached.pk)
    return moved


def _no_such_step(before: State, to: State) -> str:
    words = {"before": before.label, "to": State(to).label}
    message = _("It is now in the state “%(before)s”, from which it cannot go to “%(to)s”.")
    return message % words


def _refuse_missing(referral: Referral, step: Transition, to: State) -> None:
    if to == State.SENT:
        conflicts.refuse(referral)
    if "message" in step.needs and not referral.message.strip():
        raise NotAllowed(_("Write what the receiver needs to know."))
    if "legal_basis" in step.needs:
        refuse_missing_basis(referral)
    if "outcome" in step.needs and not referral.outcome.strip():
        raise NotAllowed(_("Write what was achieved."))
    if "reason" in step.needs and referral.reason not in REASONS[to]:
        raise NotAllowed(_("Choose the reason."))
    if referral.reason == Reason.OTHER and not referral.explanation.strip():
        raise NotAllowed(_("Explain the other reason in a few words."))


@action
def acknowledge(*, referral: Referral, by: User | None) -> Referral:
    """Take note that a change of lead came back: it leaves the sender's desk.

    The referral of a need has no such way out; its need must be met, sent on or counted.
    """
    case = locked_case(referral.case)
    noted = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if noted.kind == Kind.REFERRAL or noted.state not in RETURNED:
        raise NotAllowed(_("There is nothing here to take note of."))
    noted.acknowledged_at = timezone.now()
    noted.save(update_fields=["acknowledged_at"])
    record("referral.acknowledged", by=by, on=noted, subject=case)
    notices.noted(noted)
    return noted


@action
def recall_clock(*, referral: Referral) -> int:
    """The time to answer ends soon: tell those who owe the answer, once; how many."""
    told = notices.time_ends(referral) + links.remind(referral)
    record("referral.clock_recalled", by=None, on=referral, subject=referral.case, told=told)
    return told
