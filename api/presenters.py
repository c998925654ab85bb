"""Words for what is recorded about tokens."""

from django.utils.translation import gettext_lazy as _

from api.models import Token
from ostoja.audit.presenters import register, register_names


def register_all() -> None:
    """Tell the audit the words, and the names of tokens."""
    register("token.created", _("A token for a program was made"))
    register("token.revoked", _("A token for a program was revoked"))
    register_names("api.token", _names)


def _names(ids: set[str]) -> dict[str, str]:
    return {str(one.pk): f"{one.name} ({one.prefix})" for one in Token.objects.filter(pk__in=ids)}
