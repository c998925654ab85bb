"""What this room holds of a person: referrals, and who received their data."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.personal import ADDED, KEY, STATE
from casework.partners.models import Organisation
from casework.referrals.choices import State
from casework.referrals.models import Referral
from ostoja.privacy.requests import holdings
from ostoja.privacy.requests.holdings import Holding
from ostoja.privacy.requests.subjects import Roots

REFERRAL = Holding(
    Referral,
    gettext_lazy("Referrals"),
    KEY,
    "case",
    also=("kind", "state", "legal_basis", "share_summary", "share_person", "created_at"),
    labels={
        "kind": gettext_lazy("Kind"),
        "state": STATE,
        "case_need": gettext_lazy("Need"),
        "receiver": gettext_lazy("Receiver"),
        "service": gettext_lazy("Service"),
        "consent": gettext_lazy("Consent"),
        "created_at": ADDED,
    },
    joins=("case_need__need", "receiver", "service", "consent"),
)


def receivers(roots: Roots) -> list[tuple[str, str]]:
    """The bodies to which the data was disclosed (GDPR, art. 15(1)(c))."""
    sent = Referral.objects.filter(case__in=roots.get(KEY, ())).exclude(state=State.DRAFT)
    bodies = Organisation.objects.filter(pk__in=sent.order_by().values("receiver"))
    names = list(bodies.values_list("name", flat=True))
    return [(_("Who received the data"), ", ".join(names))] if names else []


def register_all() -> None:
    """Called when the app starts."""
    holdings.register(REFERRAL)
    holdings.register_information(30, receivers)
