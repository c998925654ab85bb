"""Forms of the staff."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from casework.intake.actions.entry_points import EntryPointFacts
from casework.intake.choices import Audience, ConversationState
from casework.intake.models import EntryPoint
from casework.partners.forms.base import Item
from casework.partners.forms.texts import LANGUAGES, Text, text_of, values_of
from casework.partners.words import language_name
from ostoja.ui.forms import Form, LongText, SubmissionField, VersionedForm
from ostoja.ui.languages import public_languages
from tenants.profile.selectors import profile


class AnswerForm(Form):
    """What a consultant writes to the resident."""

    text = LongText(
        label=pgettext_lazy("conversation", "Answer"),
        help_text=_("The person reads it with the receipt code. Your name is not shown to them."),
        error_messages={"required": _("Write the answer first.")},
    )


class InboxFilter(Form):
    """Which conversations the inbox shows."""

    mark_optional = False

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("waiting and being answered")),
            *ConversationState.choices,
            ("all", pgettext_lazy("conversations", "all")),
        ],
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", pgettext_lazy("languages", "all")), *settings.LANGUAGES],
    )
    entry_point = forms.ModelChoiceField(
        label=_("Entry point"),
        required=False,
        queryset=EntryPoint.objects.all(),
        to_field_name="code",
        empty_label=pgettext_lazy("entry points", "all"),
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", pgettext_lazy("conversations", "all")),
            ("urgent", _("only urgent ones")),
            ("late", _("only those who wait longer than promised")),
        ],
    )
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def chosen(self) -> dict[str, Any]:
        """The valid part of what was asked for; the rest of it asks for nothing."""
        self.is_valid()
        return dict(self.cleaned_data)


class EntryPointForm(VersionedForm):
    """Where a code hangs and for whom; the code itself is drawn and never changes."""

    name = Text(
        pgettext_lazy("of an entry point", "Name"),
        max_length=100,
        hint=_("Only staff read it, in the inbox. For example: poster in the school on Lipowa."),
        is_required=True,
    )

    submission = SubmissionField()
    place = forms.CharField(
        label=_("Place"),
        help_text=_("Where it hangs or stands, so that somebody can look after it."),
        max_length=200,
        required=False,
    )
    audience = forms.ChoiceField(
        label=_("For whom"),
        choices=Audience.choices,
        initial=Audience.EVERYONE,
        widget=forms.RadioSelect,
    )
    default_language = forms.ChoiceField(
        label=_("First language"),
        help_text=_("It stands first on the poster. The form follows the person's own telephone."),
        initial="pl",
        widget=forms.RadioSelect,
    )
    is_sample = forms.BooleanField(
        label=_("Sample data, made up for the demonstration"),
        help_text=_("Untick it once what stands here is true."),
        required=False,
    )

    def __init__(self, *args: Any, point: EntryPoint | None = None, **kwargs: Any) -> None:
        if point is not None:
            kwargs.setdefault("initial", self._values_of(point))
        super().__init__(*args, **kwargs)
        self.fields.update(self.name.fields("name"))
        languages: Any = self.fields["default_language"]
        languages.choices = [
            (code, language_name(code)) for code in public_languages(profile().languages)
        ]
        if point is None or not point.is_sample:
            del self.fields["is_sample"]

    @property
    def items(self) -> list[Item]:
        """The fields as the page shows them."""
        first, *others = [self[f"name_{code}"] for code in LANGUAGES]
        names = ("place", "audience", "default_language", "is_sample")
        rest = [Item(self[name], []) for name in names if name in self.fields]
        return [Item(first, others), *rest]

    @staticmethod
    def _values_of(point: EntryPoint) -> dict[str, Any]:
        names = ("version", "place", "audience", "default_language", "is_sample")
        own = {name: getattr(point, name) for name in names}
        return {**own, **values_of(point.name, "name")}

    def facts(self) -> EntryPointFacts:
        """What the actions take."""
        given = self.cleaned_data
        return {
            "name": text_of(given, "name"),
            "place": given["place"],
            "audience": given["audience"],
            "default_language": given["default_language"],
            "is_sample": given.get("is_sample", False),
        }

    def what_it_says_now(self, current: EntryPoint) -> list[dict[str, str]]:
        """The answers of the row that differ from what was typed, for a summary list."""
        values = self._values_of(current)
        return [
            {"key": str(bound.label), "value": _words_for(bound.field, values[bound.name])}
            for bound in self.visible_fields()
            if bound.field.has_changed(values[bound.name], bound.data)
        ]


def _words_for(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(dict(getattr(field, "choices", ())).get(value, value)) or "–"
