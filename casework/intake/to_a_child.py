"""How pages speak to a child: in German and Ukrainian with another "you" than to adults.

Inside ``speaking_to_a_child`` each text that has a translation "to a child" is said in it, and
every other one as always. So a page is written once, and cannot forget to ask whom it speaks to.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.translation import get_language, pgettext_lazy, trans_real

from casework.intake.choices import Audience
from casework.intake.models import Conversation

SEPARATOR = "\x04"  # between context and text in a catalogue
PREFIX = f"to a child{SEPARATOR}"


_to_a_child: ContextVar[bool] = ContextVar("to a child", default=False)


class _Speech:
    """How a catalogue looks up a text: while a child is spoken to, first what is said to one."""

    def __init__(self, usual: Callable[[str], str]) -> None:
        self._usual = usual

    def __call__(self, message: str) -> str:
        """What is read."""
        if not _to_a_child.get():
            return self._usual(message)
        own = PREFIX + message.rpartition(SEPARATOR)[2]
        said = self._usual(own)
        return self._usual(message) if said == own else said


def _teach(language: str) -> None:
    """Every thread has the same catalogue of a language; once taught it knows both ways."""
    catalogue: Any = trans_real.translation(language)
    if not isinstance(catalogue.gettext, _Speech):
        catalogue.gettext = _Speech(catalogue.gettext)


@contextmanager
def speaking_to_a_child(*, is_one: bool = True) -> Iterator[None]:
    """Around the rendering of a page; without a language that is active nothing changes."""
    language = get_language()
    if is_one and language is not None:
        _teach(language)
    before = _to_a_child.set(is_one or _to_a_child.get())
    try:
        yield
    finally:
        _to_a_child.reset(before)


def is_a_child(conversation: Conversation) -> bool:
    """They said so; or they came by a poster for children and said nothing of their age."""
    if conversation.is_minor is not None:
        return conversation.is_minor
    point = conversation.entry_point
    return point is not None and point.audience == Audience.CHILDREN


# What a child reads beside the texts that are for children alone.
SAID_TO_A_CHILD = (
    pgettext_lazy("to a child", "Are you under 18?"),
    pgettext_lazy("to a child", "Write what happened. One sentence is enough."),
    pgettext_lazy("to a child", "Your message"),
    pgettext_lazy("to a child", "Write your message first."),
    pgettext_lazy("to a child", "Your code"),
    pgettext_lazy("to a child", "Write your code: 16 digits."),
    pgettext_lazy("to a child", "Type the code that you have written down"),
    pgettext_lazy("to a child", "Type the code here, or leave this out."),
    pgettext_lazy("to a child", "Leave this field empty"),
    pgettext_lazy("to a child", "This is not the code above. Compare digit by digit."),
    pgettext_lazy("to a child", "You already have a code? Read the answer"),
    pgettext_lazy("to a child", "This is the right code. You can come back with it."),
    pgettext_lazy("to a child", "We have your message"),
    pgettext_lazy("to a child", "Write this code down now."),
    pgettext_lazy(
        "to a child",
        "You can also take a photo of it, print this page or save the picture.",
    ),
    pgettext_lazy("to a child", "Have you written it down correctly?"),
    pgettext_lazy("to a child", "For your safety we show the code for ten minutes only."),
    pgettext_lazy("to a child", "You do not have the code? Write a new message"),
    pgettext_lazy("to a child", "A consultant reads your message."),
    pgettext_lazy("to a child", "You come back with the code and read the answer."),
    pgettext_lazy("to a child", "In danger do not wait: call %(emergency)s."),
    pgettext_lazy("to a child", "Your message has been sent."),
    pgettext_lazy("to a child", "Your conversation"),
    pgettext_lazy("to a child", "From here another person answers you."),
    pgettext_lazy("to a child", "You"),
    pgettext_lazy(
        "to a child",
        "Your message waits for an answer. We will answer as soon as we can.",
    ),
    pgettext_lazy(
        "to a child",
        "We have ended this conversation. You can still write: we will read it.",
    ),
    pgettext_lazy(
        "to a child",
        "When you have finished, close this page. To come back you need your code.",
    ),
    pgettext_lazy("to a child", "If somebody may look over your shoulder"),
    pgettext_lazy("to a child", "Press “Leave this page”. A neutral page opens at once."),
    pgettext_lazy("to a child", "On a keyboard you can press Shift three times."),
    pgettext_lazy(
        "to a child",
        "The button does not delete the browser's history. A private window or another "
        "person's phone is safer.",
    ),
    pgettext_lazy("to a child", "How to stay safe, and what stays on the phone"),
    pgettext_lazy("to a child", "What happens to your data"),
    pgettext_lazy(
        "to a child",
        "Only with it can you read the answer. We show it for ten minutes. After that we "
        "cannot give it to you again.",
    ),
    pgettext_lazy("to a child", "Change the language, keep what you wrote:"),
    pgettext_lazy("to a child", "Before you write"),
    pgettext_lazy("to a child", "About you"),
    pgettext_lazy("to a child", "Then you write what happened."),
    pgettext_lazy("to a child", "Then we ask what you need. You can leave that out."),
    pgettext_lazy("to a child", "May we reach you?"),
    pgettext_lazy(
        "to a child",
        "If you say yes, we ask when it is safe. Then you see all your answers.",
    ),
    pgettext_lazy("to a child", "Then you see all your answers. Nothing has been sent yet."),
    pgettext_lazy("to a child", "Check your answers"),
    pgettext_lazy("to a child", "You need a pause?"),
    pgettext_lazy(
        "to a child",
        "There is no time limit. Leave this page open and come back to it.",
    ),
    pgettext_lazy(
        "to a child",
        "If somebody else uses this device, do not leave it open. Send what you have "
        "written. With the code you come back and write more.",
    ),
    pgettext_lazy("to a child", "If you close the page, what you have not sent is lost."),
    pgettext_lazy("to a child", "There is no time limit. Nothing is kept until you send it."),
    pgettext_lazy(
        "to a child",
        "Only one needs an answer: what happened. You can send it as soon as you have written it.",
    ),
    pgettext_lazy(
        "to a child",
        "We ask four short questions. If we may call or write to you, there is a fifth.",
    ),
    pgettext_lazy("to a child", "you come back to your answers."),
    pgettext_lazy("to a child", "A consultant can answer you now."),
    pgettext_lazy("to a child", "Write your message. You will see the answer here."),
    pgettext_lazy("to a child", "You are next."),
    pgettext_lazy("to a child", "You are number %(place)d in the queue."),
    pgettext_lazy("to a child", "Nobody can talk with you right now."),
    pgettext_lazy(
        "to a child",
        "Write a message: it waits for us, and you read the answer with your code.",
    ),
    pgettext_lazy("to a child", "A consultant of %(body)s is with you."),
    pgettext_lazy("to a child", "A consultant is with you."),
    pgettext_lazy("to a child", "You can still write: we will read it."),
    pgettext_lazy("to a child", "Would you like to talk now?"),
    pgettext_lazy(
        "to a child",
        "You write to each other here, at once. You can stop at any time.",
    ),
    pgettext_lazy(
        "to a child",
        "We have lost the connection. What you write stays here. We are trying again.",
    ),
    pgettext_lazy(
        "to a child",
        "This page cannot go on. Load it again, or come back with your code.",
    ),
    pgettext_lazy("to a child", "As long as you wait for an answer, it stays."),
    pgettext_lazy(
        "to a child",
        "If we help you further, it is kept with your case, as long as the law says.",
    ),
    pgettext_lazy("to a child", "We keep what you write. If you are in danger, call 112."),
    pgettext_lazy(
        "to a child",
        "We keep what you write and read it later. If you are in danger, call 112.",
    ),
    pgettext_lazy(
        "to a child",
        "Another person answers you now. They know what you have written here.",
    ),
    pgettext_lazy("to a child", "Please write your check word first."),
    pgettext_lazy("to a child", "Before we go on: what is your check word?"),
    pgettext_lazy("to a child", "Your files are on their way."),
    pgettext_lazy("to a child", "Choose files last. Going back loses them."),
    pgettext_lazy("to a child", "Your files"),
    pgettext_lazy("to a child", "Choose your files again: a browser does not keep them."),
    pgettext_lazy(
        "to a child",
        "Choose at most 5 files, each up to 10 MB and 20 MB together.",
    ),
    pgettext_lazy("to a child", "You have written"),
    pgettext_lazy("to a child", "It has not been sent yet. You can change it."),
    pgettext_lazy("to a child", "You can call now"),
    pgettext_lazy("to a child", "Your messages reach us one after the other. None is lost."),
)
