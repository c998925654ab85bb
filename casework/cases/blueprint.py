"""What of the numbering of cases a blueprint may hold, and gives to one."""

from casework.cases import loading
from casework.cases.models import CaseNumbering
from tenants import parts
from tenants.documents.shapes import Field, Table, Text

PATTERN = r"(?=.*\{number\})(?=.*\{year\})[^{}]*(\{(number|year)\}[^{}]*){2,}"
SHAPE = Table({"pattern": Field(Text(40, PATTERN), required=True)})


def export() -> dict[str, str]:
    """The office's pattern, where it is not what every city begins with."""
    pattern = CaseNumbering.objects.values_list("pattern", flat=True).first()
    return {"pattern": pattern} if pattern not in {None, CaseNumbering().pattern} else {}


def register_all() -> None:
    """Called when the app starts."""
    parts.register(
        "case_numbering", loading.load_case_numbering, order=3, shape=SHAPE, export=export
    )
