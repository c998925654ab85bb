"""What this room holds of a person: referrals, and who received their data."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from casework.cases.labels_of_copies import ADDED, ENDED, KEY, STATE
from casework.partners.models import Organisation
from casework.referrals.choices import State
from casework.referrals.choices_of_outside import OutsideWay
from casework.referrals.models import Conflict, OutsideReferral, Referral
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
    withheld={
        "despite_conflict": gettext_lazy("It is about the impartiality of others; internal words.")
    },
    joins=("case_need__need", "receiver", "service", "consent"),
)
OUTSIDE = Holding(
    OutsideReferral,
    gettext_lazy("Bodies outside the system that were asked"),
    KEY,
    "case",
    also=("legal_basis", "created_at", "ended_at"),
    labels={
        "case_need": gettext_lazy("Need"),
        "consent": gettext_lazy("Consent"),
        "state": STATE,
        "created_at": ADDED,
        "ended_at": ENDED,
    },
    joins=("case_need__need", "consent"),
)
CONFLICT = Holding(
    Conflict,
    gettext_lazy("Conflicts of interest"),
    KEY,
    "case",
    also=("noted_at", "lifted_at"),
    labels={
        "organisation": pgettext_lazy("of a record", "Body"),
        "noted_at": gettext_lazy("Noted"),
        "lifted_at": gettext_lazy("Lifted"),
    },
    joins=("organisation",),
    inner=gettext_lazy("Staff noted who is not impartial; it is about other people."),
)


def receivers(roots: Roots) -> list[tuple[str, str]]:
    """The bodies to which the data was disclosed (GDPR, art. 15(1)(c)): where the person went
    alone with an address, nothing was.
    """
    cases = roots.get(KEY, ())
    sent = Referral.objects.filter(case__in=cases).exclude(state=State.DRAFT)
    bodies = Organisation.every.filter(pk__in=sent.order_by().values("receiver"))
    outside = OutsideReferral.objects.filter(case__in=cases).exclude(way=OutsideWay.PERSON)
    names = [*bodies.values_list("name", flat=True), *outside.values_list("body", flat=True)]
    return [(_("Who received the data"), ", ".join(dict.fromkeys(names)))] if names else []


def register_all() -> None:
    """Called when the app starts."""
    holdings.register(REFERRAL, OUTSIDE, CONFLICT)
    holdings.register_information(30, receivers)
