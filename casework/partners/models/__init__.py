"""Partner bodies after Open Referral HSDS, one file for each entity."""

from casework.partners.models.activity import Activity
from casework.partners.models.application import Application, ApplicationRemark
from casework.partners.models.merge import OrganisationMerge, ToldApart
from casework.partners.models.need import Need
from casework.partners.models.organisation import Contact, Location, Organisation, Phone
from casework.partners.models.rules import PartnerRules
from casework.partners.models.service import Schedule, Service

__all__ = [
    "Activity",
    "Application",
    "ApplicationRemark",
    "Contact",
    "Location",
    "Need",
    "Organisation",
    "OrganisationMerge",
    "PartnerRules",
    "Phone",
    "Schedule",
    "Service",
    "ToldApart",
]
