"""The form of one text that residents read before they write."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from tenants.translated_forms import LANGUAGES, Text, TranslatedForm


class PublicTextForm(TranslatedForm):
    """The text in all languages, with advice on plain language."""

    mark_optional = False

    layout = ((_("Text"), ("text",)),)
    texts: ClassVar = {
        "text": Text(
            _("What residents read"),
            max_length=800,
            rows=5,
            hint=_("Short sentences: at most 15 words. Promise nothing that you cannot keep."),
            is_required=True,
            measured="plain",
        ),
    }

    @property
    def typed(self) -> list[tuple[str, str]]:
        """The text of each language as it stands in the form now; empty ones are left out."""
        found = [(code, self[f"text_{code}"].value() or "") for code in LANGUAGES]
        return [(code, str(text)) for code, text in found if str(text).strip()]
