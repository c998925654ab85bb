"""Everything that changes a case."""

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict, TypeVar, Unpack
from uuid import UUID, uuid4

from django.contrib.auth.models import Group
from django.db.models import ProtectedError, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases import closing
from casework.cases.access import coordinates, permissions_of_lead
from casework.cases.choices import CaseState, NeedState, NoteVisibility, UnmetReason, Urgency
from casework.cases.models import Case, CaseNeed, Note, UnmetNeed
from casework.cases.numbering import locked_numbering, next_number
from casework.cases.refusal import NotAllowed
from casework.partners.choices import Phase
from casework.partners.models import Need, Organisation
from ostoja.access.door import grant
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.fence.models import CityModel

Row = TypeVar("Row", bound=CityModel)


class CaseFacts(TypedDict):
    """What is known of a case, as ``CaseForm`` gives it."""

    pseudonym: str
    summary: str
    person_name: str
    contact_rules: str
    urgency: Urgency | str
    phase: Phase | str
    age: int | None
    language: str
    accessibility: list[str]


@action
def open_case(
    *,
    lead: Organisation,
    needs: Iterable[Need],
    by: User | None,
    submission: UUID | None = None,
    is_sample: bool = False,
    **facts: Unpack[CaseFacts],
) -> Case:
    """Open a case that ``lead`` leads. A repeat with the same ``submission`` gives the first."""
    numbering = locked_numbering()
    submission = submission or uuid4()
    first = sent_before(Case.objects.filter(lead=lead), submission, by=by)
    if first is not None:
        return first
    case = Case.objects.create(
        submission=submission,
        number=next_number(numbering),
        lead=lead,
        opened_by_group=lead.group,
        worker=by,
        state=CaseState.COORDINATED if coordinates(lead) else CaseState.OPEN,
        is_sample=is_sample,
        **facts,
    )
    CaseNeed.objects.bulk_create(CaseNeed(case=case, need=need) for need in needs)
    grant(lead.group, case, *permissions_of_lead(lead))
    record("case.opened", by=by, on=case, subject=case, urgency=str(case.urgency))
    return case


def sent_before(rows: QuerySet[Row], submission: UUID, *, by: User | None) -> Row | None:
    """What the same form made when it was sent before, if it was; to be asked under a lock.

    Raises ``NotAllowed`` when the id was used for something else than one of ``rows``.
    """
    same = Q(submission=submission)
    found = rows.filter(same).first()
    if found is not None:
        record("submission.repeated", by=by, on=found)
    elif rows.model._default_manager.filter(same).exists():
        raise NotAllowed(_("This form was already used for something else. Open it again."))
    return found


def locked_case(case: Case) -> Case:
    """The case as it is now, locked until the transaction ends.

    Whoever locks anything else of a case locks the case first, so that nobody waits for ever.
    """
    return Case.objects.select_for_update(of=("self",)).select_related("lead").get(pk=case.pk)


@action
def change_case(
    *, case: Case, version: int, needs: Iterable[Need], by: User | None, **facts: Any
) -> Case:
    """Change what is known. ``facts`` are fields of the case, as ``CaseForm`` gives them."""
    changed = lock(Case, case.pk, version)
    _refuse_closed(changed)
    for name, value in facts.items():
        setattr(changed, name, value)
    changed.save(update_fields=[*facts, "version", "changed_at"])
    _change_needs(changed, set(needs))
    record("case.changed", by=by, on=changed, subject=changed)
    return changed


def _change_needs(case: Case, wanted: set[Need]) -> None:
    present = {one.need: one for one in case.needs.select_related("need")}
    for need in wanted - present.keys():
        CaseNeed.objects.create(case=case, need=need)
    for need in present.keys() - wanted:
        _remove_need(present[need])


def _remove_need(need: CaseNeed) -> None:
    message = _("“%(need)s” was already worked on, so it stays in the case.") % {"need": need}
    if need.state != NeedState.OPEN:
        raise NotAllowed(message)
    try:
        need.delete()
    except ProtectedError:
        raise NotAllowed(message) from None


