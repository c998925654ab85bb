"""Writes: a draft is kept from page to page, and discarded. All in the platform's schema."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from ostoja.access import versions
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.ui.forms import storable
from tenants.new_cities.facts import NewCity
from tenants.new_cities.models import KEPT, Draft


@action
def keep_draft(*, pk: UUID, new: NewCity, version: int | None, by: User | None) -> Draft:
    """Keep what was said so far, right or wrong; ``version`` is None for a draft that is new.

    The key is made before sending, so that a page that is sent twice keeps one draft. Drafts that
    nobody touched for a month are forgotten. Raises ``StaleObject``.
    """
    Draft.objects.filter(changed_at__lt=timezone.now() - KEPT).delete()
    if version is None:
        draft, _is_new = Draft.objects.get_or_create(pk=pk)
    else:
        draft = versions.lock(Draft, pk, version)
    draft.facts = _storable(new.as_draft())
    draft.by_id = by.pk if by else None
    draft.changed_at = timezone.now()
    draft.save()
    record("draft.kept", by=by, on=draft)
    return draft


@action
def discard_draft(*, draft: Draft, by: User | None) -> None:
    """Forget it: its city is there, or never comes."""
    record("draft.discarded", by=by, on=draft)
    draft.delete()


def _storable(value: Any) -> Any:
    """Without what the database cannot keep, at any depth."""
    if isinstance(value, dict):
        return {name: _storable(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(inner) for inner in value]
    return storable(value)
