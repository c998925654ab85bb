"""The answers as the last page shows them, each with the page on which it can be changed."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from casework.intake.public.questions import AboutQuestion, Question, WordsQuestion
from casework.intake.public.steps import ASKED, SAFELY, Answers

Row = dict[str, Any]


def rows_to_check(questions: Sequence[Question], answers: Answers) -> list[Row]:
    """One row for each question of the pages that this person saw."""
    return [
        row
        for form, step in zip(questions, ASKED, strict=True)
        for row in _rows(form, step.name, answers)
    ]


def _rows(form: Question, step: str, answers: Answers) -> Iterator[Row]:
    if step == SAFELY.name and not answers.may_be_reached:
        return
    for bound in form:
        value = form.cleaned_data.get(bound.name)
        if value or isinstance(form, AboutQuestion | WordsQuestion) or _is_first(bound.name):
            yield {
                "key": bound.label,
                "value": in_words(bound.field, value) or _("Not answered"),
                "step": step,
                "is_text": isinstance(form, WordsQuestion),
            }


def _is_first(name: str) -> bool:
    """Questions that stand on the last page even where nothing was said."""
    return name in {"needs", "may_call", "may_write"}


def in_words(field: forms.Field, value: Any) -> str:
    """An answer as a person reads it."""
    choices = getattr(field, "choices", None)
    if choices is None:
        shown = field.prepare_value(value)
        return str(shown or "")
    chosen = {str(one) for one in (value if isinstance(value, list) else [value])}
    return ", ".join(str(label) for key, label in choices if str(key) in chosen)
