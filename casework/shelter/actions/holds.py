"""Keeping beds free while a referral is open."""

import datetime
from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.actions import locked_case, refuse_closed, sent_before
from casework.cases.models import Case
from casework.referrals.choices import LIVE
from casework.referrals.models import Referral
from casework.shelter import nights, notices, refusals
from casework.shelter.choices import HoldEnd
from casework.shelter.models import Bed, BedNight, Facility, Hold
from casework.shelter.refusals import ShelterRefused
from ostoja.accounts.models import User
from ostoja.audit import action, record

LONGEST = datetime.timedelta(days=14)


@action
def hold_beds(
    *,
    submission: UUID,
    referral: Referral,
    facility: Facility,
    beds: Sequence[Bed],
    people: int,
    first_on: datetime.date,
    until_on: datetime.date,
    by: User | None,
    is_sample: bool = False,
) -> Hold:
    """Nobody else gets these beds while the referral is open, for 14 nights at most.

    The same submission sent again gives the first result. Raises ``ShelterRefused``.
    """
    case = locked_case(referral.case)
    first = sent_before(Hold.objects.filter(referral=referral), submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    _refuse(referral, facility, first_on, until_on)
    beds = nights.locked(beds)
    _refuse_held(beds, case, first_on, until_on)
    nights.check_beds(facility, beds, people, first_on, until_on, case=case)
    hold = Hold.objects.create(
        submission=submission,
        referral=referral,
        facility=facility,
        people=people,
        first_on=first_on,
        until_on=until_on,
        created_by=by,
        is_sample=is_sample,
    )
    nights.take(beds, first_on, until_on, case=case, hold=hold)
    record("hold.made", by=by, on=hold, subject=case, people=people)
    return hold


@action
def end_hold(*, hold: Hold, end: HoldEnd, by: User | None) -> Hold:
    """The beds are free for others. One that has ended already stays as it is."""
    case = locked_case(hold.referral.case)
    locked = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if locked.ended_at is not None:
        record("hold.ended_before", by=by, on=locked, subject=case)
        return locked
    end_locked(locked, end, case, by=by)
    notices.bed_free(locked.facility, by)
    return locked


def end_holds_of(case: Case, facility: Facility, *, by: User | None) -> None:
    """The person came: what was held for the (locked) case in this house is used up."""
    for hold in open_holds().filter(referral__case=case, facility=facility):
        end_locked(hold, HoldEnd.USED, case, by=by)


def end_with_referral(referral: Referral, case: Case, *, by: User | None) -> None:
    """A step of the referral, inside its transaction: what is not open holds no bed."""
    if referral.state in LIVE:
        return
    for hold in open_holds().filter(referral=referral).select_related("facility"):
        end_locked(hold, HoldEnd.REFERRAL_ENDED, case, by=by)
        notices.bed_free(hold.facility, by)


def open_holds() -> QuerySet[Hold]:
    """Those that keep a bed."""
    return Hold.objects.filter(ended_at__isnull=True)


def end_locked(hold: Hold, end: HoldEnd, case: Case, *, by: User | None) -> None:
    """Free its nights that are still to come, those of the past too: nobody slept there."""
    BedNight.objects.filter(hold=hold).delete()
    hold.ended_at, hold.end = timezone.now(), end
    hold.save(update_fields=["ended_at", "end"])
    record("hold.ended", by=by, on=hold, subject=case, end=str(end))


def _refuse_held(
    beds: Sequence[Bed], case: Case, first_on: datetime.date, until_on: datetime.date
) -> None:
    """A bed that is held for another referral of the same case is not free for this one."""
    held = BedNight.objects.filter(bed__in=beds, hold__isnull=False, case=case)
    within = held.filter(night__gte=first_on, night__lt=until_on)
    other = within.select_related("bed").first()
    if other is not None:
        raise refusals.taken(other.bed, other.night)


def _refuse(
    referral: Referral, facility: Facility, first_on: datetime.date, until_on: datetime.date
) -> None:
    if referral.state not in LIVE:
        raise refusals.referral_over()
    if referral.receiver_id != facility.organisation_id:
        raise refusals.another_house()
    if open_holds().filter(referral=referral).exists():
        raise refusals.held_already()
    if first_on < timezone.localdate():
        raise ShelterRefused(_("This day has passed. Choose today or a later day."), "first_on")
    if until_on <= first_on:
        raise refusals.ends_too_soon("until_on")
    if until_on - timezone.localdate() > LONGEST:
        raise ShelterRefused(_("A bed may be held for the next 14 nights."), "until_on")
