"""Words for what this room records in the audit."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.access.roles import Role
from ostoja.accounts.models import Invitation, User
from ostoja.accounts.selectors import people
from ostoja.audit.models import AuditEvent
from ostoja.audit.presenters import register, register_names

LABELS: Final[Mapping[str, Promise]] = {
    "invitation.sent": gettext_lazy("An invitation was sent"),
    "invitation.sent_again": gettext_lazy("An invitation was sent again"),
    "invitation.revoked": gettext_lazy("An invitation was revoked"),
    "invitation.accepted": gettext_lazy("An invitation was accepted"),
    "passkey.added": gettext_lazy("A passkey was added"),
    "passkey.removed": gettext_lazy("A passkey was removed"),
    "passkey.renamed": gettext_lazy("A passkey got another name"),
    "password.changed": gettext_lazy("A password was changed"),
    "person.deactivated": gettext_lazy("An account was switched off"),
    "person.details_changed": gettext_lazy("Name or language were changed"),
    "person.reactivated": gettext_lazy("An account was switched on again"),
    "person.signed_in": gettext_lazy("Somebody signed in"),
    "recovery_codes.made": gettext_lazy("New recovery codes were made"),
    "recovery_codes.used": gettext_lazy("A recovery code was used"),
    "role.added": gettext_lazy("A role was added"),
    "role.moved": gettext_lazy("A role moved with the organisation's record"),
    "role.removed": gettext_lazy("A role was taken away"),
    "second_factor.reset": gettext_lazy("A second factor was removed by an administrator"),
    "second_factor.set_up": gettext_lazy("An authenticator app was set up"),
    "session.all_ended": gettext_lazy("Sessions were ended"),
    "session.ended": gettext_lazy("A session was ended"),
    "sign_in.locked": gettext_lazy("Sign-in was locked after wrong attempts"),
}


def register_all() -> None:
    """Tell the audit the words, and the names of people."""
    for verb, label in LABELS.items():
        with_role = verb.startswith("role.") or verb in {"invitation.sent", "invitation.accepted"}
        register(verb, label, _with_role if with_role else None)
    register_names("accounts.user", _names_of_people, find=_people_called)
    register_names("accounts.invitation", _names_of_invited)


def _with_role(event: AuditEvent) -> str:
    label = LABELS[event.verb]
    try:
        role = Role(str(event.details.get("role")))
    except ValueError:
        return str(label)
    return _("%(event)s: %(role)s") % {"event": label, "role": role.label}


def _names_of_people(ids: set[str]) -> dict[str, str]:
    found = User.objects.filter(pk__in=ids)
    return {str(user.pk): user.full_name or user.email for user in found}


def _people_called(text: str) -> set[str]:
    return {str(pk) for pk in people(name=text).values_list("pk", flat=True)}


def _names_of_invited(ids: set[str]) -> dict[str, str]:
    found = Invitation.objects.filter(pk__in=ids)
    return {str(one.pk): one.full_name or one.email for one in found}
