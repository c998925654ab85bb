"""The door to interventions: who sees them, in lists and one by one."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.cases.models import Case
from casework.cases.selectors import cases_visible_to
from casework.minors.choices import CardState
from casework.minors.models import Intervention, Responsible, Standards
from casework.minors.public_choices import Duty
from casework.minors.selectors import answering, own_bodies
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds, memberships_of
from ostoja.accounts.models import User

HOLDERS = (Duty.REPORTS, Duty.SUPPORT, Duty.AUTHORITIES)
"""Whoever prepares staff or reviews the texts needs no card."""
MOST_MERGED = 3
"""So often a record may have been merged into one that was merged itself."""


def cards_visible_to(user: User) -> QuerySet[Intervention]:
    """The only list: opened by this person, or of a body in which they answer for such things;
    never one from which they are excluded.
    """
    if not holds(user, Permission.INTERVENTION_VIEW):
        return Intervention.objects.none()
    answers = Responsible.objects.filter(
        answering(), _of_own_bodies(user), person=user, duty__in=HOLDERS
    )
    own = Q(opened_by=user) | Q(standards__in=answers.values("standards"))
    found = Intervention.objects.filter(own).exclude(excluded__contains=[user.pk])
    return found.select_related("standards__organisation", "opened_by")


def _of_own_bodies(user: User) -> Q:
    """Also of records that were merged into them: where both had standards, each kept its cards."""
    path, merged = "standards__organisation", "__merged_into"
    groups = {one.group_id for one in memberships_of(user)} - {None}
    found = own_bodies(user, path)
    for _time in range(MOST_MERGED):
        path += merged
        found |= Q(**{f"{path}__group__in": groups})
    return found


def card_for(user: User, pk: UUID) -> Intervention:
    """One of them, or ``Http404``: forbidden and absent look the same."""
    found = cards_visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def open_cards(user: User) -> QuerySet[Intervention]:
    """Those that are not closed, the oldest first."""
    return cards_visible_to(user).exclude(state=CardState.CLOSED).order_by("opened_at", "pk")


def holders_of(card: Intervention) -> list[User]:
    """Those who answer for such things in the body and are not excluded."""
    rows = Responsible.objects.filter(
        answering(), standards=card.standards_id, duty__in=HOLDERS, person__is_active=True
    ).select_related("person")
    people = {row.person_id: row.person for row in rows}
    return [one for pk, one in people.items() if pk not in card.excluded and _works(one, card)]


def _works(person: User, card: Intervention) -> bool:
    """In the body as it stands now."""
    body = card.standards.organisation
    while body is not None and body.merged_into is not None:
        body = body.merged_into
    groups = {one.group_id for one in memberships_of(person)}
    return (body.group_id if body else None) in groups


def may_open_under(user: User) -> QuerySet[Standards]:
    """Under which standards the person may open a card: of their bodies, and the city's own."""
    own = own_bodies(user) | Q(organisation=None)
    return Standards.objects.filter(own).select_related("organisation")


def case_of(card: Intervention, user: User) -> Case | None:
    """The case to which it belongs, through the case's own door."""
    if card.case_id is None:
        return None
    return cases_visible_to(user).filter(pk=card.case_id).first()


def next_number(standards: Standards, year: int, submission: UUID) -> int:
    """A number of the register: four figures, free, and not the one after the last."""
    taken = set(
        Intervention.objects.filter(standards=standards, year=year).values_list("number", flat=True)
    )
    first, among = submission.int % 9000, 9000
    found = next(
        (
            1000 + (first + step) % among
            for step in range(among)
            if 1000 + (first + step) % among not in taken
        ),
        None,
    )
    return found if found is not None else 10_000 + len(taken)


def this_year() -> int:
    """That of the register, in Poland."""
    return timezone.localdate().year
