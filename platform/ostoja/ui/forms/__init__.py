"""Forms in the markup of the design system, with errors in plain words."""

from ostoja.ui.forms.base import Form, ModelForm, PlainWords
from ostoja.ui.forms.bound_field import BoundField
from ostoja.ui.forms.fields import DateField, LongText, TimeField
from ostoja.ui.forms.renderer import Renderer
from ostoja.ui.forms.storable import check_storable, storable
from ostoja.ui.forms.unseen import SubmissionField, VersionedForm, VersionField
from ostoja.ui.forms.widgets import DateParts, HintedCheckboxes, HintedRadios, LongTextarea

__all__ = [
    "BoundField",
    "DateField",
    "DateParts",
    "Form",
    "HintedCheckboxes",
    "HintedRadios",
    "LongText",
    "LongTextarea",
    "ModelForm",
    "PlainWords",
    "Renderer",
    "SubmissionField",
    "TimeField",
    "VersionField",
    "VersionedForm",
    "check_storable",
    "storable",
]
