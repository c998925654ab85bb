"""The values that describe partner bodies; HSDS names where HSDS has them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(TextChoices):
    """What sort of body it is."""

    INSTITUTION = "institution", _("public institution")
    NGO = "ngo", _("non-governmental organisation")
    NATURAL_PERSON = "natural_person", _("natural person")
    BUSINESS = "business", _("company")


class OrganisationRole(TextChoices):
    """What the body is in this city's system; it may be several things."""

    COORDINATOR = "coordinator", _("coordinator")
    CRISIS_CENTRE = "crisis_centre", _("crisis centre")
    PARTNER = "partner", _("partner")
    MEMBER = "member", _("coalition member")
    ANIMATOR = "animator", _("animator")
    CRISIS_MANAGEMENT = "crisis_management", _("crisis management")
    CONSULTED = "consulted", _("consulted body")


class Permanence(TextChoices):
    """How the body takes part."""

    PERMANENT = "permanent", _("permanent")
    OCCASIONAL = "occasional", _("occasional")


class AgreementState(TextChoices):
    """How far the body has come with the agreement."""

    NONE = "none", _("no agreement")
    INVITED = "invited", _("invited")
    JOINING = "joining", _("accession under way")
    SIGNATORY = "signatory", _("signatory")
    SUSPENDED = "suspended", _("agreement suspended")
    LEFT = "left", _("left the agreement")


class ApplicationState(TextChoices):
    """What became of a body's wish to join."""

    RECEIVED = "received", pgettext_lazy("application", "waits for a decision")
    ACCEPTED = "accepted", pgettext_lazy("application", "accession under way")
    REFUSED = "refused", pgettext_lazy("application", "turned down")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "taken back")


class LocationKind(TextChoices):
    """HSDS location_type."""

    PHYSICAL = "physical", _("place to visit")
    POSTAL = "postal", _("postal address")
    VIRTUAL = "virtual", _("online or by phone")


class PhoneKind(TextChoices):
    """HSDS phone type."""

    VOICE = "voice", _("to call")
    SMS = "sms", _("for text messages")
    FAX = "fax", _("fax")


class Accessibility(TextChoices):
    """What makes a place usable for people with particular needs."""

    STEP_FREE = "step_free", _("step-free access")
    ACCESSIBLE_TOILET = "accessible_toilet", _("accessible toilet")
    PJM = "pjm", _("Polish Sign Language interpreter")
    INDUCTION_LOOP = "induction_loop", _("induction loop")
    TOTUPOINT = "totupoint", _("Totupoint beacons")
    QUIET_ROOM = "quiet_room", _("quiet room")
    HEADPHONES = "headphones", _("noise-cancelling headphones")
    SENSORY_ROOM = "sensory_room", _("room safe for the senses")


class ServiceStatus(TextChoices):
    """HSDS service status."""

    ACTIVE = "active", pgettext_lazy("service", "active")
    INACTIVE = "inactive", pgettext_lazy("service", "inactive")
    DEFUNCT = "defunct", pgettext_lazy("service", "defunct")
    TEMPORARILY_CLOSED = "temporarily closed", pgettext_lazy("service", "temporarily closed")


class CapacityUnit(TextChoices):
    """HSDS service_capacity: what is counted."""

    BED = "bed", _("beds")
    PLACE = "place", _("places")


class Phase(TextChoices):
    """The three phases of help in the MSIK (gdansk.pl, 6 September 2019)."""

    PREVENTION = "prevention", _("prevention")
    INTERVENTION = "intervention", _("intervention")
    POST_INTERVENTION = "post_intervention", _("post-intervention")


class Day(TextChoices):
    """Days of the week as in RFC 5545, BYDAY."""

    MONDAY = "MO", pgettext_lazy("day", "Monday")
    TUESDAY = "TU", pgettext_lazy("day", "Tuesday")
    WEDNESDAY = "WE", pgettext_lazy("day", "Wednesday")
    THURSDAY = "TH", pgettext_lazy("day", "Thursday")
    FRIDAY = "FR", pgettext_lazy("day", "Friday")
    SATURDAY = "SA", pgettext_lazy("day", "Saturday")
    SUNDAY = "SU", pgettext_lazy("day", "Sunday")


class ServedSex(TextChoices):
    """For whom a service is, where it is not for everybody; the values are those of a case."""

    FEMALE = "female", pgettext_lazy("for whom", "women")
    MALE = "male", pgettext_lazy("for whom", "men")


class Situation(TextChoices):
    """What a person is in: the reasons of art. 7 of the Social Assistance Act in everyday words,
    and what services are meant for besides. Cases and services say it in the same words.
    """

    POVERTY = "poverty", pgettext_lazy("situation", "poverty")
    ORPHANHOOD = "orphanhood", pgettext_lazy("situation", "loss of parents")
    HOMELESSNESS = "homelessness", pgettext_lazy("situation", "homelessness")
    UNEMPLOYMENT = "unemployment", pgettext_lazy("situation", "unemployment")
    DISABILITY = "disability", pgettext_lazy("situation", "disability")
    ILLNESS = "illness", pgettext_lazy("situation", "long or serious illness")
    VIOLENCE = "violence", pgettext_lazy("situation", "domestic violence")
    TRAFFICKING = "trafficking", pgettext_lazy("situation", "trafficking in human beings")
    MATERNITY = "maternity", pgettext_lazy("situation", "pregnancy, a newborn or many children")
    PARENTING = "parenting", pgettext_lazy("situation", "difficulties in bringing up children")
    SINGLE_PARENT = "single_parent", pgettext_lazy("situation", "raising children alone")
    INTEGRATION = "integration", pgettext_lazy("situation", "beginning anew in Poland")
    REFUGEE = "refugee", pgettext_lazy("situation", "flight from a war")
    LEAVING_CARE = "leaving_care", pgettext_lazy("situation", "life after foster care")
    AFTER_PRISON = "after_prison", pgettext_lazy("situation", "life after prison")
    ADDICTION = "addiction", pgettext_lazy("situation", "addiction")
    BEREAVEMENT = "bereavement", pgettext_lazy("situation", "bereavement")
    CARE_OF_RELATIVE = "care_of_relative", pgettext_lazy("situation", "caring for a relative")
    CRISIS_EVENT = "crisis_event", pgettext_lazy("situation", "a sudden event or crisis")
    DISASTER = "disaster", pgettext_lazy("situation", "a disaster")


class Access(TextChoices):
    """How one comes to a prevention activity."""

    OPEN = "open", _("everybody may come")
    SIGN_UP = "sign_up", _("after signing up")
    REFERRAL = "referral", _("with a referral")
