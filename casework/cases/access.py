"""What the body that leads a case may do with it, and what the coordinating one may."""

from casework.partners.choices import OrganisationRole
from casework.partners.models import Organisation
from ostoja.access.permissions import Permission

LEADS = frozenset(
    {
        Permission.CASE_VIEW,
        Permission.CASE_SUMMARY,
        Permission.CASE_PERSON,
        Permission.CASE_ANNOTATE,
        Permission.CASE_CHANGE,
        Permission.CASE_HAND_OVER,
    }
)
COORDINATES = frozenset(
    {
        Permission.CASE_VIEW,
        Permission.CASE_SUMMARY,
        Permission.CASE_PERSON,
        Permission.CASE_ANNOTATE,
        Permission.CASE_COORDINATE,
    }
)


def coordinates(organisation: Organisation) -> bool:
    """Whether the city's coordinator is this body."""
    return OrganisationRole.COORDINATOR in organisation.roles


def permissions_of_lead(lead: Organisation) -> frozenset[Permission]:
    """A lead that is the coordinator itself needs no handover to coordinate."""
    return LEADS | COORDINATES if coordinates(lead) else LEADS
