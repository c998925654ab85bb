"""The way through the guided start: which page follows which, and what travels along.

Nothing is kept anywhere until the report is sent: every page carries the answers of all others in
its form, so that Back, another language and a second thought lose nothing (decision 0045).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.intake.answers import Answer
from casework.intake.choices import Age
from casework.intake.public.needs import needs_with, why_none
from casework.intake.public.questions import (
    AboutQuestion,
    KnownChoices,
    NeedsQuestion,
    Question,
    ReachQuestion,
    SafelyQuestion,
    WordsQuestion,
)
from casework.intake.safe_contact import SafeContactFacts
from ostoja.ui.forms import storable


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A page: its questions, its heading where it has several, and what follows.

    Compared by identity: the hash of a text changes with the page's language.
    """

    name: str
    question: type[Question]
    heading: str | Promise
    what_next: str | Promise

    @property
    def asks(self) -> bool:
        """Whether there is something to answer on it."""
        return bool(self.question.base_fields)

    @property
    def goes(self) -> str:
        """The value of its main button, which Enter presses too."""
        return "send" if self.name == "check" else "next"


SAFETY = Step("safety", Question, _("Before you write"), _("First we ask whom it is about."))
ABOUT = Step("about", AboutQuestion, _("About you"), _("Then you write what happened."))
WORDS = Step("words", WordsQuestion, "", _("Then we ask what you need. You can leave that out."))
NEEDS = Step("needs", NeedsQuestion, "", _("Then we ask whether we may call or write."))
REACH = Step(
    "reach",
    ReachQuestion,
    _("May we reach you?"),
    _("If you say yes, we ask when it is safe. Then you see all your answers."),
)
SAFELY = Step(
    "safely",
    SafelyQuestion,
    _("How to reach you safely"),
    _("Then you see all your answers. Nothing has been sent yet."),
)
CHECK = Step("check", Question, _("Check your answers"), "")

STEPS = (SAFETY, ABOUT, WORDS, NEEDS, REACH, SAFELY, CHECK)
BY_NAME = {step.name: step for step in STEPS}
ASKED = tuple(step for step in STEPS if step.asks)
SEVERAL = frozenset(
    name
    for step in ASKED
    for name, field in step.question.base_fields.items()
    if isinstance(field, KnownChoices)
)


class Answers:
    """What a person has told so far, as it came with the form; right or wrong."""

    def __init__(self, data: QueryDict, *, for_children: bool = False) -> None:
        self.data = data
        self.for_children = for_children

    @property
    def young(self) -> bool:
        """Whether a child writes: they said so, or came from a poster for children."""
        age = self.data.get("age")
        return age == Age.MINOR or (self.for_children and age != Age.ADULT)

    @property
    def has_words(self) -> bool:
        """Whether there is something that can be sent."""
        return bool(self.data.get("text", "").strip())

    @property
    def may_be_reached(self) -> bool:
        """Whether the page on how to do it safely is needed."""
        return Answer.YES in {self.data.get("may_call"), self.data.get("may_write")}

    def first_values(self) -> dict[str, Any]:
        """What was typed, for forms that are not checked yet."""
        several = {name: self.data.getlist(name) for name in SEVERAL if name in self.data}
        return {**self.data.dict(), **several}

    def shown(self, step: Step) -> Question:
        """The form of a page with what was typed, unchecked."""
        return step.question(initial=self.first_values(), young=self.young)

    def checked(self, step: Step) -> Question:
        """The same, to be checked; without what belongs to a page that is not shown any more."""
        data = self.data if step in self.way() else QueryDict()
        return step.question(data, young=self.young)

    def way(self) -> list[Step]:
        """The pages that this person sees, in order."""
        return [step for step in STEPS if step is not SAFELY or self.may_be_reached]

    def after(self, step: Step) -> Step:
        """The page behind this one."""
        found = self.way()
        return found[found.index(step) + 1] if step in found[:-1] else CHECK

    def before(self, step: Step) -> Step:
        """The page in front of this one."""
        found = self.way()
        return found[max(found.index(step) - 1, 0)] if step in found else REACH

    def carried(self, step: Step) -> Iterator[tuple[str, str]]:
        """The answers of all other pages, for hidden fields."""
        for other in ASKED:
            if other is not step:
                for name in other.question.names():
                    yield from ((name, storable(value)) for value in self.data.getlist(name))


def facts_told(questions: Sequence[Question]) -> dict[str, Any]:
    """What ``receive_report`` takes, from valid forms."""
    told = {name: value for form in questions for name, value in form.cleaned_data.items()}
    return {
        "text": told["text"],
        "is_minor": Age(told["age"]).is_minor if told["age"] else None,
        "about": told["about"],
        "needs": needs_with(told["needs"]),
        "no_needs": why_none(told["needs"]),
        "safe_contact": safe_contact_in(told),
    }


def safe_contact_in(told: dict[str, Any]) -> SafeContactFacts:
    """The rules among the answers; where nothing may be done, no number is kept either."""
    rules = SafeContactFacts(
        may_call=told["may_call"], may_write=told["may_write"], check_word=told["check_word"]
    )
    if Answer.YES in {told["may_call"], told["may_write"]}:
        names = SafelyQuestion.names()
        rules.update({name: told[name] for name in names})  # type: ignore[typeddict-item]
    return rules
