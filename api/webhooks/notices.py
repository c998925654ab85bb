"""What people are told of webhooks: that one was stopped, and somebody must look at it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from api.webhooks.models import Webhook
from ostoja.access.permissions import Permission
from ostoja.access.roles import ROLES
from ostoja.accounts.models import User
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import event_of, notify, settle


def _names(person: User, webhooks: set[UUID]) -> dict[UUID, str]:
    from api.webhooks.selectors import webhooks_visible_to

    seen = webhooks_visible_to(person).filter(pk__in=webhooks)
    return dict(seen.order_by().values_list("pk", "name"))


STOPPED = Kind(
    key="webhook-stopped",
    order=96,
    permission=Permission.WEBHOOKS,
    module="cases",
    address=page_of("webhook"),
    names=_names,
    title=_("A webhook was stopped: the system did not take what we sent"),
    text=_("What happens from now on is kept. Look at the log, mend it, and let it go on."),
    counted=ngettext_lazy(
        "%(number)d webhook was stopped", "%(number)d webhooks were stopped", "number"
    ),
)


def stopped(webhook: Webhook) -> int:
    """Tell who made it; where they left, everybody who looks after it; how many."""
    event = event_of(webhook.pk, f"stopped {webhook.version}")
    own = [webhook.created_by] if webhook.created_by else []
    return _tell(own, webhook, event) or _tell(_keepers(webhook), webhook, event)


def _tell(people: list[User], webhook: Webhook, event: UUID) -> int:
    return notify(STOPPED, to=people, event=event, about=webhook.pk)


def _keepers(webhook: Webhook) -> list[User]:
    """The body's own people who may; where it has none, those who keep partners."""
    able = [role for role, held in ROLES.items() if Permission.WEBHOOKS in held]
    keepers = [role for role in able if Permission.PARTNER_CHANGE in ROLES[role]]
    people = User.objects.filter(is_active=True)
    own = people.filter(
        memberships__group=webhook.organisation.group_id, memberships__role__in=able
    )
    return list(own.distinct()) or list(people.filter(memberships__role__in=keepers).distinct())


def goes_on(webhook: Webhook) -> None:
    """Nobody needs to look at it any more."""
    settle(STOPPED, about=webhook.pk)


def register_all() -> None:
    """Called when the app starts."""
    register(STOPPED)
