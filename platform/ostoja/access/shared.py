"""Objects that are shared with bodies: each row says itself which groups may see it.

The grants behind the door stay the truth. ``readers`` repeats one of them, that of seeing the
object at all, so that a list of the 50 newest among 100,000 needs no join (decision 0024).
"""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Lookup, Value

from ostoja.access.permissions import Permission
from tenants.fence.models import CityModel


class SharedModel(CityModel):
    """Base of a model whose rows are granted to groups. Only the door writes ``readers``."""

    sight: ClassVar[Permission]
    """The permission to see an object of this model."""

    readers = ArrayField(models.IntegerField(), default=list, db_default=[], editable=False)

    class Meta(CityModel.Meta):
        abstract = True

    @classmethod
    def open_to(cls, person: UUID) -> Any:
        """A condition on rows: those from which this person is not kept by name."""
        return None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Leave ``readers`` to the door: an instance may have been read before a grant."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            own = {field.name for field in self._meta.local_concrete_fields}
            unread = {self._meta.get_field(name).name for name in self.get_deferred_fields()}
            kwargs["update_fields"] = own - unread - {"readers", "id"}
        super().save(*args, **kwargs)


class OpenTo(Lookup):
    """Whether this person is not kept from the row by name: ``named`` (where it is filled) names
    everybody who may see it, ``excluded`` those who may not, whatever their roles would let them.
    """

    prepare_rhs = False
    conditional = True

    def __init__(self, person: UUID) -> None:
        super().__init__(F("named"), str(person))

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        named, params = compiler.compile(self.lhs)
        excluded, more = compiler.compile(F("excluded").resolve_expression(compiler.query))
        said = f"({named} is null or %s::uuid = any({named})) and %s::uuid <> all({excluded})"
        return f"({said})", (*params, self.rhs, *params, self.rhs, *more)


class ReadBy(Lookup):
    """Whether one of these groups may see the row: ``readers__overlap``, which every list asks
    and which takes Django longer to put into words than PostgreSQL to answer.
    """

    lookup_name = "read_by"
    prepare_rhs = False
    conditional = True

    def __init__(self, groups: Iterable[int]) -> None:
        super().__init__(F("readers"), "{" + ",".join(map(str, groups)) + "}")

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        readers, params = compiler.compile(self.lhs)
        return f"{readers} && %s::integer[]", (*params, self.rhs)


def add_reader(thing: SharedModel, group: int) -> None:
    """Let the group's people find the object in lists; each group stands there once."""
    _change(thing, _joined(_without(group), group))


def remove_reader(thing: SharedModel, group: int) -> None:
    """Take the object out of the lists of the group's people."""
    _change(thing, _without(group))


def _change(thing: SharedModel, readers: Func) -> None:
    # In one statement on the row as it is by then: two grants at once lose nothing.
    type(thing)._default_manager.filter(pk=thing.pk).update(readers=readers)


def _without(group: int) -> Func:
    return Func(F("readers"), Value(group), function="array_remove", output_field=_field())


def _joined(readers: Func, group: int) -> Func:
    return Func(readers, Value(group), function="array_append", output_field=_field())


def _field() -> "ArrayField[Any, Any]":
    return ArrayField(models.IntegerField())
