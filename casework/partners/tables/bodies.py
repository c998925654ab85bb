"""Finding the body that a row means: by identifier, REGON, NIP or name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext_noop as _

from casework.partners.models import Organisation
from ostoja.tables.problems import CellError
from ostoja.ui.polish_order import fold

LIKE = 0.6
"""Names that are at least so much alike may be of one body, if it has the same NIP."""


class Bodies:
    """The city's bodies by what they are known by."""

    def __init__(self, bodies: Iterable[Organisation]) -> None:
        self.all = list(bodies)
        self.by_key = {body.key: body for body in self.all}
        self.by_regon = _listed(self.all, "regon")
        self.by_nip = _listed(self.all, "nip")
        self.by_name: dict[str, list[Organisation]] = defaultdict(list)
        for body in self.all:
            self.by_name[fold(body.name)].append(body)

    def find(self, values: Mapping[str, Any]) -> Organisation | None:
        """The one that is meant; raises ``CellError`` for none that is so called, or several."""
        key, name = values.get("key"), fold(values.get("name", ""))
        if key:
            return self._with_key(key)
        for column, known in (("regon", self.by_regon), ("nip", self.by_nip)):
            found = known.get(values.get(column, ""), [])
            likely = [body for body in found if _like(fold(body.name), name)]
            exact = [body for body in likely if fold(body.name) == name]
            if likely:
                return _only(exact or likely, column)
        return _only([body for body in self.by_name[name] if _fits(body, values)], "name")

    def _with_key(self, key: str) -> Organisation:
        if key not in self.by_key:
            raise CellError(
                _("There is no partner with this identifier. Leave it empty for a new one."),
                column="key",
            )
        return self.by_key[key]


def _listed(bodies: Iterable[Organisation], name: str) -> dict[str, list[Organisation]]:
    found: dict[str, list[Organisation]] = defaultdict(list)
    for body in bodies:
        if getattr(body, name):
            found[getattr(body, name)].append(body)
    return found


def _like(one: str, other: str) -> bool:
    """Units of one office share its NIP and have other names."""
    if not one or not other:
        return True
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() >= LIKE


def _fits(body: Organisation, values: Mapping[str, Any]) -> bool:
    """Of two bodies with one name but different numbers each is its own."""
    pairs = ((getattr(body, name), values.get(name)) for name in ("nip", "regon"))
    return not any(known and given and known != given for known, given in pairs)


def _only(found: list[Organisation], column: str) -> Organisation | None:
    if len(found) > 1:
        raise CellError(
            _("Several partners fit. Add the identifier of the one you mean; an export has it."),
            column=column,
        )
    return found[0] if found else None
