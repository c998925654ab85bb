"""What the kernel itself holds of a person, or does not give out, and what everybody is told."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.notifications.models import OutboxMessage
from ostoja.privacy.requests import holdings, subjects
from ostoja.privacy.requests.models import DataRequest, PersonExport
from ostoja.privacy.requests.subjects import Roots
from ostoja.privacy.retention.classes import class_named
from ostoja.privacy.retention.models import Hold
from ostoja.privacy.retention.selectors import rule_of


def register_all() -> None:
    """Called when the app starts."""
    holdings.leave_out(
        OutboxMessage,
        gettext_lazy("Addresses of e-mails that wait to be sent: they go when they are sent."),
    )
    holdings.leave_out(
        Hold, gettext_lazy("Why a record is kept back from deletion, for a court say.")
    )
    holdings.leave_out(
        DataRequest, gettext_lazy("Requests about the data themselves; the person knows them.")
    )
    holdings.leave_out(PersonExport, gettext_lazy("Earlier copies of the same data."))
    holdings.register_information(50, periods)
    holdings.register_information(90, rights)


def periods(roots: Roots) -> list[tuple[str, str]]:
    """How long what the city holds is kept, and why (GDPR, art. 15(1)(d))."""
    found = []
    for subject in subjects.every_subject():
        kind = class_named(subject.retention)
        if kind and roots.get(subject.key):
            said = _("Days: %(days)s, counted from: %(event)s. %(why)s") % {
                "days": rule_of(kind).days,
                "event": kind.counted_from,
                "why": kind.why,
            }
            found.append((_("How long it is kept: %(kind)s") % {"kind": subject.label}, said))
    return found


def rights(roots: Roots) -> list[tuple[str, str]]:
    """What one may ask for beside the copy (GDPR, art. 15(1)(e) and (f))."""
    return [
        (
            _("Your rights"),
            _(
                "You may ask that wrong data is corrected, that data is erased or its use limited,"
                " and you may object to its use."
            ),
        ),
        (
            _("Complaint"),
            _("You may complain to the President of the Personal Data Protection Office (UODO)."),
        ),
        (
            _("Decisions by machines"),
            _("No decision about you was taken by a program alone."),
        ),
    ]
