"""The rules of the rooms' own forms, applied to JSON: pages and programs are told the same."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django import forms

from api.problems import Invalid

AForm = TypeVar("AForm", bound=forms.BaseForm)
Fields = Mapping[str, forms.Field]
Values = Mapping[str, Any]
EVERYTHING = "__all__"


def data_for(form: type[forms.BaseForm], values: Values) -> dict[str, Any]:
    """Values as the form's page would send them."""
    return dict(_parts(getattr(form, "base_fields", {}), values))


def _parts(fields: Fields, values: Values) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        widget = fields[name].widget if name in fields else None
        if isinstance(widget, forms.MultiWidget):
            ends: list[str] = widget.widgets_names  # type: ignore[attr-defined]
            parts = widget.decompress(value) or []
            yield from zip([f"{name}{end}" for end in ends], parts, strict=True)
        elif value is not None:
            yield name, value


def checked(
    form: AForm,
    pointers: Mapping[str, str] | None = None,
    parts: Sequence[forms.BaseForm] = (),
) -> AForm:
    """The form, valid; else its errors, each with a pointer to what was sent.

    ``parts`` are forms within it, whose errors it does not repeat.
    """
    if form.is_valid():
        return form
    forms_sent: list[forms.BaseForm] = [form, *parts]
    found = [
        {"pointer": _pointer(name, pointers or {}), "detail": str(text)}
        for each in forms_sent
        for name, texts in each.errors.items()
        for text in texts
    ]
    raise Invalid(found)


def _pointer(name: str, pointers: Mapping[str, str]) -> str:
    return "" if name == EVERYTHING else pointers.get(name, f"/{name}")
