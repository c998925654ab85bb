"""Who may be named as a reader of a note, and who reads one, in words."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from casework.cases.choices import NoteVisibility
from casework.cases.models import Case, Note
from casework.cases.restricted import SEE_CASES
from casework.cases.selectors import Sight
from ostoja.access.door import groups_by_permission
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User


def people_who_see(case: Case, groups: Collection[int] | None = None) -> QuerySet[User]:
    """Everybody who may open the case; with ``groups`` only people of these bodies."""
    granted = groups_by_permission(case).get(Permission.CASE_VIEW, set())
    bodies = granted if groups is None else granted.intersection(groups)
    held = Q(memberships__group__in=bodies, memberships__role__in=SEE_CASES)
    found = User.objects.filter(held, is_active=True).exclude(pk__in=case.excluded)
    if case.named is not None:
        found = found.filter(pk__in=case.named)
    return found.order_by("full_name", "email").distinct()


def people_to_name(case: Case, sight: Sight) -> QuerySet[User]:
    """Whom this person may name: those who lead anybody, others colleagues of their own bodies,
    since who else works on the case does not concern them.
    """
    found = people_who_see(case, None if sight.leads else sight.groups)
    return found.exclude(pk=sight.person.pk)


def names_in(notes: Iterable[Note]) -> Mapping[UUID, str]:
    """The names of everybody who is named in these notes, in one query, if anybody is."""
    named = {pk for note in notes for pk in note.named or ()}
    if not named:
        return {}
    return dict(User.objects.filter(pk__in=named).values_list("pk", "full_name"))


def readers_of(note: Note, sight: Sight, names: Mapping[UUID, str]) -> str:
    """Who reads a note, in words for this reader: "my organisation" is its author's alone."""
    if note.visibility == NoteVisibility.NAMED:
        people = ", ".join(sorted(names[pk] for pk in note.named or () if pk in names))
        return _("only people who are named: %(people)s") % {"people": people}
    if note.author_group_id in sight.groups or note.visibility == NoteVisibility.EVERYBODY:
        return note.get_visibility_display()
    body = {"body": note.author_group.organisation.name}
    if note.visibility == NoteVisibility.COORDINATOR:
        return _("%(body)s and the coordinator") % body
    return _("%(body)s, the lead and the coordinator") % body
