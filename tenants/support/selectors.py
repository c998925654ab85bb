"""What is read of consents and visits, inside the city."""

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from ostoja.accounts.models import User
from tenants.support.models import SupportConsent, SupportVisit


def open_consent() -> SupportConsent | None:
    """The consent that holds now; there is one at most."""
    found = SupportConsent.objects.filter(withdrawn_at=None, until__gt=timezone.now())
    return found.select_related("given_by").first()


def consents() -> QuerySet[SupportConsent]:
    """All consents, the newest first, each with the visits of those who came."""
    came = SupportVisit.objects.exclude(entered_at=None).order_by("entered_at")
    found = SupportConsent.objects.select_related("given_by", "withdrawn_by")
    return found.prefetch_related(Prefetch("visits", queryset=came, to_attr="came"))


def visit_of(person: User) -> SupportVisit | None:
    """The visit for which this person was made."""
    return SupportVisit.objects.select_related("consent").filter(person=person).first()
