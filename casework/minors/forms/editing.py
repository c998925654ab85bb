"""Writing standards: a draft, its annexes and files, and adopting it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.files.forms import FilesField
from casework.minors import selectors
from casework.minors.models import Annex, Edition
from casework.minors.public_choices import FilePart
from casework.partners.models import Organisation
from ostoja.ui.forms import DateField, Form, LongText, SubmissionField, VersionedForm

LONGEST = 200_000
CITYS_OWN = "city"
LANGUAGES = [
    ("pl", gettext_lazy("Polish")),
    ("en", gettext_lazy("English")),
    ("de", gettext_lazy("German")),
    ("uk", gettext_lazy("Ukrainian")),
]
MARKDOWN = gettext_lazy(
    "Write # before a heading, - before each line of a list, and leave a line free between"
    " paragraphs."
)


class BeginForm(Form):
    """Whose standards are begun."""

    body = forms.ChoiceField(label=gettext_lazy("Whose standards are they?"))
    title = forms.CharField(label=gettext_lazy("Title of the document"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {str(one.pk): one for one in selectors.bodies_without()}
        choices = [(key, one.name) for key, one in self.bodies.items()]
        if not selectors.every_standards().filter(organisation=None).exists():
            choices.insert(0, (CITYS_OWN, _("The city's own office")))
        self.fields["body"].choices = choices  # type: ignore[attr-defined]

    @property
    def organisation(self) -> Organisation | None:
        """The body that was chosen; None for the city's own office."""
        return self.bodies.get(self.cleaned_data["body"])


class DraftForm(VersionedForm):
    """What the draft says."""

    title = forms.CharField(label=gettext_lazy("Title of the document"), max_length=200)
    language = forms.ChoiceField(label=gettext_lazy("Language of the text"), choices=LANGUAGES)
    full_text = LongText(
        label=gettext_lazy("The standards"), help_text=MARKDOWN, max_length=LONGEST, required=False
    )
    short_text = LongText(
        label=gettext_lazy("The short version for children"),
        help_text=gettext_lazy("Short sentences and plain words: a child reads this."),
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = str(self["language"].value() or "pl")
        short = {"data-plain": "easy", "lang": language, "rows": 10}
        self.fields["short_text"].widget.attrs |= short
        self.fields["full_text"].widget.attrs |= {"rows": 20}

    @classmethod
    def values_of(cls, draft: Edition) -> dict[str, Any]:
        """The draft as it is now."""
        names = ("title", "language", "full_text", "short_text", "version")
        return {name: getattr(draft, name) for name in names}


class AnnexForm(VersionedForm):
    """One more text."""

    title = forms.CharField(label=gettext_lazy("Title of the annex"), max_length=200)
    text = LongText(label=gettext_lazy("Text"), help_text=MARKDOWN, max_length=LONGEST)
    submission = SubmissionField()

    @classmethod
    def values_of(cls, annex: Annex) -> dict[str, Any]:
        """The annex as it is now; the version is that of its draft."""
        return {"title": annex.title, "text": annex.text, "version": annex.edition.version}


class FileForm(Form):
    """A document or picture of the edition."""

    part = forms.ChoiceField(
        label=gettext_lazy("What the file is"), choices=FilePart.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=gettext_lazy("What it is called on the page"), max_length=200)
    files = FilesField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, a picture or plain text, up to 10 MB."),
    )  # type: ignore[assignment]

    def clean_files(self) -> Any:
        """Exactly one: each has a title of its own."""
        arrived = self.cleaned_data["files"]
        if len(arrived) != 1:
            raise forms.ValidationError(_("Choose one file."))
        return arrived


class AdoptForm(VersionedForm):
    """From when it is in force, and who approved it."""

    in_force_from = DateField(label=gettext_lazy("In force from"))
    approved = forms.CharField(
        label=gettext_lazy("Who approved it, and how"),
        help_text=gettext_lazy("For example: the director, order 5/2026."),
        max_length=200,
    )
