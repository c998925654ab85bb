"""The pages of the guided start, one address for all: each answers the form of the one before."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from casework.intake import selectors
from casework.intake.choices import Audience, Channel
from casework.intake.envelope import Envelope, read_id
from casework.intake.public.children import help_for_children
from casework.intake.public.forms import FilesForm
from casework.intake.public.questions import Question
from casework.intake.public.showing import rows_to_check
from casework.intake.public.steps import (
    ASKED,
    BY_NAME,
    CHECK,
    SAFELY,
    SAFETY,
    WORDS,
    Answers,
    Step,
)
from casework.intake.to_a_child import speaking_to_a_child
from ostoja.ui.city import facts_of
from ostoja.ui.forms import Form
from ostoja.ui.languages import LanguageLink, language_links, public_languages
from tenants.profile.selectors import public_texts

CHANGE = "change:"
TEXTS = {
    SAFETY: ("contact_notice", "anonymity_limits", "what_happens_next"),
    WORDS: ("anonymity_limits",),
    CHECK: ("what_happens_next",),
}


class Walk:
    """One request on the way through the questions."""

    def __init__(self, request: HttpRequest, envelope: Envelope) -> None:
        self.request, self.envelope = request, envelope
        data = request.POST if request.method == "POST" else QueryDict()
        self.entry_point = selectors.entry_point_at(envelope.entry_point)
        self.answers = Answers(data, for_children=self._is_for_children())
        self.step = BY_NAME.get(data.get("step", ""), WORDS)
        self.returns_to_check = data.get("then") == CHECK.name

    def _is_for_children(self) -> bool:
        point = self.entry_point
        return point is not None and point.audience == Audience.CHILDREN

    def begin(self) -> HttpResponse:
        """The first page."""
        return self.show(SAFETY)

    def stay(self) -> HttpResponse:
        """The same page, in another language; nothing is checked."""
        return self.show(self.step)

    @property
    def comes_from_elsewhere(self) -> bool:
        """Whether the city's website sent it, and none of our pages has been seen yet."""
        is_first = read_id(self.answers.data.get("submission", "")) is None
        return is_first and self.envelope.channel == Channel.WEBSITE

    def follow(self, go: str) -> HttpResponse:
        """Where the button leads; only going on checks what was typed."""
        if go == "back":
            back = CHECK if self.returns_to_check else self.answers.before(self.step)
            return self.show(back)
        if go.startswith(CHANGE):
            self.returns_to_check = True
            return self.show(BY_NAME.get(go.removeprefix(CHANGE), CHECK))
        if go in BY_NAME:
            return self.show(BY_NAME[go])
        return self._go_on()

    def _go_on(self) -> HttpResponse:
        form = self.answers.checked(self.step)
        if not form.is_valid():
            return self.show(self.step, form)
        after = self.answers.after(self.step)
        return self.show(CHECK if self.returns_to_check and after is not SAFELY else after)

    def checked(self) -> list[Question] | HttpResponse:
        """All questions, valid; or the first page on which something is to be mended."""
        forms = [self.answers.checked(step) for step in ASKED]
        for step, form in zip(ASKED, forms, strict=True):
            if not form.is_valid():
                return self.show(step, form)
        return forms

    def show(self, step: Step, form: Form | None = None) -> HttpResponse:
        """A page; with a form that has errors it says so."""
        if step is CHECK:
            found = self.checked()
            if isinstance(found, HttpResponse):
                return found
            rows = rows_to_check(found, self.answers)
            return self._render(step, form or FilesForm(), rows=rows)
        return self._render(step, form or self.answers.shown(step))

    def _render(self, step: Step, form: Form, **more: Any) -> HttpResponse:
        young = self.answers.young
        context: dict[str, Any] = {
            "form": form,
            "step": step,
            "number": self._number(step),
            "count": len(self.answers.way()) - 2,
            "carried": list(self.answers.carried(step)),
            "then": CHECK.name if self.returns_to_check and step is not CHECK else "",
            "young": young,
            "child_help": help_for_children(self.request) if young else None,
            "brought": self._brought() if step is SAFETY else "",
            "can_send": self.answers.has_words and step is not CHECK,
            "envelope": self.envelope,
            "other_languages": other_languages(self.request),
            **public_texts(*TEXTS.get(step, ())),
            **more,
        }
        if self.request.method == "POST":
            context["languages"] = []  # links would lose what an answer to POST shows
        status = 422 if form.errors else 200
        with speaking_to_a_child(is_one=young):
            return render(self.request, "intake/contact.html", context, status=status)

    def _brought(self) -> str:
        """What was typed on the city's website, so that nobody thinks it is lost."""
        is_brought = self.envelope.channel == Channel.WEBSITE
        return self.answers.data.get("text", "").strip() if is_brought else ""

    def _number(self, step: Step) -> int:
        """Which question it is; 0 for a page that asks nothing."""
        way = self.answers.way()
        return way.index(step) if step.asks and step in way else 0


def other_languages(request: HttpRequest) -> list[LanguageLink]:
    """Where the form goes on in another language with what was typed."""
    links = language_links(request, public_languages(facts_of(request).languages))
    return [link for link in links if not link.is_current]
