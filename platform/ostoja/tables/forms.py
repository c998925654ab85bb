"""Bringing in a file, and mending one row of it."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.tables.cells import Cell, short
from ostoja.tables.columns import Arranged, Column, WrongColumns, arrange, row_numbers
from ostoja.tables.problems import CellError, Problem, Unreadable
from ostoja.tables.reading import MOST_BYTES, Sheet, read
from ostoja.ui.forms import Form, storable

LONGEST_NAME = 200
MOST_OPTIONS = 60
"""More than that are not looked through in a list, but written."""
File = Any
"""An ``UploadedFile``; its stubs ask for a type that it does not take when it runs."""


def name_of(file: File) -> str:
    """As the person knows the file, without its folder."""
    name = str(storable(file.name)).replace("\\", "/")
    return name.rpartition("/")[2][:LONGEST_NAME]


class SheetForm(Form):
    """A file with rows; after validation ``sheet`` is what was read from it."""

    sheet: Sheet

    file = forms.FileField(
        label=gettext_lazy("File with the table"),
        help_text=gettext_lazy("Excel (.xlsx or .xls), OpenDocument (.ods) or CSV, at most 5 MB."),
        widget=forms.FileInput({"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
            "max_length": gettext_lazy("The name of the file is too long. Give it a shorter one."),
        },
    )

    def clean_file(self) -> File:
        """Reads it; says in the page's language why it cannot be read."""
        file: File = self.cleaned_data["file"]
        try:
            # One byte more than may be: what is too large is not read further.
            self.sheet = read(file.read(MOST_BYTES + 1))
        except Unreadable as refusal:
            raise ValidationError(refusal.text) from None
        return file


class UploadForm(SheetForm):
    """A file whose columns are those of a kind; ``arranged`` after validation."""

    arranged: Arranged

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: Any, columns: list[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        self.wrong_columns: WrongColumns | None = None

    def clean_file(self) -> File:
        """The file, with its headings found."""
        file = super().clean_file()
        try:
            self.arranged = arrange(self.sheet, self.columns)
        except Unreadable as refusal:
            raise ValidationError(refusal.text) from None
        except WrongColumns as wrong:
            self.wrong_columns = wrong
            raise ValidationError(wrong.text) from None
        if not self.arranged.rows:
            raise ValidationError(_("Below the headings there are no rows."))
        return file

    @property
    def chosen_submission(self) -> UUID:
        """The id the file will have: the same rows sent again have the same, and others, of a file
        that was chosen after going back, their own. A spoilt one is replaced.
        """
        rows = json.dumps([self.arranged.columns, self.arranged.rows])
        digest = sha256(rows.encode()).hexdigest()
        return uuid5(self.cleaned_data.get("submission") or uuid4(), digest)

    @property
    def file_name(self) -> str:
        """As the person knows the file, without its folder."""
        return name_of(self.cleaned_data["file"])


class MendedForm(SheetForm):
    """A file of broken rows, mended; ``cells_by_row`` after validation."""

    cells_by_row: dict[int, dict[str, str]]

    def __init__(self, *args: Any, columns: list[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns

    def clean_file(self) -> File:
        """The rows by their numbers in the first file."""
        file = super().clean_file()
        numbers = row_numbers(self.sheet)
        try:
            rows = arrange(self.sheet, self.columns).rows if numbers else []
        except (Unreadable, WrongColumns):
            rows = []
        self.cells_by_row = {numbers[row]: cells for row, cells in rows if row in numbers}
        if not self.cells_by_row:
            raise ValidationError(not_the_broken_rows())
        return file


def not_the_broken_rows() -> str:
    """The refusal of some other file."""
    return _("This is not the file with the rows to be mended.")


class RowForm(Form):
    """One row of the file, a field for each of its columns."""

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        columns: Iterable[Column],
        cells: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = dict(cells)
        super().__init__(*args, **kwargs)
        for column in columns:
            self.fields[column.key] = _field(column, cells.get(column.key, ""))

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say beside each field what is wrong with it."""
        self.full_clean()
        for problem in problems:
            self.add_error(problem.column if problem.column in self.fields else None, problem.text)

    @property
    def wrong(self) -> list[BoundField]:
        """What must be mended comes first."""
        return [field for field in self if field.errors]

    @property
    def filled(self) -> list[BoundField]:
        """What else the row says."""
        return [field for field in self if field.value() and not field.errors]

    @property
    def empty(self) -> list[BoundField]:
        """The other columns, which stay folded."""
        return [field for field in self if not field.value() and not field.errors]

    def cells(self) -> dict[str, str]:
        """What was written, without the empty cells."""
        return {key: text for key, text in self.cleaned_data.items() if text}


def _field(column: Column, written: str) -> forms.CharField:
    hint = " ".join(filter(None, [str(column.explanation), _sentence(str(column.cell.expected))]))
    return forms.CharField(
        label=str(column.header),
        help_text=hint,
        required=False,
        max_length=20_000,
        widget=_widget(column.cell, written),
    )


def _widget(cell: Cell, written: str) -> forms.Widget:
    if 0 < len(cell.options) <= MOST_OPTIONS:
        return forms.Select(choices=_to_choose(cell, written))
    return forms.Textarea({"rows": 3}) if cell.takes_lines else forms.TextInput()


def _to_choose(cell: Cell, written: str) -> list[tuple[str, str]]:
    """All there is, with what the file says chosen; that is kept even where nobody knows it."""
    try:
        meant = cell.write(cell.read(written)) if written else ""
    except CellError:
        meant = ""
    found = [(written if one == meant else one, one) for one in cell.options]
    if written and written not in dict(found):
        in_file = _("%(text)s (as the file says)") % {"text": short(written)}
        return [("", "–"), (written, in_file), *found]
    return [("", "–"), *found]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""
