"""The intervention card: opened, what was done, who is kept from it, closed, opened again."""

import datetime
from collections.abc import Iterable
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.minors import cards, notices
from casework.minors.choices import CardOutcome, CardState, EntryKind
from casework.minors.models import Intervention, InterventionEntry, Standards
from casework.minors.workflow import step_to, takes_entries
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


class CardFacts(TypedDict):
    """What is known when a card is opened."""

    source: str
    child: str
    cause: str
    suspect: str
    reporter: str
    learnt_on: datetime.date


@action
def open_card(
    *,
    submission: UUID,
    standards: Standards,
    excluded: Iterable[UUID],
    case: Case | None,
    by: User,
    is_sample: bool = False,
    **facts: Unpack[CardFacts],
) -> Intervention:
    """Open a card under the standards of a body; those who answer there are told.

    A repeat with the same id gives the first.
    """
    Standards.objects.select_for_update(of=("self",)).get(pk=standards.pk)
    first = Intervention.objects.filter(submission=submission).first()
    if first is not None:
        if first.opened_by_id != by.pk:
            raise NotAllowed(_("This form was already used for something else. Open it again."))
        record("submission.repeated", by=by, on=first)
        return first
    if by.pk in set(excluded):
        raise NotAllowed(_("You cannot exclude yourself."))
    year = cards.this_year()
    card = Intervention.objects.create(
        submission=submission,
        standards=standards,
        year=year,
        number=cards.next_number(standards, year, submission),
        excluded=sorted(set(excluded)),
        case=case,
        opened_by=by,
        is_sample=is_sample,
        **facts,
    )
    record("intervention.opened", by=by, on=card, told=notices.card_opened(card, by=by))
    return card


@action
def add_entry(
    *,
    submission: UUID,
    card: Intervention,
    kind: EntryKind,
    done_on: datetime.date,
    text: str,
    by: User | None,
) -> InterventionEntry:
    """Write down what was done; the first of it sets the card under way."""
    locked = Intervention.objects.select_for_update(of=("self",)).get(pk=card.pk)
    first = InterventionEntry.objects.filter(submission=submission, intervention=locked).first()
    if first is not None:
        record("submission.repeated", by=by, on=locked)
        return first
    if InterventionEntry.objects.filter(submission=submission).exists():
        raise NotAllowed(_("This form was already used for something else. Open it again."))
    if not takes_entries(locked.state):
        raise NotAllowed(_("This card is closed. Open it again first."))
    if done_on > timezone.localdate():
        raise NotAllowed(_("This day has not come yet."))
    step = step_to(locked.state, CardState.ACTING)
    if step is not None and step.by_entry:
        locked.state = step.to
        locked.version += 1
        locked.save(update_fields=["state", "version"])
    facts = {"submission": submission, "kind": kind, "done_on": done_on, "text": text}
    return _enter(locked, by, **facts)


def _enter(card: Intervention, by: User | None, **facts: Any) -> InterventionEntry:
    entry = InterventionEntry.objects.create(intervention=card, by=by, **facts)
    record("intervention.entered", by=by, on=card, kind=str(EntryKind(entry.kind).value))
    return entry


@action
def close_card(
    *, card: Intervention, version: int, outcome: CardOutcome, result: str, by: User | None
) -> Intervention:
    """Close it with how it ended and what came of it."""
    closed = lock(Intervention, card.pk, version)
    if step_to(closed.state, CardState.CLOSED) is None:
        raise NotAllowed(_("This card is closed already."))
    closed.state, closed.closed_at = CardState.CLOSED, timezone.now()
    closed.outcome, closed.result = outcome, result
    closed.save(update_fields=["state", "closed_at", "outcome", "result", "version"])
    notices.card_ended(closed)
    record("intervention.closed", by=by, on=closed, outcome=str(CardOutcome(outcome).value))
    return closed


@action
def reopen_card(
    *, submission: UUID, card: Intervention, version: int, reason: str, by: User | None
) -> Intervention:
    """Go on with it, and say why; what was found before stays in the entries."""
    again = lock(Intervention, card.pk, version)
    step = step_to(again.state, CardState.ACTING)
    if step is None or not step.needs_reason:
        raise NotAllowed(_("This card is open already."))
    before = f"{CardOutcome(again.outcome).label}: {again.result}"
    again.state, again.closed_at, again.outcome, again.result = CardState.ACTING, None, "", ""
    again.save(update_fields=["state", "closed_at", "outcome", "result", "version"])
    facts = {"kind": EntryKind.REOPENED, "done_on": timezone.localdate()}
    _enter(again, by, submission=submission, text=f"{reason}\n\n{before}", **facts)
    record("intervention.reopened", by=by, on=again)
    return again


@action
def change_circle(
    *,
    card: Intervention,
    version: int,
    excluded: Iterable[UUID],
    case: Case | None,
    by: User,
) -> Intervention:
    """Say anew who must not know of it, and to which case it belongs."""
    changed = lock(Intervention, card.pk, version)
    kept = set(excluded)
    if by.pk in kept:
        raise NotAllowed(_("You cannot exclude yourself."))
    if changed.opened_by_id in kept:
        raise NotAllowed(_("Who opened the card cannot be excluded from it."))
    changed.excluded, changed.case = sorted(kept), case
    changed.save(update_fields=["excluded", "case", "version"])
    told = notices.card_opened(changed, by=by)
    record("intervention.circle_changed", by=by, on=changed, excluded=len(kept), told=told)
    return changed


@action
def note_view(*, card: Intervention, way: str, by: User) -> None:
    """Somebody read the card on its page, or took it as a file."""
    record("intervention.seen", by=by, on=card, way=way)
