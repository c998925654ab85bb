"""Why something cannot be done with what a person is to be told; the words are for staff."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.refusal import NotAllowed
from casework.telling.choices import State
from casework.telling.models import Telling

CHECK_WORD_FIRST = gettext_lazy(
    "Somebody is in the conversation now and has not given the check word. Ask for it there first."
)


class TellingRefused(NotAllowed):
    """``field`` names what must be changed, as the actions call it; empty for all of it."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.field = field


def over(telling: Telling) -> TellingRefused:
    """A colleague was quicker, or newer news came."""
    if telling.state == State.OVERTAKEN:
        return TellingRefused(_("There is newer news: tell the person that instead."))
    at = f"{timezone.localtime(telling.ended_at):%d.%m.%Y %H:%M}"
    words = {"name": telling.ended_by or "–", "at": at, "state": telling.get_state_display()}
    told = _("%(name)s saw to this already (%(at)s: %(state)s). Nothing was sent again.")
    return TellingRefused(told % words)


def no_conversation() -> TellingRefused:
    """The person cannot read anything, or it is not for this person to write."""
    words = _("There is no conversation in which you may write to the person.")
    return TellingRefused(words, "text")


def empty() -> TellingRefused:
    """Nothing to send."""
    return TellingRefused(_("Write what the person is told."), "text")


def notice_not_allowed(why: str) -> TellingRefused:
    """The rules of the person, as they are at this moment."""
    return TellingRefused(why, "notice")


def read_the_note() -> TellingRefused:
    """A machine cannot read "not while he is at home"."""
    words = _("Read what the person asks us to mind, and confirm that it allows a message.")
    return TellingRefused(words, "note_read")


def held_by(name: object) -> TellingRefused:
    """A colleague talks with the person at this moment."""
    words = _("%(name)s answers this conversation now. Ask them to tell the person.")
    return TellingRefused(words % {"name": name}, "text")


def check_word_first() -> TellingRefused:
    """Whoever is in the talk may not be the person: nothing of the matter is said to them."""
    return TellingRefused(str(CHECK_WORD_FIRST), "text")


def no_words_there() -> TellingRefused:
    """A neutral message leads to a conversation with nothing new in it."""
    return TellingRefused(_("Write in the conversation first: a neutral message leads there."))


def sent_already() -> TellingRefused:
    """One is enough."""
    return TellingRefused(_("A neutral message was prepared already. One is enough."), "notice")


def day_missing() -> TellingRefused:
    """Nobody is forgotten."""
    return TellingRefused(_("Choose the day on which somebody tries again."), "again_on")


def day_too_far(days: int) -> TellingRefused:
    """A person does not wait for months."""
    words = _("Choose a day from tomorrow on, within %(days)d days.")
    return TellingRefused(words % {"days": days}, "again_on")


def explain() -> TellingRefused:
    """What is decided is understood later."""
    return TellingRefused(_("Write in a few words why."), "note")
