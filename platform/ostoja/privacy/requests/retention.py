"""How long copies and answered requests are kept."""

from django.utils.translation import gettext_lazy as _

from ostoja.privacy.requests.choices import RequestState
from ostoja.privacy.requests.models import DataRequest, PersonExport
from ostoja.privacy.retention.classes import RetentionClass, register

COPIES = RetentionClass(
    key="person-exports",
    label=_("Copies of one person's data that were made for them"),
    why=_("Long enough to hand the copy over; it can be made again."),
    counted_from=_("the making of the copy"),
    rows=PersonExport.objects.all,
    since="made_at",
    days=14,
    longest=60,
    about_clients=True,
)
REQUESTS = RetentionClass(
    key="data-requests",
    label=_("Answered requests of people about their data"),
    why=_("Accountability (GDPR, art. 5(2)): that the request was answered, when and how."),
    counted_from=_("the answer"),
    rows=lambda: DataRequest.objects.filter(state=RequestState.CLOSED),
    since="closed_at",
    days=3 * 365,
    shortest=365,
    longest=10 * 365,
)


def register_all() -> None:
    """Called when the app starts."""
    register(COPIES)
    register(REQUESTS)
