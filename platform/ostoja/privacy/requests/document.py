"""The copy of one person's data: what is given, what is not and why, and what goes with it.

It is made once, as one tree of plain values, from which the file for machines, the one for people
and the page are drawn.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ostoja.privacy.fields import EncryptedTextField
from ostoja.privacy.requests import holdings, subjects
from ostoja.privacy.requests.holdings import Holding
from ostoja.privacy.requests.masking import Mask
from ostoja.privacy.requests.models import DataRequest
from ostoja.ui.templatetags.ui import WARSAW
from tenants.fence import current_city

FORMAT = "ostoja-person-1"


@dataclass(frozen=True, slots=True)
class Wish:
    """How the copy is made: which names of others are covered, whether numbers of others are,
    and whether it holds what is left out as a rule: files, words of others, internal ones.
    """

    names: str = ""
    numbers: bool = True
    with_files: bool = True
    others: bool = False
    internal: bool = False


class _Maker:
    """Goes through the rooms; what is given, left out and kept as files grows meanwhile."""

    def __init__(self, request: DataRequest, wish: Wish) -> None:
        self.asked, self.wish = request.subject_type, wish
        self.roots = subjects.roots_of(request.subject_type, request.subject_id)
        self.mask = Mask(own=self._own(), names=wish.names, numbers=wish.numbers)
        self.parts: list[dict[str, Any]] = []
        self.left_out: list[dict[str, Any]] = []
        self.files: list[dict[str, str]] = []

    def make(self) -> None:
        """Every room's holdings, one after another."""
        for holding in holdings.every_holding():
            rows = self._rows(holding)
            if rows:
                self._give(holding, rows)

    def _own(self) -> Iterator[str]:
        """The person's names, numbers and addresses; not those of who wrote about them."""
        for holding in holdings.every_holding():
            rows, others = holding.rows(self.roots), holding.others(self.asked)
            if holding.own:
                for row in rows.exclude(others) if others is not None else rows:
                    yield from filter(None, (getattr(row, name) for name in holding.own))

    def _rows(self, holding: Holding) -> list[Any]:
        """Those that are given; of the others it is said why not."""
        rows, others = holding.rows(self.roots), holding.others(self.asked)
        if holding.inner and not self.wish.internal:
            return self._leave_out(holding.label, holding.inner, rows.count())
        # Who wrote about the person may have their words put in, never how they are reached.
        if others is not None and (holding.own or not self.wish.others):
            reason = _("Another person wrote it, or it is about them (GDPR, art. 15(4)).")
            self._leave_out(holding.label, reason, rows.filter(others).count())
            rows = rows.exclude(others)
        if holding.content and not self.wish.with_files:
            reason = _("Other people may be seen or named in them. They are given in another way.")
            return self._leave_out(holding.label, reason, rows.count())
        return list(rows)

    def _give(self, holding: Holding, rows: list[Any]) -> None:
        self.parts.append(_part(holding, rows, self.mask))
        for name, reason in holding.withheld.items():
            what = f"{holding.label}: {holding.label_of(name)}"
            self._leave_out(what, reason, sum(bool(getattr(row, name)) for row in rows))
        if holding.content:
            model = holding.model._meta.label_lower
            self.files += [{"model": model, "id": str(row.pk)} for row in rows]

    def _leave_out(self, what: Any, reason: Any, number: int) -> list[Any]:
        if number:
            self.left_out.append({"what": str(what), "reason": str(reason), "number": number})
        return []


def document_of(request: DataRequest, wish: Wish) -> dict[str, Any]:
    """Everything the city holds of the person, as far as it is theirs to have."""
    made = _Maker(request, wish)
    made.make()
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "language": get_language() or "pl",
        "city": current_city(),
        "request": str(request.pk),
        "about": subjects.name_of(request.subject_type, request.subject_id),
        "information": [list(pair) for pair in holdings.information(made.roots)],
        "parts": made.parts,
        "left_out": [*made.left_out, *_never_given()],
        "covered": made.mask.number,
        "files": made.files,
    }


def _never_given() -> list[dict[str, Any]]:
    staff = {
        "what": _("Names of employees"),
        "reason": _("They belong to other people; the body for which they acted is given."),
        "number": None,
    }
    reasons = {str(reason) for reason in holdings.left_out_models().values()}
    rest = [{"what": _("Technical data"), "reason": one, "number": None} for one in sorted(reasons)]
    return [staff, *rest]


def _part(holding: Holding, rows: list[Any], mask: Mask) -> dict[str, Any]:
    names = holding.fields()
    return {
        "model": holding.model._meta.label_lower,
        "label": str(holding.label),
        "rows": [
            {
                "id": str(row.pk),
                "values": [
                    *(_value(holding, row, name, mask) for name in names),
                    *_more(holding, row),
                ],
            }
            for row in rows
        ],
    }


def _more(holding: Holding, row: Any) -> Iterator[dict[str, Any]]:
    for name, (label, words) in holding.more.items():
        said = words(row)
        yield {"field": name, "label": str(label), "value": said, "shown": said or "–"}


def _value(holding: Holding, row: Any, name: str, mask: Mask) -> dict[str, Any]:
    known: Any = row._meta.get_field(name)
    value = getattr(row, name)
    if isinstance(known, EncryptedTextField) and name not in holding.own:
        value = _covered(value, mask)
    plain = value.pk if isinstance(value, Model) else value
    return {
        "field": name,
        "label": holding.label_of(name),
        "value": _plain(plain),
        "shown": holding.words[name](value) if name in holding.words else _shown(row, known, value),
    }


def _covered(value: Any, mask: Mask) -> Any:
    if isinstance(value, str):
        return mask.cover(value)
    if isinstance(value, list):
        return [_covered(one, mask) for one in value]
    if isinstance(value, Mapping):
        return {key: _covered(one, mask) for key, one in value.items()}
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | list | dict):
        return value
    return str(value)


def _shown(row: Any, known: Any, value: Any) -> str:
    """The value as people read it."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if known.choices:
        return str(getattr(row, f"get_{known.name}_display")())
    if isinstance(value, datetime.date):
        return day_in_words(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def day_in_words(value: datetime.date) -> str:
    """The day, of a moment with its hour in Poland."""
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value, WARSAW), "j E Y, H:i")
    return date_format(value, "j E Y")
