"""The easy texts that a blueprint may hold, and gives to one: those that a city made its own."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from accessibility.easy import loading
from accessibility.easy.models import LONGEST_LINE, MOST_LINES, EasyText
from accessibility.easy.pages import PAGES
from ostoja.ui.pictures import NAMES
from tenants import parts
from tenants.documents.lines import Path
from tenants.documents.shapes import Fault, Field, OneOf, Shape, Table, Text, name_of
from tenants.translated_forms import LANGUAGES

LINE = Table(
    {
        "text": Field(Text(LONGEST_LINE), required=True),
        "picture": Field(OneOf(list(NAMES))),
    }
)


class Lines(Shape):
    """Lines in their order, at least one."""

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        if not isinstance(value, list) or not 0 < len(value) <= MOST_LINES:
            said = _("“%(name)s” must be 1 to %(most)s lines: [{ text = …, picture = … }].")
            yield Fault(path, said % {"name": name_of(path), "most": MOST_LINES})
            return
        for number, line in enumerate(value):
            yield from LINE.faults(line, (*path, number))

    def normal(self, value: Any) -> Any:
        return [LINE.normal(line) for line in value or ()] or None


PAGE = Table({code: Field(Lines()) for code in LANGUAGES})
SHAPE = Table({page.key: Field(PAGE) for page in PAGES if not page.is_fixed})


def export() -> dict[str, Any]:
    """The city's own texts; who checked them checked them for this city."""
    found: dict[str, Any] = {}
    for text in EasyText.objects.all():
        lines = [{name: value for name, value in line.items() if value} for line in text.lines]
        found.setdefault(text.page, {})[text.language] = lines
    return found


def register_all() -> None:
    """Called when the app starts."""
    parts.register("easy_texts", loading.load_easy_texts, order=4, shape=SHAPE, export=export)
