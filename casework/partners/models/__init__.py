"""Partner bodies after Open Referral HSDS, one file for each entity."""

from casework.partners.models.need import Need
from casework.partners.models.organisation import Contact, Location, Organisation, Phone
from casework.partners.models.service import Schedule, Service

__all__ = ["Contact", "Location", "Need", "Organisation", "Phone", "Schedule", "Service"]
