"""How the pages look for somebody who comes back with the code.

Leaving makes the browser forget what was chosen. The conversation knows it still; the browser is
told nothing anew, so that no trace of it comes back.
"""

from django.conf import settings
from django.http import HttpRequest

from casework.intake.actions.display import choose_display
from casework.intake.models import Conversation
from ostoja.ui.display import DisplaySettings, settings_of

COOKIE = settings.DISPLAY_COOKIE_NAME


def chosen_display(request: HttpRequest) -> str:
    """What is kept with a new conversation; nothing for pages as usual."""
    chosen = settings_of(request)
    return "" if chosen.is_usual else str(chosen)


def look_as_chosen(request: HttpRequest, conversation: Conversation) -> None:
    """Before the page is shown: what was chosen on this device goes before what was kept."""
    if COOKIE not in request.COOKIES and conversation.display:
        request.COOKIES[COOKIE] = str(DisplaySettings.from_text(conversation.display))


def keep_what_was_chosen(request: HttpRequest, conversation: Conversation) -> None:
    """After the person chose anew, here in the conversation."""
    chosen = chosen_display(request)
    if COOKIE in request.COOKIES and chosen != conversation.display:
        choose_display(conversation=conversation, display=chosen)
