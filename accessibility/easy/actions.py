"""All writes of this room: a city rewrites a text, says who checked it, or takes the platform's."""

from collections.abc import Sequence
from datetime import date

from accessibility.easy import selectors
from accessibility.easy.models import EasyText, kept
from ostoja.access.versions import StaleObject, lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.ui.easy import Line
from tenants.profile.models import CityProfile


@action
def change_easy_text(
    *, page: str, language: str, version: int, lines: Sequence[Line], by: User
) -> EasyText:
    """Rewrite a page's text in one language. Who checked it checked other lines, so that goes.

    ``version`` 0 is the platform's text. Raises ``StaleObject``.
    """
    row = _locked(page, language, version)
    if row.lines != kept(lines):
        row.checked_by, row.checked_on = "", None
    row.lines = kept(lines)
    row.save()
    record("easy_text.changed", by=by, on=row, page=page, language=language)
    return row


@action
def note_check(
    *, page: str, language: str, version: int, checked_by: str, checked_on: date | None, by: User
) -> EasyText:
    """Say who of those who need such texts has read this one; nobody for an empty name.

    The text becomes the city's own: what was checked must not change with the platform.
    Raises ``StaleObject``.
    """
    row = _locked(page, language, version)
    row.checked_by, row.checked_on = checked_by, checked_on if checked_by else None
    row.save()
    record("easy_text.checked", by=by, on=row, page=page, language=language)
    return row


@action
def restore_easy_text(*, page: str, language: str, version: int, by: User) -> None:
    """Take the platform's text again. Done before, it does nothing. Raises ``StaleObject``."""
    _one_at_a_time()
    row = EasyText.objects.filter(page=page, language=language).first()
    if row is None:
        record("submission.repeated", by=by, on=CityProfile.objects.get())
        return
    if row.version != version:
        raise StaleObject(row)
    record("easy_text.restored", by=by, on=row, page=page, language=language)
    row.delete()


def _locked(page: str, language: str, version: int) -> EasyText:
    """The row with its version raised; a new one where the platform's text was seen."""
    _one_at_a_time()
    row = EasyText.objects.filter(page=page, language=language).first()
    if row is not None:
        return lock(EasyText, row.pk, version)
    row = selectors.untouched(page, language)
    if version != 0:
        raise StaleObject(row)
    row.version = 1
    return row


def _one_at_a_time() -> None:
    """Of two who begin a city's own text at once the second waits, and then sees the first's."""
    CityProfile.objects.select_for_update(of=("self",)).get()
