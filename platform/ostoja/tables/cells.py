"""What may stand in a cell: each kind reads what people write, and writes what it reads."""

import datetime
import re
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from ostoja.tables.likeness import plain
from ostoja.tables.problems import CellError
from ostoja.ui.forms.storable import check_storable

LONGEST_URL = 200
EXCEL_DAY_ZERO = datetime.date(1899, 12, 30)
SERIALS = range(15_000, 80_000)
"""Numbers that a spreadsheet program means as days of 1941 to 2119."""
YEARS = range(1900, 2200)


class Cell(ABC):
    """``read(write(value)) == value`` for every value that ``read`` gives."""

    nothing: Any = ""
    """What the value is when a dash takes it away."""
    takes_lines: ClassVar[bool] = False

    @abstractmethod
    def read(self, text: str) -> Any:
        """The value; ``text`` is not empty. Raises ``CellError``."""

    def write(self, value: Any) -> str:
        """The value as a person would write it, in the page's language."""
        return str(value)

    @property
    @abstractmethod
    def expected(self) -> str | Promise:
        """What may be written, in words."""

    @property
    def options(self) -> list[str]:
        """All there is to choose from, in the page's language; empty where one may write freely."""
        return []

    def merged(self, before: Any, given: Any) -> Any:
        """What the value becomes where there was one."""
        return given


class Text(Cell):
    """Any text up to a length; several lines only where they are asked for."""

    def __init__(self, longest: int, *, lines: bool = False) -> None:
        self.longest, self.takes_lines = longest, lines  # type: ignore[misc]

    def read(self, text: str) -> str:
        check(text)
        if not self.takes_lines:
            text = " ".join(text.split())
        if len(text) > self.longest:
            raise CellError(
                _("This has %(length)s characters; at most %(most)s fit."),
                length=str(len(text)),
                most=str(self.longest),
            )
        return text

    @property
    def expected(self) -> str | Promise:
        return format_lazy(gettext_lazy("text, at most {most} characters"), most=self.longest)


def check(text: str) -> None:
    """Raises ``CellError`` for what no database keeps."""
    try:
        check_storable(text)
    except ValidationError:
        raise CellError(_("Some characters cannot be saved. Write the cell anew.")) from None


class Email(Cell):
    """One address, in small letters."""

    def read(self, text: str) -> str:
        address = text.strip().lower().removeprefix("mailto:")
        try:
            check(address)
            validate_email(address)
        except ValidationError:
            raise CellError(_("“%(value)s” is no e-mail address."), value=short(text)) from None
        return address

    @property
    def expected(self) -> str | Promise:
        return gettext_lazy("one address, such as biuro@fundacja.example")


class WebAddress(Cell):
    """An address of a website; without https:// it gets one."""

    def read(self, text: str) -> str:
        address = text if "://" in text else f"https://{text}"
        try:
            check(address)
            URLValidator(["http", "https"])(address)
        except ValidationError:
            raise CellError(_("“%(value)s” is no web address."), value=short(text)) from None
        return Text(LONGEST_URL).read(address)

    @property
    def expected(self) -> str | Promise:
        return gettext_lazy("an address such as www.fundacja.example")


class YesNo(Cell):
    """Yes or no in the ways people write them."""

    nothing = False
    yes = frozenset({"tak", "t", "yes", "y", "true", "prawda", "1", "x", "+"})
    no = frozenset({"nie", "n", "no", "false", "falsz", "0", "brak"})

    def read(self, text: str) -> bool:
        word = plain(text) or text.strip()
        if word in self.yes:
            return True
        if word in self.no:
            return False
        raise CellError(_("“%(value)s” is neither yes nor no."), value=short(text))

    def write(self, value: Any) -> str:
        return gettext("yes") if value else gettext("no")

    @property
    def expected(self) -> str | Promise:
        return gettext_lazy("yes or no")

    @property
    def options(self) -> list[str]:
        return [self.write(True), self.write(False)]


class Number(Cell):
    """A whole number; 12,0 and 1 200 are understood."""

    nothing = None

    def __init__(self, lowest: int, highest: int) -> None:
        self.lowest, self.highest = lowest, highest

    def read(self, text: str) -> int:
        bare = re.sub(r"\s", "", text).replace(",", ".")
        if not re.fullmatch(r"\d{1,9}(\.0*)?", bare, re.ASCII):
            raise CellError(_("“%(value)s” is no whole number."), value=short(text))
        number = int(bare.partition(".")[0])
        if not self.lowest <= number <= self.highest:
            raise CellError(
                _("%(value)s is not between %(lowest)s and %(highest)s."),
                value=str(number),
                lowest=str(self.lowest),
                highest=str(self.highest),
            )
        return number

    @property
    def expected(self) -> str | Promise:
        return format_lazy(
            gettext_lazy("a whole number from {lowest} to {highest}"),
            lowest=self.lowest,
            highest=self.highest,
        )


class Day(Cell):
    """A day: 31.12.2026, 2026-12-31, or the number that spreadsheet programs keep."""

    nothing = None
    ways = ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%Y.%m.%d")

    def read(self, text: str) -> datetime.date:
        bare = re.sub(r"\s*(r\.?|roku)$|\s+00:00(:00)?$", "", text.strip())
        found = self._serial(bare) or self._written(bare)
        if found is None or found.year not in YEARS:
            raise CellError(_("“%(value)s” is no day of the calendar."), value=short(text))
        return found

    def _serial(self, text: str) -> datetime.date | None:
        if re.fullmatch(r"\d{5}", text, re.ASCII) and int(text) in SERIALS:
            return EXCEL_DAY_ZERO + datetime.timedelta(days=int(text))
        return None

    def _written(self, text: str) -> datetime.date | None:
        for way in self.ways:
            try:
                return datetime.datetime.strptime(text, way).date()  # noqa: DTZ007 - no clock
            except ValueError:
                continue
        return None

    def write(self, value: Any) -> str:
        return f"{value:%d.%m.%Y}" if value else ""

    @property
    def expected(self) -> str | Promise:
        return gettext_lazy("a day such as 31.12.2026")


def short(text: str) -> str:
    """What was written, cut to what fits in a sentence."""
    return text if len(text) <= 60 else f"{text[:59]}…"
