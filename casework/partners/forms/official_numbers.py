"""A field for an official number of a body: read as in a table, kept as digits."""

from typing import Any

from django import forms

from ostoja.tables.cells import Cell
from ostoja.tables.problems import CellError


class OfficialNumberField(forms.CharField):
    """A NIP or REGON, empty where it is not known; ``cell`` reads and checks it."""

    def __init__(self, cell: Cell, **kwargs: Any) -> None:
        self.cell = cell
        super().__init__(**kwargs, required=False)

    def to_python(self, value: Any) -> str:
        """The digits; the same number written in two ways is no change."""
        written = super().to_python(value) or ""
        self.run_validators(written)
        try:
            return self.cell.read(written) if written else ""
        except CellError as error:
            raise forms.ValidationError(error.problem().text) from None
