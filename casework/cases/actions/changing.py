"""Changing what is known of a case, and writing notes into it."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from casework.cases import due
from casework.cases.actions.locking import (
    locked_case,
    refuse_closed,
    refuse_merged,
    sent_before,
)
from casework.cases.choices import NeedState, NoteKind, NoteVisibility
from casework.cases.models import Case, CaseNeed, Note
from casework.cases.note_readers import people_who_see
from casework.cases.refusal import NotAllowed
from casework.cases.terms import keep_terms
from casework.partners.models import Need
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def change_case(
    *, case: Case, version: int, needs: Iterable[Need], by: User | None, **facts: Any
) -> Case:
    """Change what is known. ``facts`` are fields of the case, as ``CaseForm`` gives them."""
    changed = lock(Case, case.pk, version)
    refuse_closed(changed)
    for name, value in facts.items():
        setattr(changed, name, value)
    changed.save(update_fields=[*facts, "version", "changed_at"])
    keep_terms(changed)
    _change_needs(changed, set(needs))
    due.renew(changed)
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
def add_note(
    *,
    submission: UUID,
    case: Case,
    text: str,
    visibility: NoteVisibility | str,
    group: Group,
    by: User | None,
    kind: NoteKind | str = NoteKind.NOTE,
    named: Collection[User] = (),
) -> Note:
    """Write into the case on behalf of ``group``; a repeat with the same id gives the first.

    ``named`` are the people who read it, where the visibility says that only they do.
    """
    case = locked_case(case)
    first = sent_before(Note.objects.filter(case=case, author=by), submission, by=by)
    if first is not None:
        return first
    refuse_merged(case)
    note = Note.objects.create(
        submission=submission,
        case=case,
        kind=kind,
        text=text,
        visibility=visibility,
        named=_readers(case, visibility, named),
        author=by,
        author_group=group,
    )
    record("case.annotated", by=by, on=note, subject=case, visibility=str(visibility))
    return note


def _readers(
    case: Case, visibility: NoteVisibility | str, named: Collection[User]
) -> list[UUID] | None:
    """Whom the note names; None where it is for a circle."""
    if visibility != NoteVisibility.NAMED:
        return None
    wanted = {person.pk for person in named}
    if not wanted:
        raise NotAllowed(_("Name at least one person who may read it."))
    if people_who_see(case).filter(pk__in=wanted).count() != len(wanted):
        raise NotAllowed(_("Somebody whom you named does not see this case."))
    return sorted(wanted)
