"""Who answers for something, who has read an edition, and what a review found."""

import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.actions import sent_before
from casework.cases.refusal import NotAllowed
from casework.minors import notices, selectors
from casework.minors.choices import ReviewOutcome
from casework.minors.models import Edition, Reading, Responsible, Review, Standards
from casework.minors.public_choices import Duty
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def name_responsible(
    *, standards: Standards, person: User, duty: Duty, shown_as: str, by: User | None
) -> Responsible:
    """From today on; whoever does it already goes on, shown as it is said now."""
    today = timezone.localdate()
    if not selectors.members_of(standards).filter(pk=person.pk).exists():
        raise NotAllowed(_("Choose somebody who works in this body."))
    row, is_new = Responsible.objects.get_or_create(
        standards=standards, person=person, duty=duty, until=None, defaults={"since": today}
    )
    row.shown_as = shown_as
    row.save(update_fields=["shown_as"])
    verb = "standards.responsible_named" if is_new else "standards.responsible_changed"
    record(verb, by=by, on=row, subject=standards, duty=str(Duty(duty).value))
    return row


@action
def end_duty(*, row: Responsible, by: User | None) -> Responsible:
    """From now on the person does it no more; ended twice changes nothing."""
    ended = Responsible.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if ended.until is None:
        ended.until = max(timezone.localdate(), ended.since)
        ended.save(update_fields=["until"])
    record("standards.responsible_ended", by=by, on=ended, subject=ended.standards)
    return ended


@action
def confirm_reading(*, edition: Edition, by: User) -> Reading:
    """The person has read what is in force and will keep to it; said again changes nothing."""
    if not selectors.in_force().filter(pk=edition.pk).exists():
        raise NotAllowed(_("Another edition is in force now. Read that one."))
    reading, is_new = Reading.objects.get_or_create(
        edition=edition, person=by.pk, defaults={"name": by.full_name}
    )
    verb = "standards.read" if is_new else "standards.read_again"
    record(verb, by=by, on=edition, subject=edition.standards)
    return reading


@action
def record_review(
    *,
    submission: UUID,
    standards: Standards,
    held_on: datetime.date,
    outcome: ReviewOutcome,
    conclusions: str,
    by: User | None,
) -> Review:
    """Conclusions are in writing; a repeat with the same id gives the first."""
    # Two sendings of one form wait for the row of the standards.
    Standards.objects.select_for_update(of=("self",), no_key=True).get(pk=standards.pk)
    first = sent_before(Review.objects.filter(standards=standards), submission, by=by)
    if first is not None:
        return first
    edition = selectors.held_among(standards.editions.all())
    if edition is None or edition.in_force_from is None:
        raise NotAllowed(_("Nothing is in force yet that could be reviewed."))
    if not edition.in_force_from <= held_on <= timezone.localdate():
        raise NotAllowed(_("Choose a day on which this edition was in force, today at the latest."))
    review = Review.objects.create(
        submission=submission,
        standards=standards,
        edition=edition,
        held_on=held_on,
        outcome=outcome,
        conclusions=conclusions,
        by=by,
    )
    notices.reviewed(standards)
    found = str(ReviewOutcome(outcome).value)
    record("standards.reviewed", by=by, on=review, subject=standards, outcome=found)
    return review


@action
def recall_reading(*, edition: Edition) -> int:
    """Tell those who have not read it and were not told of it lately; how many are new."""
    told = notices.to_read(edition)
    record("standards.reading_recalled", by=None, on=edition, subject=edition.standards, told=told)
    return told


@action
def recall_review(*, standards: Standards) -> int:
    """Tell those who look after them that the review is near, due or late; how many are new."""
    told = notices.review_near(standards)
    record("standards.review_recalled", by=None, on=standards, told=told)
    return told
