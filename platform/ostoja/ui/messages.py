"""What is said once stays for the page: a look by a script in the background does not use it up."""

from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpResponseBase

LOOKING = "X-Looking"
"""The header of a script that asks for the page again, to put in what has changed."""


class SaidToThePage(SessionStorage):
    """Messages of the session: one page may still look while the next is on its way."""

    def update(self, response: HttpResponseBase) -> list[Message] | None:
        """Keep what was shown to nobody."""
        if LOOKING in self.request.headers:
            self.used = False
        return super().update(response)
