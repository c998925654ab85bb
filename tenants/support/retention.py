"""How long it is kept whom the city let in."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostoja.privacy.retention.classes import RetentionClass
from tenants.support.models import SupportConsent


def _ended() -> QuerySet[SupportConsent]:
    return SupportConsent.objects.filter(until__lt=timezone.now())


CONSENTS = RetentionClass(
    key="support",
    label=_("Consents to support, and who came"),
    why=_("As long as the record of what was done, which names the same people."),
    counted_from=_("the end of the consent"),
    rows=_ended,
    since="until",
    days=2 * 365,
    shortest=30,
    longest=5 * 365,
)
