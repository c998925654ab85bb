"""Forms of this room: bodies, places, services, numbers, contacts, and the two searches."""

from casework.partners.forms.activity import ActivityForm
from casework.partners.forms.agreement import AgreementForm
from casework.partners.forms.base import FactForm, Now
from casework.partners.forms.contact_points import ContactForm, PhoneForm
from casework.partners.forms.hours import HoursForm
from casework.partners.forms.location import LocationForm
from casework.partners.forms.organisation import OrganisationForm
from casework.partners.forms.period import PeriodForm
from casework.partners.forms.public_search import DirectoryForm
from casework.partners.forms.search import PartnerSearchForm
from casework.partners.forms.service import ServiceForm

__all__ = [
    "ActivityForm",
    "AgreementForm",
    "ContactForm",
    "DirectoryForm",
    "FactForm",
    "HoursForm",
    "LocationForm",
    "Now",
    "OrganisationForm",
    "PartnerSearchForm",
    "PeriodForm",
    "PhoneForm",
    "ServiceForm",
]
