"""How each fact about a body is added and changed, whatever it is."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.utils.functional import Promise

from casework.partners.keys import free_key
from casework.partners.models import Organisation
from casework.partners.models.organisation import SourcedModel
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import record
from tenants.profile.models import CityProfile

Fact = TypeVar("Fact", bound=SourcedModel)


class NotPossible(ValueError):
    """What was written cannot stand beside the other rows; ``field`` is the answer to change."""

    def __init__(self, field: str, message: Promise) -> None:
        super().__init__(field)
        self.field, self.message = field, message


def one_at_a_time() -> None:
    """Of two people, or of two clicks, that add something at once, the second waits and then
    sees what the first one added.
    """
    CityProfile.objects.select_for_update().get()


def add_row(
    model: type[Fact],
    organisation: Organisation,
    submission: UUID,
    by: User,
    facts: Mapping[str, Any],
    *,
    key_from: str = "",
) -> Fact:
    """A new row, with a key made from ``key_from``; sent again, gives the first result."""
    one_at_a_time()
    rows: Any = model._default_manager
    found: Fact | None = rows.filter(pk=submission).first()
    if found is not None:
        record("submission.repeated", by=by, on=found, subject=body_of(found))
        return found
    key = {"key": free_key(model, key_from)} if key_from else {}
    fact: Fact = rows.create(pk=submission, organisation=organisation, **key, **facts)
    record(f"{noun_of(fact)}.added", by=by, on=fact, subject=organisation)
    return fact


def change_row(
    model: type[Fact], pk: UUID, version: int, by: User, facts: Mapping[str, Any]
) -> Fact:
    """The row as it was written; raises ``StaleObject``."""
    fact = lock(model, pk, version)
    write(fact, facts)
    record(f"{noun_of(fact)}.changed", by=by, on=fact, subject=body_of(fact))
    return fact


def write(fact: SourcedModel, facts: Mapping[str, Any]) -> None:
    """Save these values."""
    for name, value in facts.items():
        setattr(fact, name, value)
    fact.save()


def noun_of(fact: SourcedModel) -> str:
    """What the audit calls it: “phone”, “location”."""
    return str(fact._meta.model_name)


def body_of(fact: SourcedModel) -> Organisation:
    """The body that the fact is about."""
    body: Organisation = fact.organisation  # type: ignore[attr-defined]
    return body
