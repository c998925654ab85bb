"""Words for what this room records in the audit."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.audit.models import AuditEvent
from ostoja.audit.presenters import register, register_names
from ostoja.tables.kinds import kind_of
from ostoja.tables.models import Batch

LABELS: Final[Mapping[str, Promise]] = {
    "table.uploaded": gettext_lazy("A file was brought in for an import"),
    "table.mended": gettext_lazy("Rows of a file were mended"),
    "table.checked": gettext_lazy("The rows of a file were checked"),
    "table.handed_over": gettext_lazy("A large import was begun"),
    "table.discarded": gettext_lazy("Rows of a file were discarded"),
    "table.failed": gettext_lazy("A large import failed and changed nothing"),
}


def register_all() -> None:
    """Called when the app starts."""
    for verb, label in LABELS.items():
        register(verb, label)
    register("table.imported", gettext_lazy("A table was imported"), _imported)
    register("table.undone", gettext_lazy("An import was undone"), _undone)
    register("table.exported", gettext_lazy("A table was exported"), _exported)
    register_names(Batch._meta.label_lower, _names)


def _imported(event: AuditEvent) -> str:
    return _("A table was imported: %(added)s added, %(changed)s changed") % _details(event)


def _undone(event: AuditEvent) -> str:
    return _("An import was undone: %(undone)s rows, %(refused)s not") % _details(event)


def _exported(event: AuditEvent) -> str:
    kind = kind_of(str(event.details.get("kind")))
    name = kind.name if kind else event.details.get("kind")
    rows = event.details.get("rows")
    return _("A table was exported: %(name)s, rows: %(rows)s") % {"name": name, "rows": rows}


def _details(event: AuditEvent) -> dict[str, object]:
    names = ("added", "changed", "undone", "refused")
    return {name: event.details.get(name, "–") for name in names}


def _names(ids: set[str]) -> dict[str, str]:
    found = Batch.objects.filter(pk__in=ids).values_list("pk", "file_name")
    return {str(pk): name for pk, name in found}
