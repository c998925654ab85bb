"""What this room tells people: standards to read, a review that is near, a card that was opened."""

import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext_lazy

from casework.minors import cards, selectors
from casework.minors.models import Edition, Intervention, Responsible, Standards
from casework.minors.public_words import name_of
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import people_who_hold
from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.selectors import told_before
from ostoja.notifications.telling import event_of, notify, settle

REMIND_EVERY = 14  # days
REVIEW_STAGES = (0, 30, 90)  # days before it is due


def unread(person: User, editions: set[UUID]) -> dict[UUID, str]:
    """Those that the person still has to read, by their title."""
    return {one.pk: one.title for one in selectors.to_read(person).filter(pk__in=editions)}


def looked_after(person: User, standards: set[UUID]) -> dict[UUID, str]:
    """Those that the person looks after, by their body."""
    found = Standards.objects.filter(pk__in=standards).select_related("organisation")
    return {one.pk: name_of(one) for one in found if selectors.may_change(person, one)}


def numbers(person: User, found: set[UUID]) -> dict[UUID, str]:
    """Cards by their number, which tells nothing of anybody."""
    rows = cards.cards_visible_to(person).filter(pk__in=found)
    return {one.pk: one.register_number for one in rows}


TO_READ = Kind(
    key="standards-to-read",
    title=gettext_lazy("Standards for the protection of minors wait for you to read them"),
    text=gettext_lazy(
        "Everybody who works in your organisation has to know them. Read them, and say that you"
        " have."
    ),
    counted=ngettext_lazy(
        "%(number)d text of standards for the protection of minors waits for you to read it",
        "%(number)d texts of standards for the protection of minors wait for you to read them",
        "number",
    ),
    address=page_of("minors_edition"),
    names=unread,
    permission=Permission.STANDARDS_VIEW,
    order=70,
)
REVIEW_NEAR = Kind(
    key="standards-review",
    title=gettext_lazy("Standards for the protection of minors must be reviewed"),
    text=gettext_lazy("At least every two years, with conclusions in writing. Record the review."),
    counted=ngettext_lazy(
        "%(number)d review of standards for the protection of minors is near or due",
        "%(number)d reviews of standards for the protection of minors are near or due",
        "number",
    ),
    address=page_of("minors_standards"),
    names=looked_after,
    permission=Permission.STANDARDS_VIEW,
    mail=Mail.DIGEST,
    order=71,
)
CARD_OPENED = Kind(
    key="intervention-opened",
    title=gettext_lazy("An intervention card was opened"),
    text=gettext_lazy("You answer for such reports in your organisation. Read it now."),
    counted=ngettext_lazy(
        "%(number)d intervention card was opened",
        "%(number)d intervention cards were opened",
        "number",
    ),
    address=page_of("intervention"),
    names=numbers,
    permission=Permission.INTERVENTION_VIEW,
    pressing=True,
    order=72,
)


def register_all() -> None:
    """Called when the app starts."""
    register(TO_READ, REVIEW_NEAR, CARD_OPENED)


def reminders(edition: Edition) -> dict[UUID, User]:
    """Who has to be told of what they have not read: once in 14 days since they have to, each
    under the id of its event.
    """
    today = timezone.localdate()
    return {
        event_of(edition.pk, f"to read {(today - one.since).days // REMIND_EVERY} {one.person.pk}"):
        one.person
        for one in selectors.readers_of(edition)
        if one.read_at is None
    }  # fmt: skip


def to_read(edition: Edition) -> int:
    """Tell each of them; how many news are new."""
    waiting = reminders(edition)
    known = told_before(waiting)
    return sum(
        notify(TO_READ, to=[person], event=event, about=edition.pk)
        for event, person in waiting.items()
        if event not in known
    )


def stage_of(due: datetime.date) -> int | None:
    """The nearest of the stages that has come: 90, 30 or 0 days before; None before them all."""
    left = (due - timezone.localdate()).days
    return next((stage for stage in REVIEW_STAGES if left <= stage), None)


def review_event(standards: Standards) -> UUID | None:
    """The id of the stage that has come; None before them all."""
    due = selectors.review_due(standards)
    stage = stage_of(due) if due else None
    return None if stage is None else event_of(standards.pk, f"review {due} {stage}")


def reviewers(standards: Standards) -> list[User]:
    """Those who answer in the body, and who looks after standards in the city."""
    own = Responsible.objects.filter(
        selectors.answering(), standards=standards, person__is_active=True
    )
    people = [row.person for row in own.select_related("person")]
    found = {one.pk: one for one in [*people, *people_who_hold(Permission.STANDARDS_CHANGE)]}
    return list(found.values())


def review_near(standards: Standards) -> int:
    """Tell them of it; how many are new."""
    event = review_event(standards)
    if event is None:
        return 0
    return notify(REVIEW_NEAR, to=reviewers(standards), event=event, about=standards.pk)


def reviewed(standards: Standards) -> None:
    """Nobody is called to it any more."""
    settle(REVIEW_NEAR, about=standards.pk)


def card_opened(card: Intervention, *, by: User) -> int:
    """Tell those who answer for such things in the body, once each; never who is excluded."""
    event = event_of(card.pk, "opened")
    return notify(CARD_OPENED, to=cards.holders_of(card), event=event, about=card.pk, by=by)


def card_ended(card: Intervention) -> None:
    """It is closed: nobody is called to it any more."""
    settle(CARD_OPENED, about=card.pk)
