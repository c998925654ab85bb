"""Official numbers of Polish bodies, checked by their last digit; and postal codes."""

import re
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.pl import nip, regon

from ostoja.tables.cells import Cell, short
from ostoja.tables.problems import CellError

_SEPARATORS = re.compile(r"[\s\-./]|^(NIP|REGON)[\s:]*|^PL(?=[\s\d])", re.IGNORECASE)


def _digits(text: str) -> str:
    return re.sub(r"[\s\-./:]", "", _SEPARATORS.sub("", text))


def _not_zero(number: Any) -> str:
    if not str(number).strip("0"):
        raise WrongNumber
    return str(number)


class Nip(Cell):
    """A tax number: ten digits."""

    def read(self, text: str) -> str:
        try:
            return _not_zero(nip.validate(_digits(text)))
        except WrongNumber:
            raise CellError(
                _("“%(value)s” is no NIP: it has ten digits, and the last one checks the others."),
                value=short(text),
            ) from None

    @property
    def expected(self) -> str | Promise:
        return gettext_lazy("ten digits, such as 583-000-00-03")


class Regon(Cell):
    """A statistical number: nine or fourteen digits, whose zeros a spreadsheet may have eaten."""

    def read(self, text: str) -> str:
        bare = _digits(text)
        whole = next((length for length in (9, 14) if length - 2 <= len(bare) <= length), 0)
        try:
            return _not_zero(regon.validate(bare.zfill(whole)))
        except WrongNumber:
            raise CellError(
                _(
                    "“%(value)s” is no REGON: it has nine or fourteen digits, and the last one "
                    "checks the others."
                ),
                value=short(text),
            ) from None

    @property
    def expected(self) -> str | Promise:
        return gettext_lazy("nine or fourteen digits")


class PostalCode(Cell):
    """Two digits, a hyphen, three digits; a spreadsheet may have taken it for a number."""

    def read(self, text: str) -> str:
        bare = re.sub(r"[\s\-–.]", "", text)
        if not re.fullmatch(r"\d{4,5}", bare, re.ASCII):
            raise CellError(_("“%(value)s” is no postal code."), value=short(text))
        bare = bare.zfill(5)
        return f"{bare[:2]}-{bare[2:]}"

    @property
    def expected(self) -> str | Promise:
        return gettext_lazy("a code such as 80-432")

    def write(self, value: Any) -> str:
        return str(value or "")