@action
def take_case(*, case: Case, by: User) -> Case:
    """Become the worker of a case that one's own body leads."""
    case = locked_case(case)
    _refuse_closed(case)
    case.worker = by
    case.save(update_fields=["worker", "changed_at"])
    record("case.taken", by=by, on=case, subject=case)
    return case


@action
def release_case(*, case: Case, by: User | None) -> Case:
    """Give a case back to the team: it has no worker until somebody takes it."""
    case = locked_case(case)
    case.worker = None
    case.save(update_fields=["worker", "changed_at"])
    record("case.released", by=by, on=case, subject=case)
    return case


@action
def add_note(
    *,
    submission: UUID,
    case: Case,
    text: str,
    visibility: NoteVisibility | str,
    group: Group,
    by: User | None,
) -> Note:
    """Write into the case on behalf of ``group``; a repeat with the same id gives the first."""
    case = locked_case(case)
    first = sent_before(Note.objects.filter(case=case, author=by), submission, by=by)
    if first is not None:
        return first
    note = Note.objects.create(
        submission=submission,
        case=case,
        text=text,
        visibility=visibility,
        author=by,
        author_group=group,
    )
    record("case.annotated", by=by, on=note, subject=case, visibility=str(visibility))
    return note


@action
def settle_need(*, need: CaseNeed, answer: str, by: User | None) -> CaseNeed:
    """Say what became of a need: ``met``, ``dropped`` or why it stays unmet."""
    case = locked_case(need.case)
    _refuse_closed(case)
    return _settle(CaseNeed.objects.select_related("need").get(pk=need.pk), case, answer, by)


def _settle(need: CaseNeed, case: Case, answer: str, by: User | None) -> CaseNeed:
    if need.state != NeedState.OPEN:
        message = _("“%(need)s” is not open, so nothing was changed.")
        raise NotAllowed(message % {"need": need})
    if answer in UnmetReason.values:
        UnmetNeed.objects.create(case_need=need, reason=answer)
        need.state = NeedState.UNMET
        record("need.unmet", by=by, on=need, subject=case, reason=answer)
    else:
        need.state = NeedState(answer)
        record(f"need.{need.state}", by=by, on=need, subject=case)
    need.save(update_fields=["state"])
    return need


@action
def reopen_need(*, need: CaseNeed, by: User | None) -> CaseNeed:
    """Take back what was said about a need: it is open, and no longer counted as unmet."""
    case = locked_case(need.case)
    _refuse_closed(case)
    need = CaseNeed.objects.get(pk=need.pk)
    if need.state == NeedState.REFERRED:
        raise NotAllowed(_("This need is with a partner now. Withdraw the referral first."))
    need.unmet.all().delete()
    need.state = NeedState.OPEN
    need.save(update_fields=["state"])
    record("need.reopened", by=by, on=need, subject=case)
    return need


@action
def close_case(
    *,
    case: Case,
    version: int,
    submission: UUID,
    answers: Mapping[UUID, str],
    how_it_ended: str,
    group: Group,
    by: User | None,
) -> Case:
    """Close a case whose every need is settled; ``answers`` settles those still open."""
    closed = lock(Case, case.pk, version)
    _refuse_closed(closed)
    for obstacle in closing.obstacles(closed):
        raise NotAllowed(obstacle)
    _settle_the_rest(closed, answers, by)
    add_note(
        submission=submission,
        case=closed,
        text=how_it_ended,
        visibility=NoteVisibility.LEADING,
        group=group,
        by=by,
    )
    closing.finish(closed, how_it_ended, by)
    closed.state, closed.closed_at = CaseState.CLOSED, timezone.now()
    closed.save(update_fields=["state", "closed_at", "version", "changed_at"])
    record("case.closed", by=by, on=closed, subject=closed)
    return closed


def _settle_the_rest(case: Case, answers: Mapping[UUID, str], by: User | None) -> None:
    for need in case.needs.select_related("need").filter(state=NeedState.OPEN):
        if need.pk not in answers:
            message = _("Say what became of “%(need)s” before you close the case.")
            raise NotAllowed(message % {"need": need})
        _settle(need, case, answers[need.pk], by)


def _refuse_closed(case: Case) -> None:
    if case.state == CaseState.CLOSED:
        raise NotAllowed(_("This case is closed, so nothing was changed."))
