"""Django's form renderer in our markup."""

from typing import Any

from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template.exceptions import TemplateDoesNotExist

from ostoja.ui.forms.bound_field import BoundField


class Renderer(TemplatesSetting):
    """``FORM_RENDERER``: any Django form, a library's too, is rendered by our templates.

    A widget without a template of ours falls back to Django's.
    """

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = BoundField

    _fallback = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        """Our template of this name where there is one."""
        ours = template_name.replace("django/forms/", "ui/forms/", 1)
        try:
            return super().get_template(ours)
        except TemplateDoesNotExist:
            return self._fallback.get_template(template_name)
