"""What may be read of webhooks, and by whom: the one door to them."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from api.webhooks.models import Delivery, Webhook
from casework.partners.models import Organisation
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with, holds
from ostoja.accounts.models import User

WAITING = Q(deliveries__delivered_at=None, deliveries__given_up_at=None)


def bodies_for(user: User) -> QuerySet[Organisation]:
    """Those whose webhooks the person looks after: one's own, or all for who keeps partners."""
    if not holds(user, Permission.WEBHOOKS):
        return Organisation.objects.none()
    bodies = Organisation.objects.order_by("sort_key")
    if holds(user, Permission.PARTNER_CHANGE):
        return bodies
    return bodies.filter(group__in=groups_with(user, Permission.WEBHOOKS))


def webhooks_visible_to(user: User) -> QuerySet[Webhook]:
    """Every webhook that this person looks after; the only list there is."""
    found = Webhook.objects.select_related("organisation", "created_by")
    return found.filter(organisation__in=bodies_for(user).order_by())


def with_waiting(webhooks: QuerySet[Webhook]) -> QuerySet[Webhook]:
    """The same, each with the number of messages that were not taken yet as ``waiting``."""
    return webhooks.annotate(waiting=Count("deliveries", filter=WAITING))


def webhook_for(user: User, pk: UUID) -> Webhook:
    """The webhook, or ``Http404`` where this person does not look after it."""
    found = webhooks_visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def delivery_for(user: User, webhook: UUID, pk: UUID) -> Delivery:
    """One message of a webhook of theirs, or ``Http404``."""
    own = Delivery.objects.select_related("webhook__organisation")
    found = own.filter(pk=pk, webhook=webhook_for(user, webhook)).first()
    if found is None:
        raise Http404
    return found
