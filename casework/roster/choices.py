"""The values that describe duties and what becomes of a swap."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostoja.access.roles import Role


class DutyRole(TextChoices):
    """As what somebody is on duty; the first three are called like the role they need."""

    CONSULTANT = "consultant", pgettext_lazy("on duty as", "consultant")
    SUPERVISOR = "supervisor", pgettext_lazy("on duty as", "supervisor")
    COORDINATOR = "coordinator", pgettext_lazy("on duty as", "coordinator")
    HOSTEL = "hostel", pgettext_lazy("on duty as", "hostel carer")

    @property
    def fitting(self) -> frozenset[Role]:
        """Whoever holds one of these roles can do it."""
        return FITTING[self]


FITTING: Mapping[DutyRole, frozenset[Role]] = {
    DutyRole.CONSULTANT: frozenset({Role.CONSULTANT}),
    DutyRole.SUPERVISOR: frozenset({Role.SUPERVISOR}),
    DutyRole.COORDINATOR: frozenset({Role.COORDINATOR}),
    DutyRole.HOSTEL: frozenset(
        {Role.CONSULTANT, Role.SUPERVISOR, Role.COORDINATOR, Role.PARTNER_WORKER}
    ),
}


class SwapState(TextChoices):
    """Where a swap stands."""

    ASKED = "asked", pgettext_lazy("swap of duties", "waits for an answer")
    AGREED = "agreed", pgettext_lazy("swap of duties", "waits for approval")
    DONE = "done", pgettext_lazy("swap of duties", "done")
    DECLINED = "declined", pgettext_lazy("swap of duties", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("swap of duties", "withdrawn")
    REFUSED = "refused", pgettext_lazy("swap of duties", "not approved")
    LAPSED = "lapsed", _("no longer possible")


OPEN_SWAPS = (SwapState.ASKED, SwapState.AGREED)
