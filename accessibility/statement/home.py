"""This room's part of the first page: what the statement needs from those who look after it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accessibility.statement import selectors
from accessibility.statement.choices import ReminderKind
from accessibility.statement.completeness import missing_of
from accessibility.statement.models import Edition, Statement
from accessibility.statement.review import next_review, reminder_on
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.ui.templatetags.ui import local_time


def statement_to_do(user: User) -> Panel | None:
    """The statement, while it is not public, has changes that are not, or must be reviewed."""
    if not holds(user, Permission.STATEMENT_CHANGE):
        return None
    rows = list(_rows(selectors.statement(), selectors.edition()))
    return Panel(title=_("Accessibility statement"), rows=rows) if rows else None


def _rows(statement: Statement, edition: Edition | None) -> Iterator[PanelRow]:
    url = reverse("statement")
    if edition is None:
        yield PanelRow(_("Publish the accessibility statement"), url, _what_is_missing(statement))
    elif edition.statement_version != statement.version:
        yield PanelRow(_("Publish the changes of the statement"), url, _what_is_missing(statement))
    if edition is not None:
        yield from _review(edition, url)


def _what_is_missing(statement: Statement) -> str:
    count = len(missing_of(statement, selectors.languages()))
    if not count:
        return _("complete")
    words = ngettext("%(count)d answer is missing", "%(count)d answers are missing", count)
    return words % {"count": count}


def _review(edition: Edition, url: str) -> Iterator[PanelRow]:
    due_on = next_review(edition)
    kind = reminder_on(timezone.localdate(), due_on) if due_on else None
    if kind is not None:
        words = _("overdue, was due on") if kind == ReminderKind.OVERDUE else _("due on")
        meta = format_html("{} {}", words, local_time(due_on))
        yield PanelRow(_("Review the accessibility statement"), url, meta)
