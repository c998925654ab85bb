"""Lists of cases that people save, and what leaves the system as a table."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from casework.cases.actions.locking import sent_before
from casework.cases.models import Case, SavedList
from casework.cases.refusal import NotAllowed
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record, record_each

MOST_LISTS = 30
"""That one person saves; more would be no help to find one."""


@action
def save_list(
    *, submission: UUID, name: str, wish: Mapping[str, Any], shared_with: Group | None, by: User
) -> SavedList:
    """Keep what somebody wants to see, under a name of their own; a repeat gives the first."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    own = SavedList.objects.filter(owner=by)
    first = sent_before(own, submission, by=by)
    if first is not None:
        return first
    if own.count() >= MOST_LISTS:
        raise NotAllowed(_("You have %(most)d lists. Remove one first.") % {"most": MOST_LISTS})
    _refuse_same_name(own, name)
    facts = {"name": name, "wish": dict(wish), "shared_with": shared_with}
    made = SavedList.objects.create(submission=submission, owner=by, **facts)
    record("case_list.saved", by=by, on=made, shared=shared_with is not None)
    return made


@action
def change_list(
    *,
    saved: SavedList,
    version: int,
    name: str,
    wish: Mapping[str, Any],
    shared_with: Group | None,
    by: User,
) -> SavedList:
    """Give it another name, other cases or other readers; only its owner does."""
    changed = lock(SavedList, saved.pk, version)
    _refuse_same_name(SavedList.objects.filter(owner=changed.owner).exclude(pk=saved.pk), name)
    changed.name, changed.wish, changed.shared_with = name, dict(wish), shared_with
    changed.save()
    record("case_list.changed", by=by, on=changed, shared=shared_with is not None)
    return changed


def _refuse_same_name(others: Any, name: str) -> None:
    if others.filter(name=name).exists():
        raise NotAllowed(_("You have a list of this name already. Choose another name."))


@action
def remove_list(*, saved: SavedList, version: int, by: User) -> None:
    """It is gone for everybody who saw it; the cases stay as they are."""
    removed = lock(SavedList, saved.pk, version)
    record("case_list.removed", by=by, on=removed)
    removed.delete()


@action
def export_cases(*, cases: Collection[Case], columns: Sequence[str], by: User) -> None:
    """Record at each case that its row left the system in a table, and with which columns."""
    pairs = [(case, case) for case in cases]
    record_each("case.exported", by=by, on=pairs, columns=",".join(columns))
