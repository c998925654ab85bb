"""How long it is kept who somebody is at a provider that they no longer use."""

from django.utils.translation import gettext_lazy as _

from ostoja.identity.models import BoundIdentity
from ostoja.privacy.retention.classes import RetentionClass

UNUSED_IDENTITIES = RetentionClass(
    key="identities",
    label=_("Identities at the city's provider that nobody uses"),
    why=_("Whoever comes back is recognised by their verified e-mail address once more."),
    counted_from=_("the last sign-in with it"),
    rows=BoundIdentity.objects.all,
    since="last_used_at",
    days=365,
    shortest=30,
    longest=5 * 365,
)
