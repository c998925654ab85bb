"""The questions of the guided start, each page a form. Only what happened must be said.

``young`` asks in the words one uses with a child (in Polish, German and Ukrainian they differ).
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.cases.identity import PhoneField
from casework.intake.answers import About, Answer, NotSaid, SafeTime
from casework.intake.choices import Age
from casework.intake.public.needs import choices_of_needs
from casework.intake.public.pictures import PicturedCheckboxes
from ostoja.ui.forms import Form, LongText

UNSEEN = {"autocomplete": "off"}  # no browser offers these words to whoever types here next


class KnownChoices(forms.MultipleChoiceField):
    """What the page no longer knows is passed over: a changed list must stop nobody."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def validate(self, value: list[str]) -> None:
        """Anything goes; whoever reads it keeps what is known."""


class Question(Form):
    """One page of questions. A page may be left empty, so no label says that it is optional."""

    mark_optional = False
    young_words: ClassVar[dict[str, Any]] = {}
    young_hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, young: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.young = young
        if young:
            for name, words in self.young_words.items():
                self.fields[name].label = words
            for name, words in self.young_hints.items():
                self.fields[name].help_text = words

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(cls.base_fields)


def choice_of(choices: Any, label: Any, hint: Any = "") -> forms.ChoiceField:
    """One of several; nothing chosen is an answer too."""
    return forms.ChoiceField(
        label=label, help_text=hint, choices=choices, widget=forms.RadioSelect, required=False
    )


def line_of_text(label: Any, hint: Any) -> forms.CharField:
    """A few words that only this city's staff will read."""
    attrs = {**UNSEEN, "spellcheck": "false", "class": "govuk-input--width-20"}
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs),
    )


class AboutQuestion(Question):
    """Whom it is about, and whether a child writes."""

    about = choice_of(About.choices, _("Whom is it about?"))
    age = choice_of(
        Age.choices, _("Are you under 18?"), _("We answer children and young people first.")
    )


class WordsQuestion(Question):
    """The one question that must be answered."""

    text = LongText(
        label=_("What happened?"),
        help_text=_("Write in your own words. One sentence is enough."),
        error_messages={"required": _("Write what happened. One sentence is enough.")},
    )
    young_words: ClassVar = {"text": pgettext_lazy("to a child", "What happened?")}
    young_hints: ClassVar = {
        "text": pgettext_lazy(
            "to a child",
            "Write it the way you say it. Mistakes do not matter. One sentence is enough.",
        )
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs |= {**UNSEEN, "rows": 8}


class NeedsQuestion(Question):
    """What would help, in words and pictures; a child reads a shorter list in own words."""

    needs = KnownChoices(
        label=_("What do you need?"),
        help_text=_("You can choose several, or nothing."),
        widget=PicturedCheckboxes,
    )
    young_words: ClassVar = {"needs": pgettext_lazy("to a child", "What is it like for you?")}
    young_hints: ClassVar = {
        "needs": pgettext_lazy("to a child", "You can choose several, or nothing.")
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = self._choices  # type: ignore[attr-defined]

    def _choices(self) -> Iterator[tuple[Any, Any]]:
        yield from choices_of_needs(young=self.young)
        yield from NotSaid.choices


class ReachQuestion(Question):
    """Whether we may reach the person outside this page at all."""

    may_call = choice_of(Answer.choices, _("May we call you?"))
    may_write = choice_of(Answer.choices, _("May we send you a text message or an e-mail?"))
    check_word = line_of_text(
        _("A check word"),
        _("We ask for it before we talk to you. So we know that nobody else holds your phone."),
    )
    young_words: ClassVar = {
        "may_call": pgettext_lazy("to a child", "May we call you?"),
        "may_write": pgettext_lazy("to a child", "May we send you a text message or an e-mail?"),
        "check_word": pgettext_lazy("to a child", "Your secret word"),
    }
    young_hints: ClassVar = {
        "check_word": pgettext_lazy(
            "to a child",
            "We ask for it before we talk to you. So we know that it is really you.",
        )
    }


class SafelyQuestion(Question):
    """When and how it is safe; asked only where the person said that we may."""

    phone = PhoneField(label=_("Telephone number"))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Only one that nobody else reads."),
        max_length=254,
        required=False,
        widget=forms.EmailInput({**UNSEEN, "spellcheck": "false"}),
    )
    times = KnownChoices(
        label=_("When is it safe?"),
        help_text=_("We call and write only then, unless a life is in danger."),
        choices=SafeTime.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    may_leave_message = choice_of(Answer.choices, _("May we leave a message on voicemail?"))
    ask_for = line_of_text(
        _("By which name should we ask for you?"), _("A first name or another word is enough.")
    )
    note = LongText(
        label=_("What else should we mind?"),
        help_text=_("For example: who must not hear of it."),
        max_length=1_000,
        required=False,
    )
    young_words: ClassVar = {
        "phone": pgettext_lazy("to a child", "Your telephone number"),
        "ask_for": pgettext_lazy("to a child", "By which name should we ask for you?"),
        "times": pgettext_lazy("to a child", "When can you talk without danger?"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs |= {**UNSEEN, "rows": 3}
