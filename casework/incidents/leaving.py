"""A body leaves the agreement in the middle of an incident: it is called up no more."""

from casework.incidents.actions import end_with_agreement
from casework.incidents.choices import CALLED_UP
from casework.incidents.models import Mobilisation
from casework.partners.models import Organisation
from ostoja.accounts.models import User


def release_all(organisation: Organisation, by: User | None) -> int:
    """To how many incidents it was called up."""
    own = Mobilisation.objects.filter(organisation=organisation, state__in=sorted(CALLED_UP))
    found = list(own.order_by("incident", "pk"))
    for mobilisation in found:
        end_with_agreement(mobilisation=mobilisation, by=by)
    return len(found)
