"""The settings of the city's mailbox, and whether it can be read."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework.intake.actions.mail import change_mailbox, try_mailbox
from casework.intake.forms.mailbox import MailboxForm
from casework.intake.models import IncomingMail, Mailbox
from casework.intake.models.mail import MailFate
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject

CHANGE = Permission.MAILBOX_CHANGE


@require_http_methods(["GET", "HEAD", "POST"])
@requires(CHANGE)
def mailbox(request: StaffRequest) -> HttpResponseBase:
    """What is set, when it was read last, what became of the mails."""
    kept = Mailbox.objects.first()
    form = MailboxForm(request.POST if request.method == "POST" else None, mailbox=kept)
    if form.is_valid():
        try:
            change_mailbox(version=form.cleaned_data["version"], by=request.user, **form.facts())
        except StaleObject as stale:
            form.overtaken(Mailbox.objects.first() or stale.current)
        else:
            messages.success(request, _("Saved. Now try it."))
            return redirect("mailbox")
    context = {"form": form, "mailbox": kept, "fates": _fates()}
    return render(request, "intake/mailbox.html", context, status=422 if form.errors else 200)


def _fates() -> list[tuple[str, int]]:
    counted = IncomingMail.objects.order_by().values_list("fate").annotate(number=Count("pk"))
    numbers = dict(counted)
    return [(str(fate.label), numbers.get(fate, 0)) for fate in MailFate]


@require_POST
@requires(CHANGE)
def mailbox_try(request: StaffRequest) -> HttpResponseBase:
    """Sign in once and say what came of it; nothing is taken from it."""
    kept = Mailbox.objects.first()
    if kept is None:
        messages.warning(request, _("Save the settings of a mailbox first."))
        return redirect("mailbox")
    trouble = try_mailbox(mailbox=kept, by=request.user)
    if trouble is None:
        messages.success(request, _("The mailbox can be read."))
    else:
        messages.warning(request, str(trouble.label))
    return redirect("mailbox")
