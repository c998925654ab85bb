"""Applications of bodies that want to join: the door to them, and how long they are kept."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from casework.partners.choices import ApplicationState
from casework.partners.models import Application
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.privacy.budget import Budget
from ostoja.privacy.retention.classes import RetentionClass

APPLICATIONS = Budget(limit=5, seconds=60 * 60, counts_unknown=False)
"""Over it an application is still kept, and marked as one that a machine may have sent."""


def applications_for(user: User) -> QuerySet[Application]:
    """All of the city, for whoever keeps its partners: those that wait first."""
    if not holds(user, Permission.PARTNER_CHANGE):
        return Application.objects.none()
    return Application.objects.order_by("decided_at", "looks_automatic", "received_at")


def application_for(user: User, pk: UUID) -> Application:
    """One of them, or ``Http404``."""
    found = applications_for(user).select_related("organisation", "decided_by").filter(pk=pk)
    application = found.first()
    if application is None:
        raise Http404
    return application


def waiting() -> QuerySet[Application]:
    """Those about which nobody has decided, what machines may have sent last."""
    found = Application.objects.filter(state=ApplicationState.RECEIVED)
    return found.order_by("looks_automatic", "received_at")


CLASSES = (
    RetentionClass(
        key="applications",
        label=_("Applications of bodies that want to join"),
        why=_("They hold the name and contact of whoever wrote. A body that joined has a record."),
        counted_from=_("the day of the decision"),
        rows=lambda: Application.objects.exclude(state=ApplicationState.RECEIVED),
        since="decided_at",
        days=365,
    ),
)
