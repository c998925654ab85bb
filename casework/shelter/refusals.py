"""Why a bed cannot be given so; the words are for whoever tried."""

import datetime
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.shelter.models import Bed


class ShelterRefused(NotAllowed):
    """``field`` names what must be changed, as the actions call it; empty for all of it."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.field = field


def ends_too_soon(field: str = "planned_end_on") -> ShelterRefused:
    """It ends before it begins, or on the same day."""
    return ShelterRefused(_("The day of leaving must be after the first night."), field)


def too_far(field: str) -> ShelterRefused:
    """More than a year."""
    return ShelterRefused(_("Choose a day within one year."), field)


def in_the_future(field: str) -> ShelterRefused:
    """What has not happened yet cannot be written down."""
    return ShelterRefused(_("This day has not come yet. Choose today or an earlier day."), field)


def too_long_ago(field: str) -> ShelterRefused:
    """Probably a slip."""
    return ShelterRefused(_("This day is too long ago. Check the year and the month."), field)


def before_start(field: str) -> ShelterRefused:
    """They left before they came."""
    return ShelterRefused(_("They cannot leave before their first night."), field)


def beyond_limit(limit: datetime.date, field: str = "planned_end_on") -> ShelterRefused:
    """Later than the law or the house allows."""
    words = _("This stay may last until %(day)s. Choose that day or an earlier one.")
    return ShelterRefused(words % {"day": date_format(limit)}, field)


def passed() -> ShelterRefused:
    """A day of leaving in the past."""
    return ShelterRefused(_("This day has passed. Choose today or a later day."), "until")


def no_basis_here() -> ShelterRefused:
    """The house does not know this basis."""
    return ShelterRefused(_("Choose a legal basis that this house knows."), "basis")


def certificate_missing() -> ShelterRefused:
    """Art. 47(3a) without the certificate's day."""
    words = _("Write until when the certificate is valid.")
    return ShelterRefused(words, "certificate_until")


def certificate_over() -> ShelterRefused:
    """The certificate had run out before the first night."""
    words = _("The certificate must be valid on the first night.")
    return ShelterRefused(words, "certificate_until")


def number_of_beds(people: int, beds: int) -> ShelterRefused:
    """Each person has a bed of their own."""
    words = _("Each person needs one bed. People: %(people)d, beds chosen: %(beds)d.")
    return ShelterRefused(words % {"people": people, "beds": beds}, "beds")


def elsewhere(bed: Bed) -> ShelterRefused:
    """The bed stands in another house."""
    words = _("Bed %(bed)s is in another house. Choose beds of this one.")
    return ShelterRefused(words % {"bed": bed}, "beds")


def not_used(bed: Bed) -> ShelterRefused:
    """The bed is not there any more."""
    words = _("Bed %(bed)s is not in use any more. Choose another one.")
    return ShelterRefused(words % {"bed": bed}, "beds")


def out_of_service(bed: Bed, reason: str) -> ShelterRefused:
    """Broken, or being painted."""
    words = _("Bed %(bed)s is out of service in this time: %(reason)s. Choose another one.")
    return ShelterRefused(words % {"bed": bed, "reason": reason}, "beds")


def taken(bed: Bed, night: datetime.date) -> ShelterRefused:
    """Somebody has it, or it is held."""
    words = _("Bed %(bed)s is taken on the night of %(day)s. Choose another bed or other days.")
    return ShelterRefused(words % {"bed": bed, "day": date_format(night)}, "beds")


def still_there(bed: Bed) -> ShelterRefused:
    """Somebody was to leave and has not been discharged."""
    words = _("Nobody has noted yet that the person in bed %(bed)s left. Discharge them first.")
    return ShelterRefused(words % {"bed": bed}, "beds")


def overlaps(night: datetime.date) -> ShelterRefused:
    """The same case slept elsewhere then."""
    words = _("This case has a bed on the night of %(day)s already. Correct the days.")
    return ShelterRefused(words % {"day": date_format(night)}, "started_on")


def has_a_bed() -> ShelterRefused:
    """Another stay of the case is open."""
    return ShelterRefused(_("This case has an open stay. Discharge them there first."))


def ended() -> ShelterRefused:
    """They have left already."""
    return ShelterRefused(_("This stay has ended, so nothing was changed."))


def basis_missing() -> ShelterRefused:
    """An extension beyond the limit says on what it rests."""
    words = _("Beyond the limit an extension needs its legal basis.")
    return ShelterRefused(words, "legal_basis")


def reason_missing() -> ShelterRefused:
    """And why."""
    return ShelterRefused(_("Write why the stay is extended."), "reason")


def destination_missing() -> ShelterRefused:
    """Where they go."""
    return ShelterRefused(_("Choose where they go."), "destination")


def not_longer(field: str = "until") -> ShelterRefused:
    """An extension that extends nothing."""
    return ShelterRefused(_("An extension must end later than planned so far."), field)


def occupied_then(beds: Iterable[Bed]) -> ShelterRefused:
    """A closure over nights that somebody has."""
    words = _("Somebody has %(beds)s in this time. Give them another bed first.")
    return ShelterRefused(words % {"beds": ", ".join(map(str, beds))}, "first_on")


def referral_over() -> ShelterRefused:
    """Nothing is open for which a bed could be held."""
    return ShelterRefused(_("The referral is not open any more, so no bed is held for it."))


def another_house() -> ShelterRefused:
    """The body that the referral went to does not run the house."""
    words = _("The referral went to a body that does not run this house.")
    return ShelterRefused(words, "facility")


def held_already() -> ShelterRefused:
    """One hold for one referral."""
    return ShelterRefused(_("A bed is held for this referral already."))


def waits_already() -> ShelterRefused:
    """Once on the list."""
    return ShelterRefused(_("This case is on the waiting list already."))
