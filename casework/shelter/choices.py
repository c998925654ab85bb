"""The values that describe facilities, beds and stays."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FacilityKind(TextChoices):
    """What sort of house it is."""

    CRISIS_HOSTEL = "crisis_hostel", _("crisis hostel")
    SPECIALIST_CENTRE = (
        "specialist_centre",
        _("specialist support centre for people experiencing domestic violence"),
    )
    MOTHERS_HOME = "mothers_home", _("home for mothers with children and for pregnant women")
    NIGHT_SHELTER = "night_shelter", _("night shelter")
    HOMELESS_SHELTER = "homeless_shelter", _("shelter for homeless people")
    WARMING_CENTRE = "warming_centre", _("warming centre")
    SUPPORTED_FLAT = "supported_flat", _("supported flat")
    OTHER = "other", pgettext_lazy("kind of facility", "another house")


class StayBasis(TextChoices):
    """On what a stay rests, and so how long it may last."""

    ART_47 = "art_47", _("crisis intervention, up to three months (Social Assistance Act, art. 47)")
    ART_47_3A = (
        "art_47_3a",
        _("foreigner, as long as the certificate (Social Assistance Act, art. 47(3a))"),
    )
    HOUSE_RULE = "house_rule", _("the house's own limit")


class Destination(TextChoices):
    """Where people go when they leave."""

    OWN_HOME = "own_home", _("own home, which is safe now")
    RENTED = "rented", _("rented flat or room")
    FAMILY = "family", _("family or friends")
    COUNCIL_FLAT = "council_flat", _("flat of the city")
    SUPPORTED_FLAT = "supported_flat", _("supported flat")
    SPECIALIST_CENTRE = "specialist_centre", _("specialist support centre")
    MOTHERS_HOME = "mothers_home", _("home for mothers")
    SHELTER = "shelter", _("shelter for homeless people")
    HOSPITAL = "hospital", _("hospital or treatment")
    OTHER_CITY = "other_city", _("another city or country")
    UNKNOWN = "unknown", _("left without saying where")
    MISTAKE = "mistake", _("entered by mistake")
    OTHER = "other", pgettext_lazy("where somebody goes", "elsewhere")


class NextStep(TextChoices):
    """What is decided before a stay's limit."""

    EXTEND = "extend", _("Extend the stay")
    LEAVE = "leave", _("The person leaves")
    MOVE_ON = "move_on", _("Move on to another place")


class HoldEnd(TextChoices):
    """Why a bed is not held any more."""

    USED = "used", _("the person came")
    REFERRAL_ENDED = "referral_ended", _("the referral ended")
    GIVEN_UP = "given_up", _("given up")
    PASSED = "passed", _("its nights have passed")


class WaitingEnd(TextChoices):
    """Why somebody does not wait any more."""

    ADMITTED = "admitted", _("got a bed")
    OTHER_PLACE = "other_place", _("found another place")
    NOT_NEEDED = "not_needed", _("needs no bed any more")
    NO_CONTACT = "no_contact", _("could not be reached")
    CASE_CLOSED = "case_closed", _("the case was closed")


BY_HAND = (WaitingEnd.OTHER_PLACE, WaitingEnd.NOT_NEEDED, WaitingEnd.NO_CONTACT)
"""What a person may say; the others follow from what happens."""
ATTRIBUTES = ("is_accessible", "is_family", "is_cot")
"""What a bed may be, and what somebody may need."""
ATTRIBUTE_WORDS = {
    "is_accessible": _("accessible"),
    "is_family": _("in a family room"),
    "is_cot": _("cot"),
}
