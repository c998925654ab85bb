"""What this room tells people: that the work on their file has ended."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.notifications.kinds import Kind, page_of, register
from ostoja.notifications.telling import event_of, notify
from ostoja.tables.kinds import importable_by
from ostoja.tables.models import Batch
from ostoja.ui.city import facts_here


def file_names(person: User, batches: set[UUID]) -> dict[UUID, str]:
    """The names of those of the files that the person may import."""
    keys = [kind.key for kind in importable_by(person, facts_here())]
    rows = Batch.objects.filter(pk__in=batches, kind__in=keys)
    return dict(rows.order_by().values_list("pk", "file_name"))


WORK_ENDED = Kind(
    key="file-worked-on",
    title=_("The work on a file that you brought in has ended"),
    text=_("Look at what was imported or undone, and at what must be mended."),
    counted=ngettext_lazy(
        "the work on %(number)d file that you brought in has ended",
        "the work on %(number)d files that you brought in has ended",
        "number",
    ),
    address=page_of("batch"),
    names=file_names,
    permission=Permission.TABLES_IMPORT,
    mail=Mail.NONE,
    order=95,
)


def register_all() -> None:
    """Called when the app starts."""
    register(WORK_ENDED)


def work_ended(batch: Batch, by: User) -> None:
    """Tell who gave the work, where a task did it; whoever waited for the page has seen it.

    To be called while the file still says what was to be done.
    """
    if batch.work:
        event = event_of(batch.pk, f"{batch.work} {batch.work_since}")
        notify(WORK_ENDED, to=[by], event=event, about=batch.pk)
