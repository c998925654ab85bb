"""How long files that were brought in are kept."""

from django.utils.translation import gettext_lazy as _

from ostoja.privacy.retention.classes import RetentionClass, Rows
from ostoja.privacy.retention.selectors import rule_of
from ostoja.tables.models import KEPT, Batch


def _files() -> Rows:
    return Batch.objects.defer("notes", "waiting")


FILES = RetentionClass(
    key="imported-files",
    label=_("Files that were brought in, with their rows"),
    why=_("As long as an import can be undone. What was imported stays."),
    counted_from=_("the day on which the file was brought in"),
    rows=_files,
    since="created_at",
    days=KEPT.days,
    shortest=2,
    longest=90,
)


def days_kept() -> int | None:
    """How many days the city keeps them; None where it does not delete them."""
    rule = rule_of(FILES)
    return rule.days if rule.is_on else None
