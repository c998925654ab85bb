"""Base classes of all forms."""

from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models

from ostoja.ui.forms.bound_field import BoundField
from ostoja.ui.forms.storable import check_storable
from ostoja.ui.forms.wording import in_plain_words, speak_plainly

_Model = TypeVar("_Model", bound=models.Model)


class PlainWords(forms.BaseForm):
    """Plain error messages, and no text that the database would refuse.

    Fields that need no answer say so unless `mark_optional` is off. The browser's own checks are
    off, since they speak the browser's language and not the page's.
    """

    bound_field_class = BoundField
    use_required_attribute = False
    mark_optional = True

    def full_clean(self) -> None:
        """Prepares the fields as late as possible: a form's author may still change a label."""
        for name, field in self.fields.items():
            speak_plainly(field, str(self[name].label))
            field.validators = [check_storable, *_other_validators(field)]
        super().full_clean()

    def add_error(self, field: str | None, error: Any) -> None:
        """Takes no words that come from a key's own check; everything else stays."""
        super().add_error(field, in_plain_words(self.fields.get(field or ""), error))


def _other_validators(field: forms.Field) -> list[Any]:
    ours = (check_storable,)
    return [
        validator
        for validator in field.validators
        if validator not in ours and not isinstance(validator, ProhibitNullCharactersValidator)
    ]


class Form(PlainWords, forms.Form):
    """Base of every form without a model."""


if TYPE_CHECKING:

    class ModelForm(PlainWords, forms.ModelForm[_Model]):
        """Base of every form of a model: ``class CaseForm(ModelForm[Case])``."""

else:

    class ModelForm(PlainWords, forms.ModelForm):
        """Base of every form of a model: ``class CaseForm(ModelForm[Case])``."""

        def __class_getitem__(cls, model: type) -> type:
            return cls
