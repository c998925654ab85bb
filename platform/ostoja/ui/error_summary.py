"""Gathers the errors of forms and formsets for the summary on top of a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms.forms import BaseForm
from django.forms.formsets import BaseFormSet

from ostoja.ui.forms.bound_field import BoundField


@dataclass(frozen=True)
class ErrorLink:
    """One error in the words that stand beside its field; `target` is the field's id or empty."""

    text: str
    target: str


def errors_of(form: Any) -> list[ErrorLink]:
    """The errors of a form or a formset, in the order of its fields; none of anything else."""
    if isinstance(form, BaseFormSet):
        return list(_of_formset(form))
    return list(_of_form(form)) if isinstance(form, BaseForm) else []


def has_errors(form: Any) -> bool:
    """Whether a bound form or formset has errors."""
    if not isinstance(form, BaseForm | BaseFormSet) or not form.is_bound:
        return False
    return bool(errors_of(form))


def _of_formset(formset: "BaseFormSet[Any]") -> Iterator[ErrorLink]:
    if not formset.is_bound:
        return
    yield from (ErrorLink(str(error), "") for error in formset.non_form_errors())
    for form in formset.forms:
        yield from _of_form(form)


def _of_form(form: BaseForm) -> Iterator[ErrorLink]:
    if not form.is_bound:
        return
    yield from (ErrorLink(str(error), "") for error in form.non_field_errors())
    for name in form.fields:
        if name in form.errors:
            yield from _of_field(form[name])


def _of_field(field: Any) -> Iterator[ErrorLink]:
    target = field.error_target if isinstance(field, BoundField) else field.id_for_label
    for error in field.errors:
        yield ErrorLink(str(error), "" if field.is_hidden else target)
