"""What pages know of incidents without asking for it: whether one goes on, whether cases are bound.

Both come with what is read of the city every half minute (``ostoja.ui.city``), so a city without
incidents pays for none.
"""

from django.db.models import Exists

from casework.incidents.choices import GOES_ON
from casework.incidents.models import CaseBinding, Incident
from ostoja.ui import city
from ostoja.ui.city import facts_here
from tenants.fence import after_commit
from tenants.fence.place import current_place, slug_of

RUNNING, BOUND = "incidents_running", "incidents_bound"


def one_goes_on() -> bool:
    """Whether an incident goes on in this city."""
    return RUNNING in facts_here().marks


def some_are_bound() -> bool:
    """Whether any case of this city belongs to an incident."""
    return BOUND in facts_here().marks


def forget() -> None:
    """After a change: this process looks again at once, the others within half a minute."""
    place = current_place()
    slug = slug_of(place.schema) if place else ""
    city.forget(slug)
    after_commit(lambda: city.forget(slug))


def register_all() -> None:
    """Called when the app starts."""
    city.register_mark(
        RUNNING, lambda: Exists(Incident.objects.filter(state__in=sorted(GOES_ON)).order_by())
    )
    city.register_mark(BOUND, lambda: Exists(CaseBinding.objects.order_by()))
