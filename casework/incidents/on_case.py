"""What this room adds to the page of a case: the incidents to which it belongs."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.cases.panels import CaseButton, CasePanel
from casework.cases.selectors import Sight
from casework.incidents import marks, selectors
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.ui.city import facts_here

MODULE = "incidents"


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """One query, and none in a city in which no case belongs to an incident."""
    user = sight.person
    if not facts_here().has(MODULE) or not marks.some_are_bound():
        return None
    if not holds(user, Permission.INCIDENT_VIEW):
        return None
    bindings = list(selectors.of_case(case, user))
    if not bindings:
        return None
    return CasePanel("incidents/case_panel.html", {"bindings": bindings})


def buttons(case: Case, sight: Sight) -> Iterator[CaseButton]:
    """Bind it, while an incident goes on; nothing is asked for that."""
    if not facts_here().has(MODULE) or not marks.one_goes_on():
        return
    if case.merged_into_id is None and holds(sight.person, Permission.INCIDENT_LOG):
        url = reverse("case_incident", args=[case.pk])
        yield CaseButton(_("Bind to an incident"), url, order=70)
