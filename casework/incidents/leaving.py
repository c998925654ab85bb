"""A body leaves the agreement in the middle of an incident: it is called up no more, and looks
after nobody.
"""

from casework.incidents.actions import end_with_agreement, give_back_people
from casework.incidents.choices import CALLED_UP
from casework.incidents.models import Incident, Mobilisation
from casework.partners.models import Organisation
from ostoja.accounts.models import User


def release_all(organisation: Organisation, by: User | None) -> int:
    """To how many incidents it was called up, or in how many it helped without being so."""
    own = Mobilisation.objects.filter(organisation=organisation, state__in=sorted(CALLED_UP))
    found = list(own.order_by("incident", "pk"))
    for mobilisation in found:
        end_with_agreement(mobilisation=mobilisation, by=by)
    helped = Incident.objects.filter(people__helper=organisation).distinct().order_by("pk")
    left = list(helped)
    for incident in left:
        give_back_people(incident=incident, organisation=organisation, by=by)
    return len(found) + len(left)
