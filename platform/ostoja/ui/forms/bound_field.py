"""A field of one form: its classes, its ids, and where a link to its error leads."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField as DjangoBoundField

from ostoja.ui.forms.storable import storable
from ostoja.ui.forms.widgets import LongTextarea

# The first that fits.
CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.HiddenInput, ""),
    (forms.PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (forms.Widget, "govuk-input"),
)
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput)


class BoundField(DjangoBoundField):
    """What the templates of fields and widgets and the error summary read."""

    def value(self) -> Any:
        """What was typed, in characters that a page can show."""
        return storable(super().value())

    @property
    def aria_describedby(self) -> str | None:
        """Hint, error, then the character count."""
        ids = super().aria_describedby
        if self.auto_id and getattr(self.field.widget, "limit", None):
            ids = f"{ids or ''} {self.auto_id}-info".strip()
        return ids or None

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Adds the design system's classes, before those that the form's author set."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if isinstance(widget, CHOICES):
            attrs.pop("aria-invalid", None)
        if "maxlength" in widget.attrs:
            attrs["maxlength"] = False  # browsers would cut what a person pastes without a word
        classes = " ".join(filter(None, (self._class_of(widget), widget.attrs.get("class"))))
        return {**attrs, "class": classes} if classes else attrs

    def _class_of(self, widget: forms.Widget) -> str:
        found = next(name for kind, name in CLASSES if isinstance(widget, kind))
        if isinstance(widget, LongTextarea):
            found += " govuk-js-character-count"
        if self.errors and not isinstance(widget, CHOICES) and found:
            found += f" {found.split()[0]}--error"
        return found

    @property
    def is_checkbox(self) -> bool:
        """Whether this is one checkbox with its label beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_optional(self) -> bool:
        """Whether the label says that no answer is needed."""
        return (
            getattr(self.form, "mark_optional", False)
            and not self.field.required
            and not self.field.disabled
            and not self.is_checkbox
        )

    @property
    def error_target(self) -> str:
        """The id of the control to which the error summary leads."""
        if self.use_fieldset and self.auto_id:
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id
