"""Everything that changes a referral. Which step is possible stands in ``workflow``."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.actions import locked_case, refuse_closed, sent_before
from casework.cases.models import Case, CaseNeed
from casework.cases.refusal import NotAllowed
from casework.partners.models import Organisation, Service
from casework.referrals import effects, following, notices
from casework.referrals.choices import RETURNED, Kind, LegalBasis, Reason, State
from casework.referrals.models import Referral, Step
from casework.referrals.workflow import REASONS, Side, Transition, by_hand, transition
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


class Letter(TypedDict, total=False):
    """What the sender says to the receiver, what is shared, and on which basis."""

    message: str
    legal_basis: LegalBasis | str
    consent_given_on: date | None
    share_summary: bool
    share_person: bool


@action
def save_draft(
    *,
    submission: UUID,
    kind: Kind,
    case: Case,
    receiver: Organisation,
    group: Group,
    by: User | None,
    case_need: CaseNeed | None = None,
    service: Service | None = None,
    is_sample: bool = False,
    **letter: Unpack[Letter],
) -> Referral:
    """Write one that only ``group``, on whose behalf it is written, can see.

    A repeat with the same ``submission`` gives the first one: while it is a draft it says what
    the repeat says, since the form was written on after "back"; what was sent stays as it was.
    """
    case = locked_case(case)
    sender = group.organisation if kind == Kind.REFERRAL else case.lead
    _refuse_itself(sender, receiver)
    facts = {"receiver": receiver, "service": service, "case_need": case_need, **letter}
    own = Referral.objects.filter(case=case, kind=kind, created_by=by)
    first = sent_before(own, submission, by=by)
    if first is not None:
        return _rewritten(first, facts, by=by)
    refuse_closed(case)
    draft = Referral.objects.create(
        submission=submission,
        kind=kind,
        case=case,
        sender=sender,
        created_by=by,
        is_sample=is_sample,
        **facts,
    )
    grant(group, draft, Permission.REFERRAL_VIEW)
    record("referral.drafted", by=by, on=draft, subject=case, kind=str(kind))
    return draft


def _rewritten(draft: Referral, facts: dict[str, Any], *, by: User | None) -> Referral:
    if draft.state != State.DRAFT or says(draft, facts):
        return draft
    return change_draft(referral=draft, version=draft.version, by=by, **facts)


def says(referral: Referral, facts: Mapping[str, Any]) -> bool:
    """Whether the referral says exactly this."""
    return all(getattr(referral, name) == value for name, value in facts.items())


@action
def change_draft(*, referral: Referral, version: int, by: User | None, **facts: Any) -> Referral:
    """Change what a draft says; ``facts`` are its fields, as the form gives them."""
    changed = lock(Referral, referral.pk, version)
    if changed.state != State.DRAFT:
        raise NotAllowed(_("It was sent already and cannot be changed any more."))
    for name, value in facts.items():
        setattr(changed, name, value)
    _refuse_itself(changed.sender, changed.receiver)
    changed.save(update_fields=[*facts, "version"])
    record("referral.changed", by=by, on=changed, subject=changed.case)
    return changed


def _refuse_itself(sender: Organisation, receiver: Organisation) -> None:
    if sender == receiver:
        raise NotAllowed(_("Choose another body: this one would send it to itself."))


@action
def draft_and_send(*, submission: UUID, by: User | None, **facts: Any) -> Referral:
    """Write and send at once; a repeat gives the first one and sends nothing again."""
    draft = save_draft(submission=submission, by=by, **facts)
    return (
        send(referral=draft, version=draft.version, by=by) if draft.state == State.DRAFT else draft
    )


def send(*, referral: Referral, version: int, by: User | None) -> Referral:
    """The receiver may see it now, and the clock runs."""
    return move(referral=referral, to=State.SENT, version=version, by=by)


def consider(*, referral: Referral, version: int, by: User | None) -> Referral:
    """Say that one is looking into it: the clock starts anew, once."""
    return move(referral=referral, to=State.CONSIDERED, version=version, by=by)


def accept(*, referral: Referral, version: int, by: User | None) -> Referral:
    """Take on the need, the coordination or the lead."""
    return move(referral=referral, to=State.ACCEPTED, version=version, by=by)


def start(*, referral: Referral, version: int, by: User | None) -> Referral:
    """Begin the work that was accepted."""
    return move(referral=referral, to=State.IN_PROGRESS, version=version, by=by)


def decline(
    *,
    referral: Referral,
    version: int,
    reason: Reason | str,
    explanation: str = "",
    by: User | None,
) -> Referral:
    """Say no, with the reason; it returns to the sender."""
    said = {"reason": reason, "explanation": explanation}
    return move(referral=referral, to=State.DECLINED, version=version, by=by, **said)


def complete(*, referral: Referral, version: int, outcome: str, by: User | None) -> Referral:
    """Say what was achieved: the need is met."""
    return move(referral=referral, to=State.COMPLETED, version=version, by=by, outcome=outcome)


def fail(
    *,
    referral: Referral,
    version: int,
    reason: Reason | str,
    explanation: str = "",
    by: User | None,
) -> Referral:
    """Say why it was not achieved; the need is open again and returns to the sender."""
    said = {"reason": reason, "explanation": explanation}
    return move(referral=referral, to=State.NOT_ACHIEVED, version=version, by=by, **said)


def withdraw(
    *,
    referral: Referral,
    version: int,
    reason: Reason | str,
    explanation: str = "",
    by: User | None,
) -> Referral:
    """Take it back, with the reason; a draft needs none."""
    said = {"reason": reason, "explanation": explanation}
    return move(referral=referral, to=State.WITHDRAWN, version=version, by=by, **said)


def expire(*, referral: Referral, version: int) -> Referral:
    """The clock has run out: it returns to the sender."""
    return move(referral=referral, to=State.EXPIRED, version=version, by=None)


@action
def move(*, referral: Referral, to: State, version: int, by: User | None, **said: str) -> Referral:
    """Take one step of the table; ``said`` holds what the step needs (reason, outcome).

    Raises ``NotAllowed`` when the table has no such step or something is missing, and
    ``StaleObject`` when somebody else took a step in the meantime.
    """
    case = locked_case(referral.case)
    moved = lock(Referral, referral.pk, version)
    step = by_hand(moved.kind, moved.state, to)
    return _take(moved, case, step, to, by=by, **said)


@action
def resume(*, referral: Referral, version: int, by: User | None) -> Referral:
    """The case was reopened: the coordination that ended with it goes on."""
    case = locked_case(referral.case)
    moved = lock(Referral, referral.pk, version)
    step = transition(moved.kind, moved.state, State.ACCEPTED)
    if step is not None and step.side != Side.REOPENING:
        step = None
    return _take(moved, case, step, State.ACCEPTED, by=by, outcome="")


def _take(
    moved: Referral, case: Case, step: Transition | None, to: State, by: User | None, **said: str
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
    reached = Step.objects.create(referral=moved, state=to, by=by)
    record(f"referral.{to}", by=by, on=moved, subject=case, kind=moved.kind, before=str(before))
    following.follow(moved, case, by=by)
    notices.announce(moved, before, reached, by=by)
    return moved


def _no_such_step(before: State, to: State) -> str:
    words = {"before": before.label, "to": State(to).label}
    message = _("It is now in the state “%(before)s”, from which it cannot go to “%(to)s”.")
    return message % words


def _refuse_missing(referral: Referral, step: Transition, to: State) -> None:
    if "message" in step.needs and not referral.message.strip():
        raise NotAllowed(_("Write what the receiver needs to know."))
    if "legal_basis" in step.needs:
        _refuse_legal_basis(referral)
    if "outcome" in step.needs and not referral.outcome.strip():
        raise NotAllowed(_("Write what was achieved."))
    if "reason" in step.needs and referral.reason not in REASONS[to]:
        raise NotAllowed(_("Choose the reason."))
    if referral.reason == Reason.OTHER and not referral.explanation.strip():
        raise NotAllowed(_("Explain the other reason in a few words."))


def _refuse_legal_basis(referral: Referral) -> None:
    if referral.legal_basis not in LegalBasis.values:
        raise NotAllowed(_("Choose the legal basis of sharing."))
    if referral.legal_basis != LegalBasis.CONSENT:
        return
    if referral.consent_given_on is None:
        raise NotAllowed(_("Write the day on which the person consented."))
    if referral.consent_given_on > timezone.localdate():
        raise NotAllowed(_("The day of the consent cannot be in the future."))


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
    told = notices.time_ends(referral)
    record("referral.clock_recalled", by=None, on=referral, subject=referral.case, told=told)
    return told
