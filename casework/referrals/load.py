"""What services have in hand of referrals, for the order of suggestions."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count, Max, Q

from casework.partners.load import Load, Services
from casework.referrals.choices import LIVE, Kind, State
from casework.referrals.models import Referral


def load_of_services(services: Services) -> Mapping[UUID, Load]:
    """Open referrals of each, and when it was asked last."""
    sent = Referral.objects.filter(kind=Kind.REFERRAL, service__in=services)
    counted = (
        sent.exclude(state=State.DRAFT)
        .order_by()
        .values_list("service")
        .annotate(live=Count("pk", filter=Q(state__in=LIVE)), asked_at=Max("created_at"))
    )
    return {service: Load(live, asked_at) for service, live, asked_at in counted}
