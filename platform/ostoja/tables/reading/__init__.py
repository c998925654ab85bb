"""Reading a file into rows of texts, whatever wrote it."""

from ostoja.tables.reading.files import read
from ostoja.tables.reading.sheet import MOST_BYTES, MOST_ROWS, Row, Sheet

__all__ = ["MOST_BYTES", "MOST_ROWS", "Row", "Sheet", "read"]
